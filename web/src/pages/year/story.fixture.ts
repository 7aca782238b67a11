// A story with a card of every kind, made up.

import type { YearBody, YearCard, YearThing } from '../../../../src/server/contract.ts'

const thing = (kind: YearThing['kind'], id: number, name: string, count: number): YearThing => ({
  kind,
  id,
  trackId: kind === 'genre' ? null : 100 + id,
  name,
  by: kind === 'artist' || kind === 'genre' ? null : 'Amber Harbor',
  count,
  note: `${count} listens`,
})

const LONG = 'A Very Long Name of an Orchestra that Nobody Can Say in One Breath, with Guests and a Choir'
const months = (marked: number | null, counts: readonly number[]): YearCard['chart'] => ({
  shape: 'steps',
  step: 'month',
  marked,
  bins: counts.map((counted, at) => ({
    from: `2025-${String(at + 1).padStart(2, '0')}-01`,
    to: `2025-${String(at + 1).padStart(2, '0')}-28`,
    counted,
  })),
})
const days: YearCard['chart'] = {
  shape: 'days',
  firstDay: '2025-01-01',
  counted: Array.from({ length: 365 }, (_, at) => (at * 7) % 23),
  ms: Array.from({ length: 365 }, (_, at) => ((at * 7) % 23) * 200_000),
  marked: { from: '2025-03-02', to: '2025-03-14' },
  best: '2025-06-21',
}
const KEYS = Array.from({ length: 24 }, (_, at) => ({ camelot: `${(at >> 1) + 1}${at % 2 ? 'B' : 'A'}`, key: at % 2 ? 'C major' : 'A minor', counted: at * 3 })) // biome-ignore format: a table

const card = (kind: YearCard['kind'], things: YearThing[], chart: YearCard['chart']): YearCard => ({
  kind,
  headline: `The ${kind} of it.`,
  detail: 'It was heard 12 times, 34 % of all.',
  numbers: [
    { value: 12, unit: 'listens', text: '12', label: 'listens' },
    { value: 0.34, unit: 'share', text: '34 %', label: 'of all' },
  ],
  things,
  chart,
  soundtrack: null,
  explanation: 'Counted so and so.',
})

const artists = [1, 2, 3, 4, 5].map((id) => thing('artist', id, id === 2 ? LONG : `Artist ${id}`, 60 - id))
const tracks = [1, 2, 3, 4, 5].map((id) => thing('track', id, id === 3 ? LONG : `Track & <${id}>`, 40 - id))

export const STORY: YearBody = {
  listener: 'me',
  period: {
    fromMs: 0,
    toMs: 1,
    firstDay: '2025-01-01',
    lastDay: '2025-12-31',
    zone: 'UTC',
    title: 'Your 2025',
    label: '2025',
    isOpen: false,
  },
  cards: [
    card('time', [], days),
    card('artist', [artists[0]], months(4, [1, 0, 3, 8, 12, 4, 0, 2, 2, 1, 0, 5])),
    card('tracks', tracks, null),
    card('album', [thing('album', 7, LONG, 30)], null),
    card('discovery', artists.slice(0, 3), months(2, [0, 0, 3, 8, 12, 4, 0, 2, 2, 1, 0, 5])),
    card('clock', [], { shape: 'hours', counted: Array.from({ length: 24 }, (_, at) => at), peak: 23 }),
    card('days', [], days),
    card('binge', [tracks[0]], { shape: 'echoes', times: 40 }),
    card('return', [tracks[1]], months(null, [0, 0, 0])),
    card('skips', artists.slice(0, 2), { shape: 'shares', shares: [0.6, 0.4] }),
    card('sound', [], { shape: 'keys', keys: KEYS, bpm: 121.4, months: [] }),
    card('deep-cuts', tracks.slice(0, 3), { shape: 'depth', percentiles: [1, 4, 9] }),
    card('variety', [], { shape: 'spread', counts: Array.from({ length: 140 }, (_, at) => 140 - at) }),
    card('summary', [...artists, ...tracks], null),
  ],
  coverTrackIds: [101, 102, 103],
  leftOut: [],
  sparse: null,
}
