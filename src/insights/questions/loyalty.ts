// Whether the listener stays with those long known.

import { COUNTED } from '#listens'
import { askedBins, exclusions, insight, type NamedThing, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { rowAt, type Scope } from '../scope.ts'
import { nameOf, percent } from '../wording.ts'
import { DAY_S } from '../zone.ts'
import { binAt, binTable } from './bin-table.ts'

const KNOWN_DAYS = 365
const KNOWN_S = KNOWN_DAYS * DAY_S

/** When each artist was first counted, seconds since the epoch; 0 for never. */
function firstHeardS({ ledger, dims, mark, high }: Scope): { firstS: Uint32Array; historyS: number } {
  const { trackIds, endedAtS } = ledger
  const artistOf = dims.of.artist
  const firstS = new Uint32Array(dims.size.artist)
  let historyS = -1
  // Nothing (0) is heard at the end of time, so that it was never long known.
  firstS[0] = 2 ** 32 - 1
  for (let row = 0; row < high; row++) {
    const artist = artistOf[trackIds[row] & -(mark[row] & COUNTED)]
    if (firstS[artist] !== 0) continue
    firstS[artist] = endedAtS[row]
    if (historyS < 0) historyS = endedAtS[row]
  }
  return { firstS, historyS }
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
    // An artist known for a year can only be heard when the history is a year old.
    const tellableRow = historyS < 0 ? ledger.count : rowAt(ledger, historyS + KNOWN_S)
    const whole = new Int32Array(dims.size.artist)
    const counts = new Int32Array(dims.size.artist)
    const touched = new Int32Array(dims.size.artist)
    let [oldSum, tellable] = [0, 0]
    const rows = Array.from({ length: bins.count }, (_, at) => {
      let [heard, old, late, best, used] = [0, 0, 0, 0, 0]
      // Rows that do not count are counted under nothing (0), which was first heard never.
      for (let row = bins.rows[at]; row < bins.rows[at + 1]; row++) {
        const artist = artistOf[trackIds[row] & -(mark[row] & COUNTED)]
        if (counts[artist]++ === 0) touched[used++] = artist
        old += (KNOWN_S - (endedAtS[row] - firstS[artist])) >>> 31
      }
      counts[0] = 0
      const tellableFrom = Math.max(bins.rows[at], tellableRow)
      for (let row = tellableFrom; row < bins.rows[at + 1]; row++) late += artistOf[trackIds[row] & -(mark[row] & COUNTED)] === 0 ? 0 : 1
      for (let place = 0; place < used; place++) {
        const artist = touched[place]
        heard += counts[artist]
        whole[artist] += counts[artist]
        if (counts[artist] > counts[best] || (counts[artist] === counts[best] && artist < best)) best = artist
      }
      const top = counts[best]
      for (let place = 0; place < used; place++) counts[touched[place]] = 0
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
