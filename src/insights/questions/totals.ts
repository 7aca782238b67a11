// How much was heard in all.

import { COUNTED, TRAITS } from '#listens'
import { dayRows, filled, type ListenNumbers, NUMBER_COLUMNS, numberCells, numbersBy } from '../counting.ts'
import { THINGS } from '../dimensions.ts'
import { type Asked, exclusions, insight, notCounted, shareOf } from '../insight.ts'
import { KINDS, openScope, type Scope } from '../scope.ts'
import { decimal, lasting, longDay, times } from '../wording.ts'
import { dayOf, dayText } from '../zone.ts'

function heardTracks(trackIds: Int32Array, mark: Uint8Array, from: number, to: number, heard: Uint8Array): void {
  for (let row = from; row < to; row++) heard[trackIds[row] & (0 - (mark[row] & COUNTED))] = 1
}

/** Things with at least one counted listen: tracks first, the others by way of them. */
function distinct({ dims, ledger, mark, low, high }: Scope) {
  const heard = new Uint8Array(dims.size.track)
  heardTracks(ledger.trackIds, mark, low, high, heard)
  const counts = { track: 0, artist: 0, album: 0, genre: 0 }
  for (const kind of THINGS) {
    const seen = new Uint8Array(dims.size[kind])
    const of = dims.of[kind]
    for (let track = 1; track < heard.length; track++) {
      const thing = of[track]
      if (heard[track] === 0 || thing === 0 || seen[thing] === 1) continue
      seen[thing] = 1
      counts[kind]++
    }
  }
  return counts
}

/** Numbers of every kind in the period, whatever kind was asked for. */
function byKind({ scope }: Asked): (ListenNumbers & { kind: (typeof KINDS)[number] })[] {
  const { zone, fromS, toS } = scope
  const all = openScope(scope.ledger, scope.dims, { kind: 'all', sourceId: scope.sourceId, zone: zone.name, fromS, toS })
  // The bits of a row's kind are a key as good as any.
  const slots = filled(new Uint16Array(1 << 16), (traits) => 1 + ((traits >>> TRAITS.kind.shift) & (KINDS.length - 1)))
  return numbersBy(all, KINDS.length, slots, scope.ledger.traits)
    .map(({ firstMs: _first, lastMs: _last, ...numbers }, at) => ({ kind: KINDS[at], ...numbers }))
    .filter(({ listens }) => listens > 0)
}

function activeDays(scope: Scope): { active: number; days: number } {
  const { rows, count } = dayRows(scope)
  let active = 0
  for (let day = 0; day < count; day++) {
    for (let row = rows[day]; row < rows[day + 1]; row++) {
      if ((scope.mark[row] & COUNTED) === 0) continue
      active++
      break
    }
  }
  return { active, days: count }
}

export const totals = insight({
  question: 'How much have you listened?',
  explanation:
    'Every listen of the period is looked at once. A listen counts by the rules in force; skips and short plays are kept and told apart. ' +
    'Time is what the sources tell; where a source does not say how long, the length of the track stands in for each listen that counts. ' +
    'Artists are those credited first.',
  group: 'overview',
  parameters: [],
  tables: [
    { name: 'totals', title: 'Totals' },
    { name: 'kinds', title: 'By kind' },
  ],
  count(asked) {
    const { scope, measured } = asked
    const { track, artist, album, genre } = distinct(scope)
    const { active, days } = activeDays(scope)
    const { listens, counted, completed, skipped, msPlayed, msEstimated, firstS, lastS } = measured
    const data = {
      listens,
      counted,
      completed,
      skipped,
      msPlayed,
      msEstimated,
      firstMs: firstS === null ? null : firstS * 1000,
      lastMs: lastS === null ? null : lastS * 1000,
      tracks: track,
      artists: artist,
      albums: album,
      genres: genre,
      activeDays: active,
      days,
      countedPerActiveDay: shareOf(counted, active),
      msPerActiveDay: shareOf(msPlayed + msEstimated, active),
      byKind: byKind(asked),
    }
    return { data, used: listens, excluded: exclusions(notCounted(measured)), coverage: null }
  },
  tell(data, { scope }) {
    if (data.firstMs === null) return ['Nothing was heard in this time.']
    const day = (ms: number) => longDay(dayText(dayOf(scope.zone, ms / 1000)))
    const lines = [
      `${times(data.counted, 'counted listen')} in ${lasting(data.msPlayed + data.msEstimated)}, from ${day(data.firstMs)} to ${day(data.lastMs!)}.`,
      `${times(data.tracks, 'track')} by ${times(data.artists, 'artist')}, and ${times(data.skipped, 'skip')}.`,
    ]
    if (data.countedPerActiveDay !== null)
      lines.push(
        `There was music on ${times(data.activeDays, 'day')} of ${times(data.days, 'day')}; on such a day ${decimal(data.countedPerActiveDay)} listens on average.`,
      )
    return lines
  },
  tabulate: (data) => [
    {
      name: 'totals',
      title: 'Totals',
      columns: [
        { name: 'what', unit: null },
        { name: 'value', unit: null },
        { name: 'unit', unit: null },
      ],
      rows: [
        ['listens of any length', data.listens, 'listens'],
        ['counted listens', data.counted, 'listens'],
        ['heard to the end', data.completed, 'listens'],
        ['skipped', data.skipped, 'listens'],
        ['time told', data.msPlayed, 'ms'],
        ['time reckoned', data.msEstimated, 'ms'],
        ['tracks', data.tracks, 'tracks'],
        ['artists', data.artists, 'artists'],
        ['albums', data.albums, 'albums'],
        ['genres', data.genres, 'genres'],
        ['days with a counted listen', data.activeDays, 'days'],
        ['days', data.days, 'days'],
        ['counted listens a day with any', data.countedPerActiveDay, 'listens'],
        ['time a day with any', data.msPerActiveDay, 'ms'],
      ],
    },
    {
      name: 'kinds',
      title: 'By kind',
      columns: [{ name: 'kind', unit: null }, ...NUMBER_COLUMNS],
      rows: data.byKind.map((row) => [row.kind, ...numberCells(row)]),
    },
  ],
})
