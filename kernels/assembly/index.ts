// The kernels of src/dsp: what src/dsp/kernels.ts calls, each with a TypeScript twin there. Addresses are in bytes, counts in numbers.

export { extremes } from './contrast'
export { everySecond, halve } from './halve'
export { truePeak, weighEnergy } from './loudness'
export { pack, unpack } from './pack'
export { peaks } from './peaks'
export { dotRows, magnitudes, products } from './rows'
export { cutFrames, decibels, powers, shape, signChanges, sparseRows } from './spectrum'
