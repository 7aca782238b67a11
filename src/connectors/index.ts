// The world outside: the front door.
export { type Egress, type HostView, openEgress } from './egress.ts'
export {
  type Answered,
  ENQUIRIES,
  type EnquiryKind,
  type EnrichStore,
  type Found,
  HOLDS_MS,
  type Learned,
  type Question,
} from './enrich/enquiry.ts'
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
export { type Outside, openOutside } from './outside.ts'
export { openRelays, type RelayDesk } from './relay.ts'
export type { LastFmAccount } from './relay-lastfm.ts'
export { RELAY_NAME } from './relay-listenbrainz.ts'
export type { Queued, Relay, RelayCredentials, RelayId, RelayService, RelayStore } from './relay-queue.ts'
export type { Answer } from './send.ts'
export {
  type JobState,
  type SealedTokens,
  SPOTIFY_JOBS,
  type SpotifyAccount,
  type SpotifyJob,
  type SpotifyStore,
} from './spotify/account.ts'
export { CALLBACK_PATH } from './spotify/log-in.ts'
export { Held } from './turn.ts'
