// First loves, and those that were forgotten.

import { COUNTED } from '#listens'
import { topOf } from '../counting.ts'
import { type Asked, COUNT, countOf, exclusions, insight, notCounted, notTracked, wholeOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { listed, longDay, nameOf, times } from '../wording.ts'
import { DAY_S, dayOf, dayText } from '../zone.ts'

const WITHIN_DAYS = 60
const MONTH_DAYS = 30.44
/** An artist has many tracks: heavy takes this many times more. */
const ARTIST_FACTOR = 3

const HEAVY = (byDefault: number) => ({
  name: 'heavy',
  summary: `How many counted listens of a track are heavy, 2 to 1000; of an artist three times as many.`,
  choices: null,
  byDefault: String(byDefault),
})

interface Spans {
  readonly counts: Int32Array
  readonly firstS: Uint32Array
  readonly lastS: Uint32Array
}

/** Counted listens, and first and last end, of each track. */
function spansOfTracks({ ledger, dims, mark }: Scope, from: number, to: number): Spans {
  const { trackIds, endedAtS } = ledger
  const counts = new Int32Array(dims.size.track)
  const firstS = new Uint32Array(dims.size.track)
  const lastS = new Uint32Array(dims.size.track)
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    if (counts[track]++ === 0) firstS[track] = endedAtS[row]
    lastS[track] = endedAtS[row]
  }
  counts[0] = 0
  return { counts, firstS, lastS }
}

/** Those of the artists, from those of their tracks. */
function spansOfArtists({ dims }: Scope, tracks: Spans): Spans {
  const artistOf = dims.of.artist
  const counts = new Int32Array(dims.size.artist)
  const firstS = new Uint32Array(dims.size.artist)
  const lastS = new Uint32Array(dims.size.artist)
  for (let track = 1; track < artistOf.length; track++) {
    if (tracks.counts[track] === 0) continue
    const artist = artistOf[track]
    if (counts[artist] === 0 || tracks.firstS[track] < firstS[artist]) firstS[artist] = tracks.firstS[track]
    if (tracks.lastS[track] > lastS[artist]) lastS[artist] = tracks.lastS[track]
    counts[artist] += tracks.counts[track]
  }
  counts[0] = 0
  return { counts, firstS, lastS }
}

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

const iso = (ms: number) => new Date(ms).toISOString()

export const firstLoves = insight({
  question: 'Who were your first loves?',
  explanation:
    `A love is a track or an artist counted heavily within ${WITHIN_DAYS} days of its first time. Shown are the first that became one in this period; ` +
    'the first time and the counts are of the history up to the end of the period. A history that begins in the middle of a life calls the loves of that moment first.',
  group: 'favourites',
  parameters: [HEAVY(10), COUNT],
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
  parameters: [{ name: 'months', summary: 'Months of silence, 1 to 120.', choices: null, byDefault: '12' }, HEAVY(15), COUNT],
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
