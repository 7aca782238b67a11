// Whether the listener stays with those long known.

import { COUNTED } from '#listens'
import { countBy, filled, touchTracks } from '../counting.ts'
import { askedBins, exclusions, insight, type NamedThing, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { rowAt } from '../scope.ts'
import { nameOf, percent } from '../wording.ts'
import { DAY_S } from '../zone.ts'
import { type Bin, binAt, binTable } from './bin-table.ts'

const KNOWN_DAYS = 365
const KNOWN_S = KNOWN_DAYS * DAY_S

/** When each artist was first counted, seconds since the epoch, and when the history begins (-1 where it is empty). */
function firstHeardS(
  trackIds: Int32Array,
  endedAtS: Uint32Array,
  mark: Uint8Array,
  high: number,
  artistOf: Int32Array,
  firstS: Uint32Array,
): number {
  const seen = new Uint8Array(artistOf.length)
  // Nothing (0) is no artist.
  seen[0] = 1
  let historyS = -1
  for (let row = 0; row < high; row++) {
    const track = trackIds[row] & (0 - (mark[row] & 1))
    if (seen[track] === 1) continue
    seen[track] = 1
    const artist = artistOf[track]
    if (firstS[artist] === 0) firstS[artist] = endedAtS[row]
    if (historyS < 0) historyS = endedAtS[row]
  }
  return historyS
}

/** From when on each track is by an artist long known; `neverS` for what has no artist. */
function knownFrom(artistOf: Int32Array, firstS: Uint32Array, neverS: number): Uint32Array {
  return filled(new Uint32Array(artistOf.length), (track) => {
    const heardS = firstS[artistOf[track]]
    return artistOf[track] === 0 || heardS === 0 ? neverS : Math.min(neverS, heardS + KNOWN_S)
  })
}

/** Counted listens to artists long known. */
function countOld(trackIds: Int32Array, endedAtS: Uint32Array, mark: Uint8Array, from: number, to: number, fromS: Uint32Array): number {
  let old = 0
  // The sign of the difference, which is less than 68 years.
  for (let row = from; row < to; row++) old += ((fromS[trackIds[row] & (0 - (mark[row] & 1))] - endedAtS[row]) | 0) >>> 31
  return old
}

/** Counted listens that have an artist. */
function countHeard(trackIds: Int32Array, mark: Uint8Array, from: number, to: number, artistOf: Int32Array): number {
  let heard = 0
  for (let row = from; row < to; row++) heard += (0 - artistOf[trackIds[row] & (0 - (mark[row] & 1))]) >>> 31
  return heard
}

/** What is lent from step to step: counts of 0 but while a step is counted, and lists of what was touched. */
interface Tally {
  readonly tracks: Int32Array
  readonly touched: Int32Array
  readonly artists: Int32Array
  readonly artistsTouched: Int32Array
}

/** So few that nothing never comes first. */
const NOTHING = -(2 ** 30)

/** Of touched tracks the artist heard most, and the listens to all; the counts of the touched are set to 0 again. */
function topArtist({ tracks, touched, artists, artistsTouched }: Tally, used: number, artistOf: Int32Array) {
  let [sum, best, top] = [0, 0, 0]
  artists[0] = NOTHING
  for (let at = 0; at < used; at++) {
    const track = touched[at]
    const artist = artistOf[track]
    const count = artists[artist] + tracks[track]
    artists[artist] = count
    artistsTouched[at] = artist
    sum += tracks[track]
    tracks[track] = 0
    if (count > top) {
      best = artist
      top = count
    }
  }
  const heard = sum - (artists[0] - NOTHING)
  for (let at = 0; at < used; at++) artists[artistsTouched[at]] = 0
  artists[0] = 0
  return { heard, best, top }
}

interface LoyaltyBin extends Bin {
  readonly oldShare: number | null
  readonly topArtistShare: number | null
  readonly topArtist: NamedThing | null
}

export const loyalty = insight({
  question: 'Do you stay with the artists you know?',
  explanation:
    'The first share is of counted listens to artists first heard more than a year before that very listen. It can be told once the history is a year old. ' +
    'The second is of the artist heard most in each step: high where one artist fills it.',
  group: 'taste',
  parameters: [STEP],
  tables: [{ name: 'series', title: 'Old friends and the artist heard most, over time' }],
  count(asked) {
    const { scope, measured } = asked
    const { ledger, dims, mark } = scope
    const { trackIds, endedAtS } = ledger
    const artistOf = dims.of.artist
    const bins = askedBins(asked)
    const firstS = new Uint32Array(dims.size.artist)
    const historyS = firstHeardS(trackIds, endedAtS, mark, scope.high, artistOf, firstS)
    const fromS = knownFrom(artistOf, firstS, ledger.count > 0 ? endedAtS[ledger.count - 1] + 1 : 0)
    // An artist known for a year can only be heard when the history is a year old.
    const tellableRow = historyS < 0 ? ledger.count : rowAt(ledger, historyS + KNOWN_S)
    const { track: trackSize, artist: artistSize } = dims.size
    const tally: Tally = {
      tracks: new Int32Array(trackSize),
      touched: new Int32Array(trackSize + 1),
      artists: new Int32Array(artistSize),
      artistsTouched: new Int32Array(trackSize + 1),
    }
    let [oldSum, tellable] = [0, 0]
    const rows: LoyaltyBin[] = []
    for (let at = 0; at < bins.count; at++) {
      const [from, to] = [bins.rows[at], bins.rows[at + 1]]
      const used = touchTracks(trackIds, mark, from, to, tally.tracks, tally.touched)
      const { heard, best, top } = topArtist(tally, used, artistOf)
      const tellableFrom = Math.max(from, tellableRow)
      const late = tellableFrom <= from ? heard : countHeard(trackIds, mark, tellableFrom, to, artistOf)
      const old = late === 0 ? 0 : countOld(trackIds, endedAtS, mark, tellableFrom, to, fromS)
      oldSum += old
      tellable += late
      rows.push({
        ...binAt(scope, bins, at),
        oldShare: shareOf(old, late),
        topArtistShare: shareOf(top, heard),
        topArtist: best === 0 ? null : asked.thing('artist', best),
      })
    }
    const whole = countBy(scope, 'artist', COUNTED)
    let [best, heard] = [0, 0]
    for (let artist = 1; artist < whole.length; artist++) {
      heard += whole[artist]
      if (whole[artist] > whole[best]) best = artist
    }
    const data = {
      step: bins.step,
      knownDays: KNOWN_DAYS,
      oldShare: shareOf(oldSum, tellable),
      topArtistShare: shareOf(whole[best], heard),
      topArtist: best === 0 ? null : asked.thing('artist', best),
      bins: rows,
    }
    return {
      data,
      used: heard,
      excluded: exclusions(notCounted(measured), notTracked(measured)),
      coverage:
        heard > 0
          ? {
              share: tellable / heard,
              label: 'of these listens come a year or more after the history begins, when old friends can be told',
            }
          : null,
    }
  },
  tell(data) {
    if (data.topArtist === null) return ['Nothing that counts was heard in this time.']
    const lines: string[] = []
    if (data.oldShare === null) lines.push('The history is not a year old here, so old friends cannot be told from new ones.')
    else lines.push(`${percent(data.oldShare)} of counted listens went to artists known for more than a year.`)
    lines.push(`${nameOf(data.topArtist)} is heard most, with ${percent(data.topArtistShare ?? 0)} of counted listens.`)
    return lines
  },
  tabulate: (data) => [
    binTable('series', 'Old friends and the artist heard most, over time', data.bins, [
      { name: 'share of artists known a year', unit: '0 to 1', cell: (row) => row.oldShare },
      { name: 'share of the artist heard most', unit: '0 to 1', cell: (row) => row.topArtistShare },
      { name: 'artist heard most', unit: null, cell: (row) => row.topArtist?.name ?? null },
    ]),
  ],
})
