// The relay: listens that players told here go on to ListenBrainz or Last.fm, from a queue that outlives a restart. Off until a person sets it up.

import type { EventBus } from '#events'
import { type Clock, DAY_MS, Fault, type Log, MINUTE_MS, SECOND_MS } from '#kernel'
import type { ListenerId } from '#listens'
import type { Egress } from './egress.ts'
import { type Loop, openLoop } from './loop.ts'
import { type LastFmAccount, sendToLastFm, signInAtLastFm } from './relay-lastfm.ts'
import { sendToListenBrainz } from './relay-listenbrainz.ts'
import type { Queued, Relay, RelayCredentials, RelayService, RelayStore } from './relay-queue.ts'
import type { Seal } from './seal.ts'
import { Held } from './turn.ts'

/** Names the purpose of what is sealed, so that it opens for nothing else. */
const purposeOf = (listenerId: ListenerId, service: RelayService) => `relay ${service} ${listenerId}`

/** How many listens go out at once: the most that Last.fm takes, and polite to ListenBrainz. */
const BATCH_MAX: Readonly<Record<RelayService, number>> = { listenbrainz: 100, lastfm: 50 }
/** After a failure that names no time, by how many there were in a row. */
const backOffMs = (failures: number) => Math.min(MINUTE_MS * 2 ** Math.min(failures - 1, 10), DAY_MS / 4)

/** What became of a batch. */
export type Sent =
  | { readonly kind: 'taken'; readonly refused: readonly { readonly id: number; readonly why: string }[] }
  /** Not taken, and no use to try again until a person changes something: the token is wrong, say. */
  | { readonly kind: 'parked'; readonly why: string }
  /** The batch as a whole is not taken; one of it may be at fault. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string }

export interface RelayDesk {
  list(): Promise<Relay[]>
  /** Sets a relay up, or gives it new credentials; what was parked is tried again. */
  save(listenerId: ListenerId, service: RelayService, credentials: RelayCredentials): Promise<void>
  /** As `save`, with a session that Last.fm gives for the password; the password is not kept. */
  signIn(listenerId: ListenerId, account: LastFmAccount): Promise<void>
  /** Takes a relay away with its queue. */
  remove(id: Relay['id']): Promise<boolean>
  start(): void
  close(): Promise<void>
}

export interface RelayDeps {
  readonly relayStore: RelayStore
  readonly egress: Egress
  readonly seal: Seal
  readonly events: EventBus
  readonly clock: Clock
  readonly log: Log
}

/** After a listen, others may follow at once: they go together. */
const GATHER_MS = 3 * SECOND_MS

const SENDERS = { listenbrainz: sendToListenBrainz, lastfm: sendToLastFm }

/** Opens the relay. Nothing leaves while its host is switched off; the queue waits. */
export function openRelays(deps: RelayDeps): RelayDesk {
  const { relayStore: store, clock } = deps
  const watching: (() => void)[] = []

  const send = async (relay: Relay, batch: readonly Queued[], signal: AbortSignal): Promise<Sent> => {
    const sealed = await store.credentials(relay.id)
    const opened = sealed && (await deps.seal.open(purposeOf(relay.listenerId, relay.service), sealed))
    if (!opened) return { kind: 'parked', why: 'The credentials cannot be read any more; enter them again.' }
    const { address, ...credentials } = JSON.parse(opened) as RelayCredentials & { address: string }
    // Who can move an address must not get the token that was given for another.
    if (address !== (await deps.egress.address(relay.service)))
      return { kind: 'parked', why: 'The address under Outside has changed since; enter the credentials again.' }
    return SENDERS[relay.service](deps.egress, credentials as RelayCredentials, batch, signal)
  }

  /** Sends one batch; when to look again, null for "when woken". */
  const step = async (relay: Relay, batchMax: number, signal: AbortSignal): Promise<number | null> => {
    const nowMs = clock.nowMs()
    if (relay.parked !== null || relay.waiting === 0) return null
    if (relay.resumeAtMs !== null && relay.resumeAtMs > nowMs) return relay.resumeAtMs
    if (!(await deps.egress.isOpen(relay.service))) return null
    const batch = await store.next(relay.id, batchMax)
    const sent = await send(relay, batch, signal)
    switch (sent.kind) {
      case 'taken':
        await store.taken(
          relay.id,
          batch.map(({ id }) => id).filter((id) => !sent.refused.some((one) => one.id === id)),
          nowMs,
        )
        for (const { id, why } of sent.refused) await store.refuse(id, why)
        return nowMs
      case 'refused':
        // One of them may spoil the rest: halves find it, and only that one stays behind.
        if (batch.length > 1) return step(relay, Math.ceil(batch.length / 2), signal)
        await store.refuse(batch[0].id, sent.why)
        return nowMs
      case 'parked':
        await store.hold(relay.id, { parked: sent.why, resumeAtMs: null, failures: 0 })
        return null
      case 'later': {
        const failures = relay.failures + 1
        const resumeAtMs = nowMs + backOffMs(failures)
        await store.hold(relay.id, { parked: null, resumeAtMs, failures })
        return resumeAtMs
      }
    }
  }

  const loop: Loop = openLoop(deps, 'the relay', async (signal) => {
    let dueMs: number | null = null
    for (const relay of await store.list()) {
      const due = await step(relay, BATCH_MAX[relay.service], signal).catch((error: unknown) => {
        if (error instanceof Held) return error.resumesAtMs
        if (error instanceof Fault && error.code === 'EGRESS_OFF') return null
        if (error instanceof Fault && error.kind === 'unavailable') return clock.nowMs() + MINUTE_MS
        throw error
      })
      if (due !== null && (dueMs === null || due < dueMs)) dueMs = due
    }
    return dueMs
  })

  const save: RelayDesk['save'] = async (listenerId, service, credentials) => {
    const sealed = await deps.seal.close(
      purposeOf(listenerId, service),
      JSON.stringify({ ...credentials, address: await deps.egress.address(service) }),
    )
    await store.save({ listenerId, service, credentials: sealed, atMs: clock.nowMs() })
    loop.wake()
  }
  let gathering: NodeJS.Timeout | undefined
  const gather = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      loop.wake()
    }, GATHER_MS).unref()
  }

  return {
    list: () => store.list(),
    save,
    signIn: async (listenerId, account) => save(listenerId, 'lastfm', await signInAtLastFm(deps.egress, account)),
    remove: (id) => store.remove(id),
    start: () => {
      watching.push(
        deps.egress.onChange(loop.wake),
        deps.events.subscribe(({ name }) => {
          if (name === 'listen.recorded') gather()
        }),
      )
      loop.wake()
    },
    close: async () => {
      for (const stop of watching) stop()
      clearTimeout(gathering)
      await loop.close()
    },
  }
}
