// A year as a story: from ledgers written by hand, card by card; and from invented lives, where every number is one the insights tell too.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { AnalysisStore } from '#analysis'
import { openInsights } from '#insights'
import { fixedClock } from '#kernel'
import type { TrackColumns, TrackStore } from '#library'
import type { Ledger, ListenerId, ListenerStore } from '#listens'
import { inventLedger, inventTrackColumns, type LedgerRow, ledgerOf, namedTrack, trackColumnsOf } from '../../../test/ledger.ts'
import { CARD_KINDS } from './card.ts'
import { listYears, tellYear, type YearRequest, type YearStory } from './tell-year.ts'

const ZONE = 'Europe/Berlin'
const NOW_MS = Date.UTC(2026, 10, 21, 12)
const DAY_MS = 86_400_000

/** The stores a story needs, in memory; tracks of `owned` can be played. */
function depsOf(ledger: Ledger, columns: TrackColumns, { owned = [], nowMs = NOW_MS }: { owned?: number[]; nowMs?: number } = {}) {
  const listener = { id: 1 as ListenerId, name: 'me' }
  const none = new Float32Array(0)
  const rowOf = new Map(Array.from({ length: columns.count }, (_, row) => [columns.ids[row], row]))
  const stores = {
    listens: { ledger: async () => ledger },
    listeners: { list: async () => [listener], find: async () => listener, ensure: async () => listener } as ListenerStore,
    sources: { list: async () => [] },
    tracks: {
      columns: async () => columns,
      revision: async () => 1,
      get: async (ids: readonly number[]) =>
        ids.map((id) => {
          const row = rowOf.get(id)!
          const albumId = columns.albumIds[row] > 0 ? columns.albumIds[row] : null
          return { ...namedTrack(id, columns.artistIds[row], albumId), playable: owned.includes(id) }
        }),
    } as Pick<TrackStore, 'columns' | 'get' | 'revision'>,
    albums: { get: async () => null },
    analyses: {
      columns: async () => ({ count: 0, size: 0, trackIds: new Int32Array(0), vectors: none, tempoBpm: none, key: none, mode: none, loudnessLufs: none, energy: none, valence: none }), // biome-ignore format: a table
      revision: async () => 1,
      ofTrack: async () => null,
    } as Pick<AnalysisStore, 'columns' | 'revision' | 'ofTrack'>,
    clock: fixedClock(nowMs),
  }
  return { ...stores, insights: openInsights(stores) }
}

const tell = (ledger: Ledger, columns: TrackColumns, request: Partial<YearRequest> = {}, options = {}) =>
  tellYear(depsOf(ledger, columns, options), { zone: ZONE, ...request })

const at = (day: string, hour = 12, minute = 0) => Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000 + minute * 60_000
const kindsOf = (story: YearStory) => story.cards.map(({ kind }) => kind)
const cardOf = (story: YearStory, kind: string) => story.cards.find((card) => card.kind === kind)!
const numberOf = (story: YearStory, kind: string, unit: string) => cardOf(story, kind).numbers.find((one) => one.unit === unit)?.value

/** So many listens to a track, an hour apart, from a day on. */
const heard = (trackId: number, day: string, times: number, rest: Partial<LedgerRow> = {}): LedgerRow[] =>
  Array.from({ length: times }, (_, i) => ({ trackId, endedAtMs: at(day) + i * 3_600_000, ...rest }))

const TRACKS = trackColumnsOf([
  { id: 1, artistId: 1, albumId: 1, durationMs: 200_000, genre: 'jazz', popularity: 80, tempo: 120, key: 9, mode: 0 },
  { id: 2, artistId: 1, albumId: 1, durationMs: 200_000, genre: 'jazz', popularity: 90, tempo: 120, key: 9, mode: 0 },
  { id: 3, artistId: 2, albumId: 2, durationMs: 200_000, genre: 'folk', popularity: 1, tempo: 90, key: 0, mode: 1 },
  { id: 4, artistId: 3, durationMs: 200_000, popularity: 70 },
])

describe('the story of a year', () => {
  it('says so where there is no history, and tells nothing', async () => {
    const story = await tell(ledgerOf([]), TRACKS)
    assert.deepEqual([story.span, story.cards, story.sparse], [null, [], 'There are no listens yet.'])
  })

  it('tells what it can of a sparse year, and why not more', async () => {
    const story = await tell(ledgerOf(heard(1, '2025-03-01', 4)), TRACKS, { from: '2025', to: '2025' })
    assert.deepEqual(kindsOf(story), ['time', 'binge', 'summary'])
    assert.match(story.sparse!, /^4 counted listens in 2025 make a short story/)
    assert.deepEqual([...story.leftOut.map(({ kind }) => kind), ...kindsOf(story)].sort(), [...CARD_KINDS].sort())
    const silent = await tell(ledgerOf(heard(1, '2025-03-01', 4)), TRACKS, { from: '2024', to: '2024' })
    assert.deepEqual([silent.cards.length, silent.sparse], [0, 'Nothing that counts was heard in 2024.'])
  })

  it('tells the last year with enough to tell: the running one only once it is nearly over', async () => {
    const rows = ledgerOf([...heard(1, '2023-05-01', 150), ...heard(1, '2024-05-01', 120), ...heard(2, '2025-05-01', 20), ...heard(3, '2026-02-01', 300)]) // biome-ignore format: one line
    const autumn = await listYears(depsOf(rows, TRACKS), { zone: ZONE })
    assert.deepEqual([autumn.byDefault, autumn.years.map(({ year, counted }) => [year, counted])], [2026, [[2026, 300], [2025, 20], [2024, 120], [2023, 150]]]) // biome-ignore format: a table
    const spring = await listYears(depsOf(rows, TRACKS, { nowMs: Date.UTC(2026, 2, 1) }), { zone: ZONE })
    assert.equal(spring.byDefault, 2024)
    const few = await listYears(depsOf(ledgerOf(heard(1, '2025-01-05', 7)), TRACKS), { zone: ZONE })
    assert.equal(few.byDefault, 2025)
  })

  it('names the artist of the year, how it began, and its months', async () => {
    const story = await tell(ledgerOf([...heard(2, '2023-04-03', 1), ...heard(1, '2025-06-01', 20), ...heard(3, '2025-07-01', 5)]), TRACKS, { from: '2025', to: '2025' }) // biome-ignore format: one line
    const card = cardOf(story, 'artist')
    assert.equal(card.headline, 'This was Artist 1’s year.')
    assert.match(
      card.detail,
      /^It began on 3 April 2023, with “Track 2”\. The one you played most is “Track 1”\. Artist 2 came second, with 5\./,
    )
    assert.ok(card.chart?.shape === 'steps')
    assert.deepEqual([card.chart.bins.length, card.chart.bins[5].counted, card.chart.marked], [12, 20, 5])
  })

  it('finds a love that came back, with its silence', async () => {
    const story = await tell(ledgerOf([...heard(3, '2023-01-10', 9), ...heard(1, '2025-01-10', 30), ...heard(3, '2025-02-10', 4)]), TRACKS, { from: '2025', to: '2025' }) // biome-ignore format: one line
    const card = cardOf(story, 'return')
    assert.deepEqual([card.headline, card.numbers.map(({ value }) => value)], ['“Track 3” came back.', [25, 9, 4]])
    assert.equal(cardOf(await tell(ledgerOf(heard(3, '2025-02-10', 40)), TRACKS), 'return'), undefined)
  })

  it('is kind to those who were passed by, and silent about them', async () => {
    const skips = heard(4, '2025-03-01', 20, { counted: false, completed: false, skipped: true, msPlayed: 9000 })
    const story = await tell(ledgerOf([...heard(1, '2025-01-01', 100), ...skips]), TRACKS, { from: '2025', to: '2025' }, { owned: [1, 4] })
    const card = cardOf(story, 'skips')
    assert.equal(card.headline, 'Artist 3 had to wait.')
    assert.match(card.detail, /^Passed by 20 of 20 times\. .* No blame/)
    assert.equal(card.sound, null)
  })

  it('tells keys, tempo and the least known only where tables know them', async () => {
    const rows = ledgerOf([...heard(1, '2025-01-01', 60), ...heard(3, '2025-05-01', 6)])
    const known = await tell(rows, TRACKS, { from: '2025', to: '2025' })
    assert.equal(cardOf(known, 'sound').headline, 'Your year was in A minor, at 120 beats a minute.')
    assert.equal(cardOf(known, 'deep-cuts').things[0].name, 'Track 3')
    const bare = trackColumnsOf([{ id: 1, artistId: 1 }, { id: 3, artistId: 2 }]) // biome-ignore format: one line
    const unknown = await tell(rows, bare, { from: '2025', to: '2025' })
    assert.ok(!kindsOf(unknown).includes('sound') && !kindsOf(unknown).includes('deep-cuts'))
    assert.match(unknown.leftOut.find(({ kind }) => kind === 'sound')!.why, /your own files, or from tables/)
  })

  it('sounds with owned tracks, another for each card as far as there are', async () => {
    const rows = ledgerOf([...heard(1, '2025-01-01', 60), ...heard(2, '2025-05-01', 50), ...heard(3, '2025-06-01', 40)])
    const story = await tell(rows, TRACKS, { from: '2025', to: '2025' }, { owned: [2, 3] })
    const ids = story.cards.flatMap(({ sound }) => sound?.track.id ?? [])
    // The artist of the year has no other owned track than the one before; the tracks do.
    assert.deepEqual(ids.slice(0, 3), [2, 2, 3])
    const unowned = await tell(rows, TRACKS, { from: '2025', to: '2025' })
    assert.ok(unowned.cards.every(({ sound }) => sound === null))
  })

  it('tells any time: a month, days, a whole life', async () => {
    const rows = ledgerOf(Array.from({ length: 400 }, (_, i) => ({ trackId: 1 + (i % 4), endedAtMs: at('2024-11-01') + i * DAY_MS })))
    const title = async (from: string, to: string) => (await tell(rows, TRACKS, { from, to })).span
    assert.deepEqual(
      [(await title('2025-03', '2025-03'))!.title, (await title('2025-03', '2025-03'))!.label],
      ['Your March 2025', 'March 2025'],
    )
    assert.equal((await title('2025-03-03', '2025-04-09'))!.label, '3 March to 9 April 2025')
    assert.equal((await title('2024-11-01', '2025-12-05'))!.label, '1 November 2024 to 5 December 2025')
    await assert.rejects(tell(rows, TRACKS, { from: '2025', to: '2024' }), { code: 'PERIOD_INVALID' })
  })

  it('does not count what is still to come as silence', async () => {
    const story = await tell(ledgerOf(heard(1, '2026-01-02', 120)), TRACKS, { from: '2026', to: '2026' })
    assert.equal(story.span!.isOpen, true)
    assert.match(cardOf(story, 'time').detail, /of 325 days\.$/)
  })
})

describe('the story of an invented life', () => {
  const life = (seed: number, listens: number) => {
    const options = { seed, listens, tracks: 300, artists: 60, fromMs: Date.UTC(2023, 5, 1), toMs: Date.UTC(2026, 5, 1) }
    return { ledger: inventLedger(options), columns: inventTrackColumns(options) }
  }

  it('has eight to twelve cards, the same each time, and its numbers are those of the insights', async () => {
    const { ledger, columns } = life(7, 20_000)
    const deps = depsOf(ledger, columns)
    const story = await tellYear(deps, { zone: ZONE, from: '2025', to: '2025' })
    assert.ok(story.cards.length >= 8 && story.cards.length <= 12, kindsOf(story).join())
    assert.equal(story.sparse, null)
    assert.deepEqual(await tellYear(deps, { zone: ZONE, from: '2025', to: '2025' }), story)
    const ask = async (name: string) => JSON.parse((await deps.insights.answer({ name, zone: ZONE, from: '2025', to: '2025' })).json).data
    const [totals, artists, tracks, clock] = await Promise.all(['totals', 'top-artists', 'top-tracks', 'clock'].map(ask))
    assert.equal(numberOf(story, 'time', 'ms'), totals.msPlayed + totals.msEstimated)
    assert.equal(numberOf(story, 'time', 'listens'), totals.counted)
    assert.equal(numberOf(story, 'summary', 'artists'), totals.artists)
    assert.equal(numberOf(story, 'artist', 'listens'), artists.items[0].counted)
    assert.deepEqual(cardOf(story, 'tracks').things.map(({ name, count }) => [name, count]), tracks.items.slice(0, 5).map((one: { name: string; counted: number }) => [one.name, one.counted])) // biome-ignore format: one line
    assert.deepEqual(cardOf(story, 'clock').chart, { shape: 'hours', counted: clock.byHour, peak: clock.busiestHour })
    assert.deepEqual(
      kindsOf(story),
      CARD_KINDS.filter((kind) => kindsOf(story).includes(kind)),
    )
  })

  it('never says what is no number, whatever the time', async () => {
    const { ledger, columns } = life(3, 4000)
    const deps = depsOf(ledger, columns)
    const day = fc
      .integer({ min: 0, max: 1400 })
      .map((offset) => new Date(Date.UTC(2023, 2, 1) + offset * DAY_MS).toISOString().slice(0, 10))
    const checked = fc.asyncProperty(day, fc.integer({ min: 0, max: 500 }), async (from, days) => {
      const to = new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)
      const story = await tellYear(deps, { zone: ZONE, from, to })
      const said = JSON.stringify(story.cards, (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? 'NaN' : value))
      assert.doesNotMatch(said, /NaN|undefined|Infinity|“”|null%/)
      assert.ok(story.cards.length <= 12)
      for (const { headline, detail, explanation } of story.cards)
        for (const words of [headline, detail, explanation]) assert.match(words, /\S.*[.]$/)
      assert.equal(story.cards.length + story.leftOut.length, CARD_KINDS.length)
    })
    await fc.assert(checked, { numRuns: 25 })
  })
})
