// Server-sent events: every event of the bus to every page that listens, with a heartbeat, and what a page missed while it reconnected.

import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { EventBus } from '#events'

const HEARTBEAT_MS = 15_000
const RETRY_MS = 2000
/** Events kept for pages that come back. */
const KEPT = 256
/** A reader this far behind is let go; it comes back by itself and asks anew. */
const BEHIND_BYTES_MAX = 1 << 20

export interface EventStream {
  /** Sends everything from now on; first what came after `lastEventId`, where it is still kept. */
  join(response: ServerResponse, lastEventId: string | undefined): void
  readonly readers: number
  close(): void
}

/** Opens the stream over the bus. */
export function openEventStream(events: EventBus): EventStream {
  const run = randomBytes(4).toString('hex')
  const readers = new Set<ServerResponse>()
  const kept: { readonly serial: number; readonly text: string }[] = []
  let serial = 0

  const send = (reader: ServerResponse, text: string) => {
    reader.write(text)
    if (reader.writableLength > BEHIND_BYTES_MAX) reader.destroy()
  }
  const unsubscribe = events.subscribe(({ name, data }) => {
    serial++
    const text = `id: ${run}-${serial}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
    kept.push({ serial, text })
    if (kept.length > KEPT) kept.shift()
    for (const reader of readers) send(reader, text)
  })
  const heartbeat = setInterval(() => {
    for (const reader of readers) send(reader, ': still here\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    join(response, lastEventId) {
      readers.add(response)
      response.on('close', () => readers.delete(response))
      response.write(`retry: ${RETRY_MS}\n: Deepcut's events\n\n`)
      const [lastRun, lastSerial] = (lastEventId ?? '').split('-')
      if (lastRun !== run) return
      for (const event of kept) if (event.serial > Number(lastSerial)) send(response, event.text)
    },
    get readers() {
      return readers.size
    },
    close() {
      unsubscribe()
      clearInterval(heartbeat)
      for (const reader of readers) reader.end()
    },
  }
}
