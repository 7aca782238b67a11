// The demo: the front door.
export { composeDemo, DEMO_VERSION, type Demo, type DemoRequest } from './compose-demo.ts'
export type { PieceTruth } from './truth.ts'
