// The kernel's front door.
export type { Brand } from './brand.ts'
export { type Clock, DAY_MS, fixedClock, HOUR_MS, MINUTE_MS, SECOND_MS, systemClock } from './clock.ts'
export { type Config, readConfig } from './config.ts'
export { exitStatus, Fault, type FaultKind, HTTP_STATUS, type ItemFault, messageOf } from './errors.ts'
export { type Log, openLog, silentLog } from './log.ts'
export { hashString, type Random, seededRandom } from './random.ts'
