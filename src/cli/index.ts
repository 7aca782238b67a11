// The command line: the front door.
export type { Hall, Output } from './hall.ts'
export { runCli } from './run-cli.ts'
