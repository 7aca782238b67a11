// Events told twice are found, one to one, whatever the order of the rows; events that only look alike stay two.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '#kernel'
import { sameEvents } from './one-listen.ts'
import { type Told, tellerOf } from './told.ts'

const NOON = Date.UTC(2024, 5, 3, 12)
const [SECOND, MINUTE] = [1000, 60_000]
let nextId = 1
/** A row of Spotify's extended history: its end and the time played are told. */
const fine = (endedAtMs: number, msPlayed: number, set: Partial<Told> = {}): Told => {
  const id = nextId++
  return {
    id,
    tie: id,
    teller: 'spotify-extended',
    precision: 's',
    timeTold: 'end',
    startedAtMs: endedAtMs - msPlayed,
    endedAtMs,
    msPlayed,
    reasonStart: 'clickrow',
    reasonEnd: 'fwdbtn',
    offline: false,
    offlineAtMs: null,
    trackId: 1,
    matchKey: 'artist\u001ftitle',
    lengthMs: null,
    apartFrom: [],
    ...set,
  }
}
/** The same in the account data: to the minute, no reasons. */
const coarse = (row: Told, set: Partial<Told> = {}): Told =>
  fine(Math.floor(row.endedAtMs / MINUTE) * MINUTE, row.msPlayed!, {
    teller: 'spotify-account min',
    precision: 'min',
    reasonStart: null,
    reasonEnd: null,
    trackId: row.trackId,
    matchKey: row.matchKey,
    ...set,
  })
/** A scrobble: when it began, no more. */
const scrobble = (startedAtMs: number, set: Partial<Told> = {}): Told =>
  fine(startedAtMs, 0, { teller: 'lastfm', timeTold: 'start', msPlayed: null, reasonStart: null, reasonEnd: null, ...set })
const player = (startedAtMs: number, msPlayed: number, set: Partial<Told> = {}): Told =>
  fine(startedAtMs + msPlayed, msPlayed, { teller: 'deepcut-player#1', precision: 'ms', timeTold: 'start', ...set })

/** How many listens stand. */
const standing = (rows: readonly Told[]) => rows.length - sameEvents(rows).size
const stands = (rows: readonly Told[]) => {
  const marks = sameEvents(rows)
  return rows.filter((row) => !marks.has(row.id))
}

describe('one listen once: exports that tell the time played', () => {
  it('the account data tells of the same events to the minute: all its rows are marked, none of the better ones', () => {
    const rows = [0, 4, 9, 15].map((minute) => fine(NOON + minute * MINUTE + 42_000, 180_000 + minute))
    assert.deepEqual(stands([...rows.map((row) => coarse(row)), ...rows]), rows)
  })
  it('ten plays on loop stay ten, also where two end in one minute', () => {
    const loop = Array.from({ length: 10 }, (_, i) => fine(NOON + i * 47_000, 47_000))
    assert.deepEqual(stands([...loop, ...loop.map((row) => coarse(row))]), loop)
  })
  it('rows of one teller are taken at their word, even alike to the second', () => {
    assert.equal(standing([fine(NOON, 61_000), fine(NOON, 61_000), fine(NOON + 61_000, 61_000)]), 3)
  })
  it('another track, another hour or another length is another event', () => {
    const row = fine(NOON + 5000, 180_000)
    assert.equal(standing([row, coarse(row, { trackId: 2, matchKey: 'other\u001ftitle' })]), 2)
    assert.equal(standing([row, coarse(row, { endedAtMs: row.endedAtMs + 91_000 })]), 2)
    assert.equal(standing([row, coarse(row, { msPlayed: 90_000 })]), 2)
    assert.equal(standing([row, coarse(row, { msPlayed: 178_000, endedAtMs: row.endedAtMs + 80_000 })]), 1)
  })
  it('the same recording by track, by name, or where one leaves the artist open', () => {
    const row = fine(NOON + 5000, 180_000, { trackId: null })
    assert.equal(standing([row, coarse(row)]), 1)
    assert.equal(standing([fine(NOON, 9000, { matchKey: 'a\u001fx' }), coarse(fine(NOON, 9000, { matchKey: 'b\u001fy' }))]), 1)
    assert.equal(standing([row, scrobble(row.startedAtMs, { trackId: null, matchKey: '\u001ftitle' })]), 1)
    assert.equal(standing([row, scrobble(row.startedAtMs, { trackId: null, matchKey: 'artistguest\u001ftitle' })]), 1)
    assert.equal(standing([row, scrobble(row.startedAtMs, { trackId: null, matchKey: 'artist\u001ftitlelive' })]), 2)
  })
  it('of three tellers the most exact stands', () => {
    const live = player(NOON - 180_000 + 5100, 180_000)
    const row = fine(NOON + 5000, 180_050)
    assert.deepEqual(stands([coarse(row), row, live]), [live])
  })
})

describe('one listen once: scrobbles, which tell one time', () => {
  it('a scrobble is the listen that began then; the one that tells the time played stands', () => {
    const row = fine(NOON, 180_000)
    assert.deepEqual(stands([scrobble(NOON - 182_000), row]), [row])
    assert.equal(standing([row, scrobble(NOON + 91_000)]), 2)
    assert.equal(standing([row, scrobble(NOON - 180_000 - 91_000)]), 1, 'it was paused: nothing was told in the silence before')
    const before = fine(NOON - 200_000, 60_000, { trackId: 2, matchKey: 'artist\u001fother' })
    assert.equal(standing([before, row, scrobble(NOON - 180_000 - 91_000)]), 3, 'something else was on then')
    assert.equal(standing([row, scrobble(NOON - 180_000 - 20 * MINUTE)]), 2)
  })
  it('a skip and the playing after it: the scrobble is the one it fits', () => {
    const rows = [fine(NOON, 10_000), fine(NOON + 190_000, 190_000)]
    const told = scrobble(NOON + 1000)
    assert.equal(sameEvents([...rows, told]).get(told.id)?.of, rows[1].id)
  })
  it('scrobbles of a loop, some of them missing', () => {
    const loop = Array.from({ length: 8 }, (_, i) => fine(NOON + (i + 1) * 180_000, 180_000))
    const told = loop.filter((_, i) => i % 3 !== 1).map((row) => scrobble(row.startedAtMs + 2000))
    assert.deepEqual(stands([...told, ...loop]), loop)
  })
  it("Spotify's recently played says now the start and now the end", () => {
    const loop = Array.from({ length: 5 }, (_, i) => fine(NOON + (i + 1) * 180_000, 180_000))
    const recent = (atMs: number) => scrobble(atMs, { teller: 'spotify-recent', precision: 'ms' })
    assert.deepEqual(stands([...loop, ...loop.map((row) => recent(row.endedAtMs + 300))]), loop)
    assert.deepEqual(stands([...loop, ...loop.map((row) => recent(row.startedAtMs + 300))]), loop)
    assert.equal(standing([scrobble(NOON, { lengthMs: 180_000 }), recent(NOON + 180_000)]), 1)
  })
  it('the nearest of two scrobbles is the listen; the other was another device', () => {
    const row = fine(NOON, 180_000)
    const [near, far] = [scrobble(NOON - 179_000), scrobble(NOON - 120_000)]
    const marks = sameEvents([row, near, far])
    assert.deepEqual([marks.get(near.id)?.of, marks.get(far.id)], [row.id, undefined])
  })
})

describe('one listen once: within one service', () => {
  it('a track error splits one listen into two rows: their times add up, and the last one knows how it ended', () => {
    const part = fine(NOON, 60_000, { reasonEnd: 'trackerror' })
    const rest = fine(NOON + 121_000, 120_000, { reasonStart: 'trackerror', reasonEnd: 'trackdone' })
    assert.deepEqual([...sameEvents([part, rest])], [[part.id, { of: rest.id, as: 'continued' }]])
    const account = [coarse(part), coarse(rest)]
    const told = scrobble(NOON - 60_000)
    const marks = sameEvents([...account, told, part, rest])
    assert.deepEqual(
      [account[0], account[1], told, part].map((row) => marks.get(row.id)),
      [{ of: rest.id, as: 'same' }, { of: rest.id, as: 'same' }, { of: rest.id, as: 'same' }, { of: rest.id, as: 'continued' }], // biome-ignore format: a row
    )
  })
  it('… but not where both together are longer than the track, or another track came between', () => {
    const part = fine(NOON, 170_000, { reasonEnd: 'trackerror', lengthMs: 180_000 })
    assert.equal(standing([part, fine(NOON + 121_000, 120_000, { reasonStart: 'trackerror', lengthMs: 180_000 })]), 2)
    assert.equal(standing([part, fine(NOON + 10_000, 9_000, { reasonStart: 'trackerror', trackId: 2, matchKey: 'artist\u001fother' })]), 2)
  })
  it('rows of one playing that overlap are one listen, the longer', () => {
    const row = fine(NOON, 180_000)
    assert.deepEqual(stands([row, fine(NOON - 20_000, 100_000)]), [row])
    assert.equal(standing([row, fine(NOON + 7000, 180_000)]), 1, 'alike but for the time')
    assert.equal(standing([row, fine(NOON + 168_000, 180_000)]), 2, 'a crossfade is no repeat')
    assert.equal(standing([row, fine(NOON - 20_000, 100_000, { trackId: 2, matchKey: 'artist\u001fother' })]), 2)
  })
  it('what was played offline and told later under one time stamp stays distinct, and is found by the time of the device too', () => {
    const times = [0, 1, 2].map((i) => NOON + i * 200_000)
    const batch = times.map((atMs) => fine(NOON + 30 * MINUTE, 180_000, { offline: true, offlineAtMs: atMs }))
    assert.equal(standing(batch), 3)
    const account = batch.map((row) => coarse(row))
    const told = times.map((atMs) => scrobble(atMs + 1000))
    assert.deepEqual(stands([...told, ...account, ...batch]), batch)
    assert.equal(standing([...told, ...account]), 6, 'without the device no one knows that these are the same')
  })
})

describe('one listen once: whatever comes', () => {
  it('what a person set apart stays apart, whichever other rows join either of them', () => {
    const row = fine(NOON, 180_000)
    const own = scrobble(NOON - 180_000, { apartFrom: [row.id] })
    const other = { ...row, apartFrom: [own.id] }
    assert.equal(standing([other, own]), 2)
    const [better, third] = [player(NOON - 180_000, 180_000), scrobble(NOON - 180_000, { teller: 'maloja' })]
    assert.equal(standing([other, own, better, third]), 2)
    assert.equal(standing([row, { ...own, apartFrom: [] }, better, third]), 1, 'and back')
    const parts = [fine(NOON, 60_000, { reasonEnd: 'trackerror' }), fine(NOON + 121_000, 120_000, { reasonStart: 'trackerror' })]
    assert.equal(
      standing([
        { ...parts[0], apartFrom: [parts[1].id] },
        { ...parts[1], apartFrom: [parts[0].id] },
      ]),
      2,
    )
  })
  it('depends on the rows alone, not on their order or ids; each event takes at most one row of each teller', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed)
        const rows: Told[] = []
        for (let i = 0; i < 30; i++) {
          const track = random.below(3)
          const of = { trackId: track, matchKey: `artist\u001f${track}` }
          const row = fine(NOON + random.below(1800) * SECOND, random.pick([0, 3000, 61_000, 61_000, 180_000]), of)
          if (random.next() < 0.8) rows.push(row)
          if (random.next() < 0.8) rows.push(coarse(row))
          if (random.next() < 0.6) rows.push(scrobble(row.startedAtMs + random.below(5) * SECOND, of))
          if (random.next() < 0.2) rows.push(player(row.startedAtMs + 300, row.msPlayed!, of))
        }
        const told = (list: readonly Told[]) => {
          const tieOf = new Map(list.map((row) => [row.id, row.tie]))
          return [...sameEvents(list)].map(([from, mark]) => `${tieOf.get(from)} ${tieOf.get(mark.of)} ${mark.as}`).sort()
        }
        const renumbered = random.shuffle(rows).map((row, i) => ({ ...row, id: 1_000_000 + i }))
        assert.deepEqual(told(renumbered), told(rows))
        const marks = sameEvents(rows)
        for (const { of } of marks.values()) assert.equal(marks.has(of), false, 'a marked row stands for nothing')
      }),
      { numRuns: 40 },
    )
  })
  it('twelve thousand rows at one moment do not take for ever', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => fine(NOON, i * 7))
    const others = Array.from({ length: 6000 }, (_, i) => coarse(fine(NOON, i * 7 + 3)))
    const before = process.cpuUsage()
    sameEvents([...rows, ...others])
    assert.ok(process.cpuUsage(before).user < 5_000_000)
  })
  it('exports of one service are one teller, devices are each their own', () => {
    assert.equal(tellerOf('lastfm-ghan-csv', 1, 's'), tellerOf('lastfm-stats-json', 2, 's'))
    assert.notEqual(tellerOf('lastfm-ghan-csv', 1, 's'), tellerOf('lastfm-to-csv', 2, 'min'))
    assert.notEqual(tellerOf('spotify-extended', 1, 's'), tellerOf('spotify-account', 2, 'min'))
    assert.notEqual(tellerOf('scrobble', 1, 's'), tellerOf('scrobble', 2, 's'))
    assert.notEqual(tellerOf('table-of-listens', 1, 's'), tellerOf('table-of-listens', 2, 's'))
  })
})
