// The kernels of src/dsp: what src/dsp/kernels.ts calls, each with a TypeScript twin there. Addresses are in bytes, counts in numbers.

export { halve, project } from './constant-q'
export { extremes } from './contrast'
export { dotRows } from './rows'
export { cutFrames, decibels, powers, shape, signChanges, sparseRows } from './spectrum'
