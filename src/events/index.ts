// What happened: the front door.
export type { DeepcutEvent, EventCatalog, EventName } from './catalog.ts'
export { inProcessEvents } from './in-process.ts'
export type { EventBus } from './port.ts'
