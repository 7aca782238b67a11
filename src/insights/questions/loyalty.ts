// Whether the listener stays with those long known.

import { COUNTED } from '#listens'
import { askedBins, exclusions, insight, type NamedThing, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { type Scope, TRACKED } from '../scope.ts'
import { nameOf, percent } from '../wording.ts'
import { DAY_S } from '../zone.ts'
import { binAt, binTable } from './bin-table.ts'

const KNOWN_DAYS = 365
const NEEDED = COUNTED | TRACKED

/** When each artist was first counted, seconds since the epoch; 0 for never. */
function firstHeardS({ ledger, dims, mark, high }: Scope): { firstS: Uint32Array; historyS: number } {
  const { trackIds, endedAtS } = ledger
  const artistOf = dims.of.artist
  const firstS = new Uint32Array(dims.size.artist)
  let historyS = -1
  for (let row = 0; row < high; row++) {
    if ((mark[row] & NEEDED) !== NEEDED) continue
    if (historyS < 0) historyS = endedAtS[row]
    const artist = artistOf[trackIds[row]]
    if (firstS[artist] === 0) firstS[artist] = endedAtS[row]
  }
  return { firstS, historyS }
}

/** Keeps, for stretches one after the other, how often each artist came and who came most. */
function openTally(size: number) {
  const counts = new Int32Array(size)
  const touched = new Int32Array(size)
  return {
    counts,
    touched,
    clear(used: number) {
      for (let at = 0; at < used; at++) counts[touched[at]] = 0
    },
  }
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
    const { firstS, historyS } = firstHeardS(scope)
    const tellableS = historyS < 0 ? Number.POSITIVE_INFINITY : historyS + KNOWN_DAYS * DAY_S
    const whole = new Int32Array(dims.size.artist)
    const tally = openTally(dims.size.artist)
    let [oldSum, tellable] = [0, 0]
    const rows = Array.from({ length: bins.count }, (_, at) => {
      let [heard, old, late, best, used] = [0, 0, 0, 0, 0]
      for (let row = bins.rows[at]; row < bins.rows[at + 1]; row++) {
        if ((mark[row] & NEEDED) !== NEEDED) continue
        const artist = artistOf[trackIds[row]]
        if (artist === 0) continue
        heard++
        whole[artist]++
        if (tally.counts[artist]++ === 0) tally.touched[used++] = artist
        if (tally.counts[artist] > tally.counts[best]) best = artist
        if (endedAtS[row] < tellableS) continue
        late++
        if (endedAtS[row] - firstS[artist] > KNOWN_DAYS * DAY_S) old++
      }
      const top = tally.counts[best]
      tally.clear(used)
      oldSum += old
      tellable += late
      const topArtist: NamedThing | null = best === 0 ? null : asked.thing('artist', best)
      return { ...binAt(scope, bins, at), oldShare: shareOf(old, late), topArtistShare: shareOf(top, heard), topArtist }
    })
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
