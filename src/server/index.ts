// HTTP: the front door.
export type { Background } from './background.ts'
export { openBackground } from './background.ts'
export { createServer, type ServerDeps, type ServerOptions } from './create-server.ts'
export { type DemoReport, installDemo, isDemoUnfinished } from './demo.ts'
export type { House, HouseStores } from './deps.ts'
export { listeningPriorities } from './priorities.ts'
export { isLoopback } from './security.ts'
