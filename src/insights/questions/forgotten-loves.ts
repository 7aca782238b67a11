// Which loves were forgotten.

import { topOf } from '../counting.ts'
import { type Asked, COUNT, countOf, exclusions, insight, notCounted, notTracked, wholeOf } from '../insight.ts'
import { nameOf, times } from '../wording.ts'
import { DAY_S } from '../zone.ts'
import { ARTIST_FACTOR, heavyParameter, iso, type Spans, spansOfArtists, spansOfTracks } from './spans.ts'

const MONTH_DAYS = 30.44

/** Things counted heavily in the period and not at all since `silentDays` before its end. */
function forgottenOf(asked: Asked, kind: 'track' | 'artist', heavy: number, silentDays: number, spans: Spans) {
  const { ledger, toS } = asked.scope
  const { firstS, lastS } = spans
  const counts = spans.counts.slice()
  const endS = ledger.count === 0 ? 0 : Math.min(toS, ledger.endedAtS[ledger.count - 1])
  let total = 0
  for (let thing = 0; thing < counts.length; thing++) {
    if (counts[thing] < heavy || endS - lastS[thing] < silentDays * DAY_S) counts[thing] = 0
    else total++
  }
  const items = topOf(counts, countOf(asked)).map((thing) =>
    Object.assign(asked.thing(kind, thing), {
      firstMs: firstS[thing] * 1000,
      lastMs: lastS[thing] * 1000,
      counted: counts[thing],
      silentDays: Math.floor((endS - lastS[thing]) / DAY_S),
    }),
  )
  return { total, items }
}

export const forgottenLoves = insight({
  question: 'Which loves have you forgotten?',
  explanation:
    'Tracks and artists counted heavily in this period and then not once for the months of silence up to its end, or up to the last listen there is. ' +
    'Those heard most come first.',
  group: 'favourites',
  parameters: [{ name: 'months', summary: 'Months of silence, 1 to 120.', choices: null, byDefault: '12' }, heavyParameter(15), COUNT],
  tables: [
    { name: 'tracks', title: 'Forgotten tracks' },
    { name: 'artists', title: 'Forgotten artists' },
  ],
  count(asked) {
    const { measured } = asked
    const silentMonths = wholeOf(asked, 'months', 1, 120, 12)
    const heavyTrack = wholeOf(asked, 'heavy', 2, 1000, 15)
    const heavyArtist = heavyTrack * ARTIST_FACTOR
    const { scope } = asked
    const spans = spansOfTracks(scope, scope.low, scope.high)
    const tracks = forgottenOf(asked, 'track', heavyTrack, silentMonths * MONTH_DAYS, spans)
    const artists = forgottenOf(asked, 'artist', heavyArtist, silentMonths * MONTH_DAYS, spansOfArtists(scope, spans))
    const data = {
      silentMonths,
      heavyTrack,
      heavyArtist,
      totalTracks: tracks.total,
      totalArtists: artists.total,
      tracks: tracks.items,
      artists: artists.items,
    }
    return { data, used: measured.tracked, excluded: exclusions(notCounted(measured), notTracked(measured)), coverage: null }
  },
  tell(data) {
    if (data.totalTracks + data.totalArtists === 0) return [`No love has been silent for ${times(data.silentMonths, 'month')}.`]
    const lines = [
      `${times(data.totalTracks, 'track')} and ${times(data.totalArtists, 'artist')} heard heavily have been silent for ${times(data.silentMonths, 'month')} or more.`,
    ]
    if (data.tracks.length > 0) lines.push(`Most of all ${nameOf(data.tracks[0])}, ${times(data.tracks[0].counted, 'counted listen')}.`)
    return lines
  },
  tabulate: (data) =>
    (['tracks', 'artists'] as const).map((name) => ({
      name,
      title: `Forgotten ${name}`,
      columns: [
        { name: name === 'tracks' ? 'track' : 'artist', unit: null },
        { name: 'by', unit: null },
        { name: 'counted', unit: 'listens' },
        { name: 'first', unit: 'ISO 8601' },
        { name: 'last', unit: 'ISO 8601' },
        { name: 'silent', unit: 'days' },
      ],
      rows: data[name].map((one) => [one.name, one.by, one.counted, iso(one.firstMs), iso(one.lastMs), one.silentDays]),
    })),
})
