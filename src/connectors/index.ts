// The world outside: the front door.
export { type Egress, type EgressDeps, type HostView, type OutboundRequest, openEgress } from './egress.ts'
export { delayMsOf, type HostChange } from './host-address.ts'
export { HOST_NAMES, type Host, type HostName } from './hosts.ts'
export {
  type Allowance,
  CALLS_KEPT_MAX,
  type EgressStore,
  FRESH_HOST,
  type HostCounts,
  type HostState,
  type OutboundCall,
} from './outbound-call.ts'
export type { Answer } from './send.ts'
export { Held } from './turn.ts'
