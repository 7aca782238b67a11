// Where heavy work runs: the front door.
export type { Compute, Job, JobOptions } from './port.ts'
export { threadCompute } from './threads.ts'
