// Events told twice are found, one to one, whatever the order of the rows; events that only look alike stay two.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '#kernel'
import { sameEvents, type Told } from './one-listen.ts'

const NOON = Date.UTC(2024, 5, 3, 12)
const MINUTE = 60_000
let nextId = 1
const fine = (endedAtMs: number, msPlayed: number, set: Partial<Told> = {}): Told => ({
  id: nextId,
  rowKey: `k${nextId++}`,
  format: 'spotify-extended',
  precision: 1,
  trackId: 1,
  matchKey: 'artist|title',
  endedAtMs,
  msPlayed,
  ...set,
})
const coarse = (row: Told, set: Partial<Told> = {}): Told =>
  fine(Math.floor(row.endedAtMs / MINUTE) * MINUTE, row.msPlayed, { format: 'spotify-account', precision: 2, ...set })

describe('one listen once', () => {
  it('the account data tells of the same events to the minute: all its rows are marked, none of the better ones', () => {
    const rows = [0, 4, 9, 15].map((minute) => fine(NOON + minute * MINUTE + 42_000, 180_000 + minute))
    const marks = sameEvents([...rows, ...rows.map((row) => coarse(row))])
    assert.equal(marks.size, 4)
    for (const row of rows) assert.equal(marks.has(row.id), false)
    assert.equal(new Set(marks.values()).size, 4)
  })
  it('a song on loop, ten times in eight minutes, told twice, is ten listens', () => {
    const loop = Array.from({ length: 10 }, (_, i) => fine(NOON + i * 47_000, 47_000))
    const marks = sameEvents([...loop, ...loop.map((row) => coarse(row))])
    assert.equal(marks.size, 10)
    assert.equal(new Set(marks.values()).size, 10)
  })
  it('rows of one format are never the same event, even alike to the second and in two files', () => {
    assert.equal(sameEvents([fine(NOON, 61_000), fine(NOON, 61_000), fine(NOON + 61_000, 61_000)]).size, 0)
  })
  it('another track, another hour or another length is another event', () => {
    const row = fine(NOON + 5000, 180_000)
    assert.equal(sameEvents([row, coarse(row, { trackId: 2, matchKey: 'other|title' })]).size, 0)
    assert.equal(sameEvents([row, coarse(row, { endedAtMs: row.endedAtMs + 91_000 })]).size, 0)
    assert.equal(sameEvents([row, coarse(row, { msPlayed: 90_000 })]).size, 0)
    assert.equal(sameEvents([row, coarse(row, { msPlayed: 178_000, endedAtMs: row.endedAtMs + 80_000 })]).size, 1)
  })
  it('the same recording by track or by name', () => {
    const row = fine(NOON + 5000, 180_000, { trackId: null })
    assert.equal(sameEvents([row, coarse(row, { trackId: null })]).size, 1)
    assert.equal(sameEvents([fine(NOON, 9000, { matchKey: 'x' }), coarse(fine(NOON, 9000), { matchKey: 'y' })]).size, 1)
  })
  it('three sources of one event: the most exact stands, the others point at it', () => {
    const live = fine(NOON + 5100, 180_000, { format: 'deepcut-player', precision: 0 })
    const export_ = fine(NOON + 5000, 180_050)
    const marks = sameEvents([coarse(export_), export_, live])
    assert.deepEqual([...marks.values()], [live.id, live.id])
  })
  it('depends on the rows alone, not on their order or ids; each standing row takes at most one of each format', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed)
        const rows: Told[] = []
        for (let i = 0; i < 30; i++) {
          const track = random.below(3)
          const row = fine(NOON + random.below(900) * 1000, random.pick([0, 3000, 61_000, 61_000, 180_000]), {
            trackId: track,
            matchKey: `t${track}`,
          })
          if (random.next() < 0.8) rows.push(row)
          if (random.next() < 0.8) rows.push(coarse(row))
          if (random.next() < 0.2)
            rows.push({
              ...row,
              id: nextId++,
              rowKey: `${row.rowKey}p`,
              format: 'deepcut-player',
              precision: 0,
              endedAtMs: row.endedAtMs + 300,
            })
        }
        const told = (list: readonly Told[]) => {
          const keyOf = new Map(list.map((row) => [row.id, row.rowKey]))
          return [...sameEvents(list)].map(([from, to]) => `${keyOf.get(from)} ${keyOf.get(to)}`).sort()
        }
        const renumbered = random.shuffle(rows).map((row, i) => ({ ...row, id: 1_000_000 + i }))
        assert.deepEqual(told(renumbered), told(rows))
        const marks = sameEvents(rows)
        const byId = new Map(rows.map((row) => [row.id, row]))
        const taken = [...marks].map(([from, to]) => `${byId.get(from)!.format} ${to}`)
        assert.equal(new Set(taken).size, taken.length)
        for (const to of marks.values()) assert.equal(marks.has(to), false, 'a marked row stands for nothing')
      }),
      { numRuns: 100 },
    )
  })
  it('a hundred thousand rows at one moment do not take for ever', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => fine(NOON, i * 7))
    const others = Array.from({ length: 50_000 }, (_, i) => fine(NOON, i * 7 + 3, { format: 'spotify-account', precision: 2 }))
    const startMs = performance.now()
    sameEvents([...rows, ...others])
    assert.ok(performance.now() - startMs < 10_000)
  })
})
