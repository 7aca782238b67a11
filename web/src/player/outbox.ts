// Listens on their way to the server. Kept in this browser until the server has them, so that none is lost when it is away; sending one twice adds nothing.

import type { PlayedBody } from '../../../src/server/contract.ts'

export interface Parcel {
  readonly user: string | null
  readonly body: PlayedBody
}

/** What the outbox needs of the world. */
export interface OutboxDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** The status of the answer; 0 where there was none. */
  readonly post: (parcel: Parcel) => Promise<number>
}

export interface Outbox {
  /** Keeps the parcel, and tries to send all there are. */
  put(parcel: Parcel): Promise<void>
  flush(): Promise<void>
  readonly waiting: number
}

const KEY = 'deepcut.outbox'
const KEPT_MAX = 500

/** Whether sending again later could help: no answer, overload, or a fault of the server's own. */
const worthRetrying = (status: number) => status === 0 || status === 408 || status === 429 || status >= 500

export function openOutbox({ storage, post }: OutboxDeps): Outbox {
  /** What storage had no room for; lost with the page. */
  let unsaved: readonly Parcel[] = []
  const read = (): Parcel[] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
      return [...(Array.isArray(kept) ? kept.filter(isParcel) : []), ...unsaved]
    } catch {
      return [...unsaved]
    }
  }
  const write = (parcels: readonly Parcel[]) => {
    try {
      storage.setItem(KEY, JSON.stringify(parcels.slice(-KEPT_MAX)))
      unsaved = []
    } catch {
      unsaved = parcels.slice(-KEPT_MAX)
    }
  }
  const forget = (playId: string) => write(read().filter((parcel) => parcel.body.playId !== playId))

  const flush = async () => {
    await Promise.all(
      read().map(async (parcel) => {
        const status = await post(parcel).catch(() => 0)
        if (!worthRetrying(status)) forget(parcel.body.playId)
      }),
    )
  }
  return {
    async put(parcel) {
      write([...read().filter((other) => other.body.playId !== parcel.body.playId), parcel])
      await flush()
    },
    flush,
    get waiting() {
      return read().length
    },
  }
}

const isParcel = (value: unknown): value is Parcel =>
  typeof value === 'object' && value !== null && 'body' in value && typeof (value.body as PlayedBody | null)?.playId === 'string'
