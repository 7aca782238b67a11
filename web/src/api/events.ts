// What the server tells by itself: one stream of events, handed to whoever watches, and to the answers that they make stale.

import type { DeepcutEvent, EventCatalog, EventName } from '../../../src/events/catalog.ts'
import { queryClient } from './queries.ts'
import { makeStale } from './stale.ts'

type Receive = (event: DeepcutEvent) => void

const NAMES = Object.keys({
  'scan.progress': 0,
  'scan.finished': 0,
  'analysis.progress': 0,
  'analysis.finished': 0,
  'import.progress': 0,
  'import.finished': 0,
  'history.changed': 0,
  'listen.recorded': 0,
  'listen.playing': 0,
  'engagement.recorded': 0,
  'feedback.changed': 0,
  'library.changed': 0,
  'recommendations.changed': 0,
} satisfies Record<EventName, 0>) as EventName[]

/** Which answers an event makes stale, by the start of their keys. */
const STALE: Partial<Record<EventName, readonly string[]>> = {
  'scan.finished': ['library', 'status', 'folders'],
  'analysis.finished': ['track', 'similar', 'waveform', 'status', 'recommendations'],
  'import.finished': ['imports', 'listens', 'status', 'library', 'recommendations', 'insights'],
  'history.changed': ['imports', 'listens', 'track', 'insights', 'status', 'rules'],
  'listen.recorded': ['listens', 'track', 'insights'],
  'listen.playing': ['playing', 'devices'],
  'feedback.changed': ['track', 'library'],
  'library.changed': ['library', 'status', 'track', 'similar', 'folders'],
  'recommendations.changed': ['recommendations'],
}

const receivers = new Set<Receive>()

/** Calls `receive` for every event from now on; returns the function that ends it. */
export function watchEvents(receive: Receive): () => void {
  receivers.add(receive)
  return () => receivers.delete(receive)
}

function arrived<Name extends EventName>(name: Name, data: EventCatalog[Name]): void {
  for (const key of STALE[name] ?? []) void makeStale(queryClient, [key])
  if (name === 'analysis.progress') heardAnew((data as EventCatalog['analysis.progress']).trackId)
  for (const receive of receivers) receive({ name, data } as DeepcutEvent)
}

/** A track's page follows its own analysis, not the end of everything's. */
function heardAnew(trackId: number): void {
  for (const key of ['track', 'waveform', 'similar']) void makeStale(queryClient, [key, trackId])
}

/** What runs by itself on the server: it may have gone on between the first answers and the opening of the stream. */
const RUNNING = ['imports', 'status', 'folders', 'analysis'] as const
const REOPEN_MS = 3000

/** Opens the stream. Whenever it opens (the browser reconnects by itself), what it may have missed is asked for again. */
export function openEvents(openedBefore = false): void {
  const stream = new EventSource('/api/events')
  let opened = openedBefore
  stream.onopen = () => {
    if (opened) void makeStale(queryClient)
    else for (const key of RUNNING) void makeStale(queryClient, [key])
    opened = true
  }
  // An answer that is no stream (a proxy's, while the server starts) ends it for good.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(openEvents, REOPEN_MS, true)
  }
  for (const name of NAMES) stream.addEventListener(name, (message) => arrived(name, JSON.parse(message.data)))
}
