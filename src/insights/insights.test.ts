// The questions against answers known by hand: small histories, days on which the clock changes, nothing at all, one listen; and against a naive
// count of rows for histories of any kind.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type LedgerRow, ledgerOf, type TrackRow, trackColumnsOf } from '../../test/ledger.ts'
import { COMPLETED, COUNTED, SKIPPED } from '../listens/index.ts'
import { INSIGHTS, type InsightData, type InsightName } from './catalogue.ts'
import { buildDimensions } from './dimensions.ts'
import type { Asked, Counted, Insight } from './insight.ts'
import { measure } from './measure.ts'
import { openNames } from './names.ts'
import { momentS } from './period.ts'
import { openScope } from './scope.ts'
import { dayOf, openZone } from './zone.ts'

const none = new Float32Array(0)
const NO_SOUNDS = {
  count: 0,
  trackIds: new Int32Array(0),
  vectors: none,
  size: 0,
  tempoBpm: none,
  key: none,
  mode: none,
  loudnessLufs: none,
  energy: none,
  valence: none,
}

const TRACKS: readonly TrackRow[] = [
  {
    id: 1,
    artistId: 1,
    albumId: 1,
    genre: 'jazz',
    durationMs: 200_000,
    popularity: 10,
    energy: 0.9,
    valence: 0.8,
    tempo: 120,
    key: 0,
    mode: 1,
  },
  {
    id: 2,
    artistId: 1,
    albumId: 1,
    genre: 'jazz',
    durationMs: 100_000,
    popularity: 90,
    energy: 0.1,
    valence: 0.2,
    tempo: 90,
    key: 9,
    mode: 0,
  },
  { id: 3, artistId: 2, albumId: 2, genre: 'folk', durationMs: 300_000 },
  { id: 4, artistId: 3 },
]

interface Given {
  readonly zone?: string
  readonly from?: string
  readonly to?: string
  readonly sourceId?: number
  readonly kind?: 'music' | 'podcast' | 'all'
  readonly parameters?: Record<string, string>
  readonly today?: string
}

/** Counts one insight over rows; names are left empty. */
function ask<Name extends InsightName>(name: Name, rows: readonly LedgerRow[], given: Given = {}): Counted<InsightData<Name>> {
  const ledger = ledgerOf(rows)
  const dims = buildDimensions(trackColumnsOf(TRACKS), NO_SOUNDS, 10)
  const zone = openZone(given.zone ?? 'UTC')
  const edge = (text: string | undefined, side: 'start' | 'end') => (text === undefined ? null : momentS(text, side, zone))
  const scope = openScope(ledger, dims, {
    kind: given.kind ?? 'music',
    sourceId: given.sourceId ?? null,
    zone: zone.name,
    fromS: edge(given.from, 'start'),
    toS: edge(given.to, 'end'),
  })
  const measured = measure(scope)
  const other = { scope, measured, listener: 'ada', label: 'ada' }
  const asked: Asked = {
    scope,
    measured,
    parameters: given.parameters ?? {},
    other,
    listener: 'me',
    label: 'me',
    sources: [1, 2].map((id) => ({ id, label: `file ${id}`, format: 'test' })),
    endDay:
      given.today === undefined ? dayOf(zone, Math.max(scope.fromS, scope.toS - 1)) : dayOf(zone, momentS(given.today, 'start', zone)),
    thing: openNames(dims).thing,
  }
  const one = INSIGHTS[name] as Insight<InsightData<Name>>
  const answer = one.count(asked)
  assert.ok(one.tell(answer.data, asked).length > 0)
  assert.equal(one.tabulate(answer.data).length, one.tables.length)
  return answer
}

const at = (text: string) => Date.parse(`${text}Z`)
/** Rows one after the other from a moment, each ending `everyS` after the one before. */
const row = (text: string, trackId = 1, more: Partial<LedgerRow> = {}): LedgerRow => ({ endedAtMs: at(text), trackId, ...more })
const times = (count: number, from: string, everyS: number, trackId = 1, more: Partial<LedgerRow> = {}): LedgerRow[] =>
  Array.from({ length: count }, (_, i) => ({ endedAtMs: at(from) + i * everyS * 1000, trackId, ...more }))

describe('an insight over nothing, and over one listen', () => {
  for (const name of Object.keys(INSIGHTS) as InsightName[]) {
    it(`answers ${name}`, () => {
      assert.equal(ask(name, []).used, 0)
      const one = ask(name, [row('2026-01-01T12:00:00', 1, { platform: 'osx', reasonEnd: 'trackdone' })])
      assert.equal(one.used, name === 'compare' ? 2 : 1)
      assert.equal(ask(name, [row('2026-01-01T12:00:00')], { from: '2025', to: '2025' }).used, 0, 'outside the period')
      assert.doesNotMatch(JSON.stringify(one.data), /NaN|Infinity/)
    })
  }
})

describe('totals and rankings', () => {
  const rows = [
    row('2026-01-01T10:00:00', 1),
    row('2026-01-01T11:00:00', 1, { msPlayed: null }),
    row('2026-01-02T10:00:00', 2, { msPlayed: 5000, skipped: true }),
    row('2026-01-02T11:00:00', 3, { sourceId: 2 }),
    row('2026-01-02T12:00:00', 4, { msPlayed: null }),
    row('2026-01-03T12:00:00', 0, { kind: 'podcast', msPlayed: 60_000 }),
  ]
  it('tells told time from reckoned time, and counts things once', () => {
    const { data, excluded } = ask('totals', rows)
    assert.deepEqual([data.listens, data.counted, data.skipped, data.completed], [5, 4, 1, 4])
    assert.deepEqual([data.msPlayed, data.msEstimated], [200_000 + 5000 + 200_000, 200_000])
    assert.deepEqual([data.tracks, data.artists, data.albums, data.genres], [3, 3, 2, 2])
    assert.deepEqual([data.activeDays, data.days], [2, 3])
    assert.deepEqual(
      data.byKind.map(({ kind, listens }) => [kind, listens]),
      [
        ['music', 5],
        ['podcast', 1],
      ],
    )
    assert.deepEqual(
      excluded.map(({ reason, listens }) => [reason, listens]),
      [['not-counted', 1]],
    )
  })
  it('ranks by what is asked for, most or least, within a source', () => {
    const ids = (parameters: Record<string, string>, more: Given = {}) =>
      ask('top-tracks', rows, { parameters, ...more }).data.items.map(({ id }) => id)
    assert.deepEqual(ids({}), [1, 3, 4])
    assert.deepEqual(ids({ order: 'least' }), [3, 4, 1])
    assert.deepEqual(ids({ by: 'skipped' }), [2])
    assert.deepEqual(ids({ by: 'time' }), [1, 3, 2])
    assert.deepEqual(ids({ by: 'listens', count: '2' }), [1, 2])
    assert.deepEqual(ids({}, { sourceId: 2 }), [3])
    const [first] = ask('top-artists', rows).data.items
    assert.deepEqual([first.id, first.listens, first.counted, first.share], [1, 3, 2, 0.5])
    assert.deepEqual([first.firstMs, first.lastMs], [at('2026-01-01T10:00:00'), at('2026-01-02T10:00:00')])
    assert.deepEqual(ask('top-genres', rows).coverage?.share, 3 / 4)
  })
})

describe('local time', () => {
  it('places listens by the clock on the wall when it changes', () => {
    // In Berlin the clock went from 2:00 to 3:00 on 2026-03-29 at 01:00 UTC, and from 3:00 to 2:00 on 2026-10-25 at 01:00 UTC.
    const rows = [row('2026-03-29T00:59:59'), row('2026-03-29T01:00:00'), row('2026-10-25T00:59:59'), row('2026-10-25T01:00:00')]
    const { byHour, byWeekday } = ask('clock', rows, { zone: 'Europe/Berlin' }).data
    assert.deepEqual([byHour[1], byHour[2], byHour[3]], [1, 2, 1])
    assert.equal(byWeekday[6], 4, 'all are Sundays')
    assert.equal(ask('calendar', rows, { zone: 'Europe/Berlin', from: '2026-03-29', to: '2026-03-29' }).used, 2)
  })
  it('knows days of 23, 24 and 25 hours, days without a midnight, and days that never were', () => {
    const hours = (zone: string, day: string) => (momentS(day, 'end', openZone(zone)) - momentS(day, 'start', openZone(zone))) / 3600
    assert.deepEqual(
      [hours('Europe/Berlin', '2026-03-29'), hours('Europe/Berlin', '2026-10-25'), hours('Europe/Berlin', '2026-10-26')],
      [23, 25, 24],
    )
    // São Paulo began summer time at midnight: 2018-11-04 began at 1:00.
    assert.equal(hours('America/Sao_Paulo', '2018-11-04'), 23)
    // Samoa left out 2011-12-30.
    assert.equal(hours('Pacific/Apia', '2011-12-30'), 0)
    assert.equal(hours('Australia/Lord_Howe', '2026-04-05'), 24.5)
  })
  it('knows the bounds of days, months and years as the platform does', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC']) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
      for (let ms = Date.UTC(2016, 0, 1, 3, 17); ms < Date.UTC(2027, 0, 1); ms += 41 * 86_400_000 + 3_500_000) {
        const day = format.format(ms)
        const [startS, endS] = [momentS(day, 'start', openZone(zone)), momentS(day, 'end', openZone(zone))]
        assert.ok(startS <= ms / 1000 && ms / 1000 < endS)
        assert.equal(format.format(startS * 1000), day)
        assert.notEqual(format.format(startS * 1000 - 1000), day)
        assert.equal(format.format(endS * 1000 - 1000), day)
      }
    }
  })
})

describe('habits', () => {
  it('parts sessions by silence, not by the time between two ends', () => {
    // A listen of 50 minutes that begins at once is no silence; 31 minutes without a sound are one.
    const rows = [
      row('2026-01-01T10:00:00'),
      row('2026-01-01T10:50:00', 1, { msPlayed: 50 * 60_000 }),
      row('2026-01-01T11:24:20', 1, { msPlayed: 200_000 }),
    ]
    const { count, longest, medianListens } = ask('sessions', rows).data
    assert.deepEqual([count, medianListens], [2, 1])
    assert.deepEqual([longest[0].fromMs, longest[0].toMs, longest[0].listens], [at('2026-01-01T09:56:40'), at('2026-01-01T10:50:00'), 2])
    assert.equal(ask('sessions', rows, { parameters: { gap: '60' } }).data.count, 1)
  })
  it('counts streaks by the local day, and tells which is current', () => {
    const rows = [
      row('2026-01-01T23:30:00'),
      row('2026-01-02T23:30:00'),
      row('2026-01-05T12:00:00', 3),
      row('2026-01-06T12:00:00', 3),
      row('2026-01-07T12:00:00', 1),
    ]
    const utc = ask('streaks', rows, { today: '2026-01-08' }).data
    assert.deepEqual(utc.longest[0], { from: '2026-01-05', to: '2026-01-07', days: 3, counted: 3 })
    assert.equal(utc.current?.days, 3)
    assert.deepEqual(utc.longestSilence, { from: '2026-01-03', to: '2026-01-04', days: 2 })
    assert.deepEqual(
      utc.artists.map(({ id, from, days, counted }) => [id, from, days, counted]),
      [
        [1, '2026-01-01', 2, 2],
        [2, '2026-01-05', 2, 2],
      ],
    )
    assert.equal(ask('streaks', rows, { today: '2026-01-20' }).data.current, null)
    assert.deepEqual(ask('streaks', rows, { zone: 'Asia/Tokyo' }).data.longest[1], {
      from: '2026-01-02',
      to: '2026-01-03',
      days: 2,
      counted: 2,
    })
  })
  it('finds runs of one track, and the days on which it was heard most', () => {
    const rows = [
      ...times(3, '2026-01-01T10:00:00', 300),
      row('2026-01-01T12:00:00', 3),
      ...times(4, '2026-01-02T10:00:00', 300, 2),
      row('2026-01-02T10:02:00', 1, { skipped: true }),
    ]
    const { runs, days, repeatShare } = ask('binges', rows).data
    assert.deepEqual(
      runs.map(({ id, times }) => [id, times]),
      [
        [2, 4],
        [1, 3],
      ],
      'a skip between breaks no run',
    )
    assert.deepEqual([days[0].id, days[0].times, days[0].day], [2, 4, '2026-01-02'])
    assert.equal(repeatShare, 5 / 8)
  })
  it('tells skip rates of listens whose end is told, with their interval', () => {
    const rows = [
      ...times(20, '2026-01-01T10:00:00', 60, 1, { skipped: true, msPlayed: 2000 }),
      ...times(20, '2026-01-01T12:00:00', 60, 3, { reasonEnd: 'trackdone' }),
      ...times(20, '2026-01-01T14:00:00', 60, 3, { msPlayed: null, completed: false, counted: true }),
    ]
    const { data, used, excluded } = ask('skips-by-artist', rows)
    assert.equal(used, 40)
    assert.deepEqual(
      excluded.map(({ reason, listens }) => [reason, listens]),
      [['outcome-unknown', 20]],
    )
    assert.deepEqual(
      data.rows.map(({ key, rate }) => [key, rate]),
      [
        ['1', 1],
        ['2', 0],
      ],
    )
    // Wilson for 20 of 20: 20 / (20 + 1.96^2).
    assert.ok(Math.abs(data.rows[0].low - 20 / (20 + 1.959964 ** 2)) < 1e-9 && data.rows[0].high === 1)
    assert.equal(ask('skips-by-hour', rows).data.rows[10].rate, 1)
    const [first, second] = ask('skips-by-position', rows).data.rows
    assert.deepEqual([first.label, first.listens, first.skipped, second.skipped], ['1', 2, 1, 1])
  })
  it('follows listens to their end: those who stop lower the curve, those who are cut off leave it', () => {
    const ended = (share: number, more: Partial<LedgerRow>) =>
      row('2026-01-01T10:00:00', 1, { msPlayed: share * 200_000, completed: false, ...more })
    const rows = [
      ended(0.25, { skipped: true }),
      ended(0.5, { reasonEnd: 'unknown', counted: true }),
      ended(0.75, { skipped: true }),
      ended(1, { completed: true }),
    ]
    const { byShare, bySecond, completedShare, medianShare } = ask('completion', rows).data
    assert.deepEqual(
      [byShare!.share[25], byShare!.share[26], byShare!.share[75], byShare!.share[76], byShare!.share[100]],
      [1, 0.75, 0.75, 0.375, 0.375],
    )
    assert.deepEqual([bySecond!.share[50], bySecond!.share[51], bySecond!.atRisk[51]], [1, 0.75, 3])
    assert.deepEqual([byShare!.listens, byShare!.stopped, completedShare, medianShare], [4, 2, 0.25, 0.76])
  })
  it('learns the length of a track nobody measured from a listen to its end; without one it is in neither half of the curve', () => {
    const stopped = row('2026-01-01T10:00:00', 4, { msPlayed: 50_000, completed: false, skipped: true })
    const whole = row('2026-01-01T11:00:00', 4, { msPlayed: 200_000, completed: true })
    const { byShare } = ask('completion', [stopped, whole]).data
    assert.deepEqual([byShare!.listens, byShare!.share[25], byShare!.share[26]], [2, 1, 0.5])
    assert.equal(ask('completion', [stopped]).data.byShare, null)
  })
})

describe('taste', () => {
  it('calls new what was never counted before the period', () => {
    const rows = [
      row('2024-06-01T10:00:00', 1),
      row('2025-01-10T10:00:00', 1),
      row('2025-01-11T10:00:00', 2),
      row('2025-02-01T10:00:00', 3),
      row('2025-02-02T10:00:00', 3),
    ]
    const { data } = ask('discovery', rows, { from: '2025', to: '2025', parameters: { step: 'month' } })
    assert.deepEqual([data.newTracks, data.newArtists, data.bins.length], [2, 1, 12])
    assert.deepEqual([data.bins[0].newTracks, data.bins[0].newTrackShare, data.bins[1].newArtists], [1, 0.5, 1])
    assert.deepEqual(
      data.bestNewArtists.map(({ id, counted }) => [id, counted]),
      [[2, 2]],
    )
  })
  it('tells old friends once the history is a year old', () => {
    const rows = [
      row('2024-01-01T10:00:00', 1),
      row('2024-06-01T10:00:00', 3),
      row('2025-03-01T10:00:00', 2),
      row('2025-03-02T10:00:00', 3),
    ]
    const { data } = ask('loyalty', rows, { parameters: { step: 'year' } })
    assert.deepEqual(
      data.bins.map(({ oldShare }) => oldShare),
      [null, 0.5],
    )
    assert.deepEqual([data.oldShare, data.topArtistShare, data.topArtist?.id], [0.5, 0.5, 1])
  })
  it('measures variety: two artists heard equally often are as two, one is as one', () => {
    const even = ask('diversity', [...times(5, '2026-01-01T10:00:00', 60, 1), ...times(5, '2026-01-01T11:00:00', 60, 3)]).data.whole
    assert.deepEqual([even.effectiveArtists, even.artistEntropyBits, even.artistGini], [2, 1, 0])
    const one = ask('diversity', times(5, '2026-01-01T10:00:00', 60)).data.whole
    assert.deepEqual([one.effectiveArtists, one.artistGini], [1, 0])
    // 1 and 3 of 4: H = 2 - 0.75 log2 3; G = 0.25.
    const uneven = ask('diversity', [row('2026-01-01T10:00:00', 3), ...times(3, '2026-01-01T11:00:00', 60, 1)]).data.whole
    assert.ok(Math.abs(uneven.artistEntropyBits! - (2 - 0.75 * Math.log2(3))) < 1e-12)
    assert.equal(uneven.artistGini, 0.25)
  })
  it('tells how known the music is, and what no table rates', () => {
    const { data, coverage } = ask('obscurity', [
      row('2026-01-01T10:00:00', 1),
      row('2026-01-01T11:00:00', 2),
      row('2026-01-01T12:00:00', 3),
      row('2026-01-01T13:00:00', 3),
    ])
    assert.deepEqual([data.meanPercentile, data.unratedShare, coverage?.share], [50, 0.5, 0.5])
    assert.deepEqual([data.tenths[2], data.tenths[7]], [1, 1])
    assert.deepEqual(
      data.deepCuts.map(({ id }) => id),
      [1],
    )
  })
  it('finds first loves and forgotten ones', () => {
    const rows = [
      ...times(10, '2020-01-01T10:00:00', 86_400, 1),
      ...times(10, '2020-03-01T10:00:00', 10 * 86_400, 3),
      ...times(15, '2021-01-01T10:00:00', 3600, 2),
      row('2023-01-01T10:00:00', 4),
    ]
    assert.deepEqual(
      ask('first-loves', rows).data.tracks.map(({ id, loveMs }) => [id, loveMs]),
      [
        [1, at('2020-01-10T10:00:00')],
        [2, at('2021-01-01T19:00:00')],
      ],
      'ten times in ninety days is no love',
    )
    assert.deepEqual(
      ask('forgotten-loves', rows, { parameters: { heavy: '10' } }).data.tracks.map(({ id }) => id),
      [2, 1, 3],
    )
    assert.equal(ask('forgotten-loves', rows, { parameters: { heavy: '10', months: '36' } }).data.totalTracks, 0)
  })
})

describe('sound', () => {
  it('tells energy by hour, keys, tempo and moods of what is known', () => {
    const rows = [
      row('2026-01-01T10:00:00', 1),
      row('2026-01-01T10:30:00', 2),
      row('2026-07-01T22:00:00', 2),
      row('2026-07-01T23:00:00', 3),
    ]
    const energy = ask('energy-by-hour', rows)
    assert.ok(Math.abs(energy.data.hours[10].mean! - 0.5) < 1e-6 && Math.abs(energy.data.hours[22].mean! - 0.1) < 1e-6)
    assert.deepEqual([energy.data.hours[23].mean, energy.coverage?.share], [null, 0.75])
    const keys = ask('key-wheel', rows).data
    assert.deepEqual(
      keys.keys.filter(({ counted }) => counted > 0).map(({ camelot, key, counted }) => [camelot, key, counted]),
      [
        ['8A', 'A minor', 2],
        ['8B', 'C major', 1],
      ],
    )
    assert.equal(ask('tempo-drift', rows).data.medianBpm, 90)
    const moods = ask('mood-seasons', rows).data
    assert.deepEqual([moods.months[0].excited, moods.months[0].sad, moods.months[6].sad, moods.months[3].valence], [0.5, 0.5, 1, null])
  })
  it('orders all twenty-four keys as the Camelot wheel does', () => {
    const { keys } = ask('key-wheel', []).data
    assert.deepEqual(
      ['1A', '1B', '5A', '8B', '9B', '12A', '12B'].map((camelot) => keys.find((one) => one.camelot === camelot)?.key),
      ['G# minor', 'B major', 'C minor', 'C major', 'G major', 'C# minor', 'E major'],
    )
  })
})

it('finds one and the same in a comparison with oneself', () => {
  const { artists, tracks } = ask('compare', [row('2026-01-01T10:00:00', 1), row('2026-01-01T11:00:00', 3)]).data
  assert.deepEqual([artists.shared, artists.jaccard, artists.overlap, tracks.onlyLeft], [2, 1, 1, 0])
  assert.ok(Math.abs(artists.cosine! - 1) < 1e-12)
})

describe('any history', () => {
  const anyRow = fc.record({
    endedAtMs: fc.integer({ min: at('2023-01-01T00:00:00') / 1000, max: at('2026-01-01T00:00:00') / 1000 }).map((s) => s * 1000),
    trackId: fc.integer({ min: 0, max: 9 }),
    msPlayed: fc.option(fc.integer({ min: 0, max: 600_000 })),
    counted: fc.boolean(),
    completed: fc.boolean(),
    skipped: fc.boolean(),
    kind: fc.constantFrom('music' as const, 'podcast' as const),
    sourceId: fc.integer({ min: 1, max: 2 }),
  })
  const zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo']

  it('gives what a naive count of its rows gives', () => {
    const anyQuestion = fc.record({
      zone: fc.constantFrom(...zones),
      sourceId: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
      kind: fc.constantFrom('music' as const, 'all' as const),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), anyQuestion, (rows, question) => {
        const period = { from: '2023-06-15', to: '2025-02-28' }
        const zone = openZone(question.zone)
        const [fromMs, toMs] = [momentS(period.from, 'start', zone) * 1000, momentS(period.to, 'end', zone) * 1000]
        const here = rows
          .filter((one) => one.endedAtMs >= fromMs && one.endedAtMs < toMs)
          .filter((one) => (question.kind === 'all' || one.kind === 'music') && (question.sourceId ?? one.sourceId) === one.sourceId)
        const counted = here.filter((one) => one.counted)
        const local = new Intl.DateTimeFormat('sv-SE', { timeZone: question.zone, dateStyle: 'short', timeStyle: 'medium' })
        const asked = { ...question, ...period }

        const totals = ask('totals', rows, asked).data
        assert.deepEqual(
          [totals.listens, totals.counted, totals.skipped, totals.completed],
          [here.length, counted.length, here.filter((one) => one.skipped).length, here.filter((one) => one.completed).length],
        )
        const known = TRACKS.map(({ id }) => id)
        const length = (id: number) => TRACKS.find((track) => track.id === id)?.durationMs ?? 0
        assert.equal(
          totals.msPlayed,
          here.reduce((sum, one) => sum + (one.msPlayed ?? 0), 0),
        )
        assert.equal(
          totals.msEstimated,
          counted.reduce((sum, one) => sum + (one.msPlayed === null ? length(one.trackId) : 0), 0),
        )
        assert.equal(totals.tracks, new Set(counted.map(({ trackId }) => trackId).filter((id) => known.includes(id))).size)

        const tracks = ask('top-tracks', rows, asked).data.items
        for (const id of known)
          assert.equal(tracks.find((one) => one.id === id)?.counted ?? 0, counted.filter((one) => one.trackId === id).length)

        const { byHour } = ask('clock', rows, asked).data
        const hours = new Array(24).fill(0)
        for (const one of counted) hours[Number(local.format(one.endedAtMs).slice(11, 13))]++
        assert.deepEqual(byHour, hours)

        const calendar = ask('calendar', rows, asked).data
        assert.equal(calendar.firstDay, period.from)
        assert.equal(calendar.activeDays, new Set(counted.map((one) => local.format(one.endedAtMs).slice(0, 10))).size)

        const told = here.filter((one) => one.completed || one.skipped)
        assert.equal(
          ask('skips-by-position', rows, asked).data.rows.reduce((sum, one) => sum + one.listens, 0),
          told.length,
        )
        assert.equal(ask('discovery', rows, { ...asked, from: '2023-01-01' }).data.newTracks >= totals.tracks, true)
      }),
      { numRuns: 25 },
    )
  })

  it('answers every question with finite numbers', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), fc.constantFrom(...zones), (rows, zone) => {
        for (const name of Object.keys(INSIGHTS) as InsightName[]) {
          const { data, used, excluded } = ask(name, rows, { zone, kind: 'all', parameters: {} })
          assert.ok(used >= 0 && excluded.every(({ listens }) => listens > 0), name)
          // What is no number becomes null in JSON: nothing is lost on the way only where there was none.
          assert.deepEqual(JSON.parse(JSON.stringify(data)), data, name)
        }
      }),
      { numRuns: 6 },
    )
  })
})

it('uses the bits of the ledger for its marks', () => {
  assert.deepEqual([COUNTED, COMPLETED, SKIPPED], [1, 2, 4])
})
