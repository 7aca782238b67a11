// What waits to be relayed: the relays a person set up, and for each a queue that was filled in the transaction that kept the listens.

import type { Brand } from '#kernel'
import type { ListenerId, Scrobble } from '#listens'

export type RelayId = Brand<number, 'RelayId'>
export type RelayService = 'listenbrainz' | 'lastfm'

/** What the service knows this person by. */
export type RelayCredentials =
  | { readonly token: string }
  | { readonly apiKey: string; readonly sharedSecret: string; readonly sessionKey: string }

export interface Relay {
  readonly id: RelayId
  readonly listenerId: ListenerId
  readonly listenerName: string
  readonly service: RelayService
  readonly madeAtMs: number
  /** Listens taken by the service so far, and when last. */
  readonly sent: number
  readonly sentAtMs: number | null
  readonly waiting: number
  /** Listens the service does not take. */
  readonly refused: number
  /** Why the last of those was not taken. */
  readonly refusedWhy: string | null
  readonly failures: number
  readonly resumeAtMs: number | null
  /** Why nothing is sent until a person changes something. */
  readonly parked: string | null
}

/** A listen that waits. */
export interface Queued {
  readonly id: number
  readonly scrobble: Scrobble
}

export interface RelayStore {
  list(): Promise<Relay[]>
  /** Makes a relay, or gives it new credentials and takes it out of its park. */
  save(relay: { listenerId: ListenerId; service: RelayService; credentials: Uint8Array; atMs: number }): Promise<void>
  remove(id: RelayId): Promise<boolean>
  /** Sealed as it was saved. */
  credentials(id: RelayId): Promise<Uint8Array | null>
  /** Those that wait longest. */
  next(id: RelayId, countMax: number): Promise<Queued[]>
  /** The service has them: they leave the queue. */
  taken(id: RelayId, queueIds: readonly number[], atMs: number): Promise<void>
  /** The service does not take this one; it is kept, with the reason, and not sent again. */
  refuse(queueId: number, why: string): Promise<void>
  hold(id: RelayId, hold: Pick<Relay, 'parked' | 'resumeAtMs' | 'failures'>): Promise<void>
}
