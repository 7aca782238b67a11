// Who were the first loves.

import { COUNTED } from '#listens'
import { type Asked, COUNT, countOf, exclusions, insight, notCounted, notTracked, wholeOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { listed, longDay, nameOf, times } from '../wording.ts'
import { DAY_S, dayOf, dayText } from '../zone.ts'
import { ARTIST_FACTOR, heavyParameter, iso, type Spans, spansOfArtists, spansOfTracks } from './spans.ts'

const WITHIN_DAYS = 60

/** Things that became heavy soon after their first time, in the order in which that came, from the beginning of the history. */
function lovesOf(asked: Asked, kind: 'track' | 'artist', heavy: number, all: Spans) {
  const loves = findLoves(asked.scope, asked.scope.dims.of[kind], asked.scope.dims.size[kind], heavy, countOf(asked))
  return loves.map(({ thing, loveS }) =>
    Object.assign(asked.thing(kind, thing), {
      firstMs: all.firstS[thing] * 1000,
      loveMs: loveS * 1000,
      lastMs: all.lastS[thing] * 1000,
      counted: all.counts[thing],
    }),
  )
}

function findLoves({ ledger, mark, low, high }: Scope, of: Int32Array, size: number, heavy: number, countMax: number) {
  const { trackIds, endedAtS } = ledger
  const counts = new Int32Array(size)
  const firstS = new Uint32Array(size)
  const loves: { thing: number; loveS: number }[] = []
  for (let row = 0; row < high; row++) {
    const thing = of[trackIds[row] & (0 - (mark[row] & COUNTED))]
    const count = ++counts[thing]
    if (count === 1) firstS[thing] = endedAtS[row]
    if (count !== heavy || thing === 0 || row < low || endedAtS[row] - firstS[thing] > WITHIN_DAYS * DAY_S) continue
    if (loves.push({ thing, loveS: endedAtS[row] }) === countMax) break
  }
  return loves
}

export const firstLoves = insight({
  question: 'Who were your first loves?',
  explanation:
    `A love is a track or an artist counted heavily within ${WITHIN_DAYS} days of its first time. Shown are the first that became one in this period; ` +
    'the first time and the counts are of the history up to the end of the period. A history that begins in the middle of a life calls the loves of that moment first.',
  group: 'favourites',
  parameters: [heavyParameter(10), COUNT],
  tables: [
    { name: 'tracks', title: 'First loves: tracks' },
    { name: 'artists', title: 'First loves: artists' },
  ],
  count(asked) {
    const { measured } = asked
    const heavyTrack = wholeOf(asked, 'heavy', 2, 1000, 10)
    const heavyArtist = heavyTrack * ARTIST_FACTOR
    const tracks = spansOfTracks(asked.scope, 0, asked.scope.high)
    const data = {
      withinDays: WITHIN_DAYS,
      heavyTrack,
      heavyArtist,
      tracks: lovesOf(asked, 'track', heavyTrack, tracks),
      artists: lovesOf(asked, 'artist', heavyArtist, spansOfArtists(asked.scope, tracks)),
    }
    return { data, used: measured.tracked, excluded: exclusions(notCounted(measured), notTracked(measured)), coverage: null }
  },
  tell(data, { scope }) {
    if (data.tracks.length + data.artists.length === 0)
      return [`Nothing was heard ${times(data.heavyTrack, 'time')} within ${data.withinDays} days of its first time.`]
    const day = (ms: number) => longDay(dayText(dayOf(scope.zone, ms / 1000)))
    const lines: string[] = []
    if (data.artists.length > 0)
      lines.push(
        `The first artist to be loved was ${data.artists[0].name}, from ${day(data.artists[0].firstMs)}; then ${listed(data.artists.slice(1, 4).map(nameOf)) || 'nobody'}.`,
      )
    if (data.tracks.length > 0)
      lines.push(`The first track was ${nameOf(data.tracks[0])}, ${times(data.tracks[0].counted, 'counted listen')} in all.`)
    return lines
  },
  tabulate: (data) =>
    (['tracks', 'artists'] as const).map((name) => ({
      name,
      title: `First loves: ${name}`,
      columns: [
        { name: name === 'tracks' ? 'track' : 'artist', unit: null },
        { name: 'by', unit: null },
        { name: 'first', unit: 'ISO 8601' },
        { name: 'loved from', unit: 'ISO 8601' },
        { name: 'last', unit: 'ISO 8601' },
        { name: 'counted', unit: 'listens' },
      ],
      rows: data[name].map((one) => [one.name, one.by, iso(one.firstMs), iso(one.loveMs), iso(one.lastMs), one.counted]),
    })),
})
