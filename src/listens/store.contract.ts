// What every store of this room must do. A storage adapter's test calls this with a way to open itself empty.

import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { TrackId } from '#library'
import type { FeedbackStore } from './feedback.ts'
import type { ListenId, ListenStore, NewListen } from './listen.ts'
import { DEFAULT_LISTENER, type ListenerId, type ListenerStore } from './listener.ts'
import type { MergeStore } from './merges.ts'
import { isCompleted, isCounted, isSkip } from './rules.ts'
import type { SourceId, SourceStore } from './source.ts'

export interface OpenedStores {
  readonly listeners: ListenerStore
  readonly sources: SourceStore
  readonly listens: ListenStore
  readonly merges: MergeStore
  readonly feedback: FeedbackStore
  /** Makes tracks of "Sigur Rós" with these durations (null: unknown) and returns their ids. */
  makeTracks(durationsMs: readonly (number | null)[]): TrackId[]
}

const NOON = Date.UTC(2024, 5, 3, 12) // a Monday
const MINUTE = 60_000

let rowKey = 1n
/** A listen of three minutes that ended at `endedAtMs`, with what a test cares about. */
export function listenOf(set: Partial<NewListen> & { listenerId: ListenerId; sourceId: SourceId; endedAtMs: number }): NewListen {
  const msPlayed = set.msPlayed === undefined ? 180_000 : set.msPlayed
  return {
    rowKey: rowKey++,
    kind: 'music',
    trackId: null,
    title: 'Hoppípolla',
    artistName: 'Sigur Rós',
    albumTitle: 'Takk...',
    startedAtMs: set.endedAtMs - (msPlayed ?? 0),
    precision: 's',
    timeTold: 'end',
    msPlayed,
    reasonStart: 'clickrow',
    reasonEnd: 'trackdone',
    skipped: false,
    shuffle: null,
    offline: null,
    incognito: null,
    platform: null,
    country: null,
    // The track belongs to the wording: two tracks of one name are told apart by an id of the source.
    sourceUri: set.trackId ? `deepcut:track:${set.trackId}` : null,
    ...set,
  }
}

export function listensContract(name: string, open: () => OpenedStores): void {
  describe(`${name}: stores of listens`, () => {
    let stores: OpenedStores
    let me: ListenerId
    let file: SourceId
    beforeEach(async () => {
      stores = open()
      me = (await stores.listeners.ensure(DEFAULT_LISTENER)).id
      file = await sourceOf('spotify-extended', 'a.json')
    })
    const sourceOf = (format: string, label: string, listenerId = me) =>
      stores.sources.ensure({ listenerId, format, label, synthetic: false, atMs: NOON })
    const at = (endedAtMs: number, set: Partial<NewListen> = {}) => listenOf({ listenerId: me, sourceId: file, endedAtMs, ...set })

    describe('listeners', () => {
      it('there is always one', async () => {
        assert.deepEqual(
          (await open().listeners.list()).map((listener) => listener.name),
          [DEFAULT_LISTENER],
        )
      })
      it('a name is found whatever its capitals, and made once', async () => {
        const ada = await stores.listeners.ensure('Ada')
        assert.deepEqual(await stores.listeners.ensure(' ada '), ada)
        assert.deepEqual(await stores.listeners.find('ADA'), ada)
        assert.equal(await stores.listeners.find('Bea'), null)
        await assert.rejects(stores.listeners.ensure('  '), { code: 'LISTENER_NAME_EMPTY' })
      })
    })

    describe('append and recent', () => {
      it('gives back every field as it was', async () => {
        const [trackId] = stores.makeTracks([null])
        const full = at(NOON, { trackId, shuffle: true, offline: false, incognito: true, platform: 'ios', country: 'IS', sourceUri: 'spotify:track:1', offlineAtMs: NOON - 5 }) // biome-ignore format: one row
        const bare = at(NOON - 9 * MINUTE, {
          kind: 'podcast',
          albumTitle: null,
          reasonStart: null,
          reasonEnd: null,
          skipped: null,
          precision: 'min',
        })
        assert.deepEqual(await stores.listens.append([full, bare]), { added: 2, known: 0, duplicates: 0, firstId: 1 })
        const [a, b] = await stores.listens.recent({ listenerId: me, countMax: 10 })
        const { id: _a, duplicateOf: aDuplicateOf, mergedAs: _aAs, ...aRest } = a
        const { id: _b, duplicateOf: bDuplicateOf, mergedAs: _bAs, ...bRest } = b
        const { rowKey: _fullKey, ...fullRest } = full
        const { rowKey: _bareKey, ...bareRest } = bare
        assert.deepEqual({ ...aRest }, { ...fullRest, raw: null })
        assert.deepEqual({ ...bRest }, { ...bareRest, offlineAtMs: null, raw: null })
        assert.deepEqual([aDuplicateOf, bDuplicateOf], [null, null])
      })
      it('a row is kept once, however often it comes, also within one call', async () => {
        const row = at(NOON, { rowKey: -(2n ** 63n) })
        assert.deepEqual(await stores.listens.append([row, row, at(NOON - 9 * MINUTE, { rowKey: 2n ** 63n - 1n })]), {
          added: 2,
          known: 1,
          duplicates: 0,
          firstId: 1,
        })
        assert.equal((await stores.listens.append([row])).known, 1)
        assert.equal(await stores.listens.count(), 2)
      })
      it('keeps listeners apart', async () => {
        const bea = (await stores.listeners.ensure('Bea')).id
        const key = 7n
        await stores.listens.append([
          at(NOON, { rowKey: key }),
          at(NOON, { rowKey: key, listenerId: bea, sourceId: await sourceOf('spotify-extended', 'b', bea) }),
        ])
        assert.equal(await stores.listens.count(me), 1)
        assert.equal(await stores.listens.count(bea), 1)
        assert.equal((await stores.listens.recent({ listenerId: bea, countMax: 5 })).length, 1)
      })
      it('a failed row takes its whole batch with it, and the next batch is fine', async () => {
        await assert.rejects(stores.listens.append([at(NOON, { title: 'New words' }), at(NOON - MINUTE, { sourceId: 999 as SourceId })]))
        assert.equal(await stores.listens.count(), 0)
        assert.equal((await stores.listens.append([at(NOON, { title: 'New words' })])).added, 1)
      })
      it('pages by time without losing rows that ended in the same ms', async () => {
        await stores.listens.append([0, 0, 0, 9, 18, 18].map((minute) => at(NOON + minute * MINUTE)))
        const seen: number[] = []
        let beforeMs: number | undefined
        for (;;) {
          const page = await stores.listens.recent({ listenerId: me, countMax: 2, beforeMs })
          if (page.length === 0) break
          seen.push(...page.map((row) => row.id))
          beforeMs = page[page.length - 1].endedAtMs
        }
        assert.equal(new Set(seen).size, 6)
        assert.equal(seen.length, 6)
      })
      it('filters by track', async () => {
        const [long, short] = stores.makeTracks([200_000, 40_000])
        await stores.listens.append([
          at(NOON, { trackId: long, msPlayed: 29_000, reasonEnd: 'fwdbtn' }),
          at(NOON + MINUTE, { trackId: short, msPlayed: 21_000, reasonEnd: 'fwdbtn' }),
          at(NOON + 9 * MINUTE, { trackId: long }),
        ])
        const recent = (query: object) => stores.listens.recent({ listenerId: me, countMax: 9, ...query })
        assert.equal((await recent({ trackId: long })).length, 2)
        assert.deepEqual(
          (await recent({ trackId: long })).map((row) => row.msPlayed),
          [180_000, 29_000],
        )
      })
    })

    describe('one listen once', () => {
      const minute = (ms: number) => Math.floor(ms / MINUTE) * MINUTE
      const account = (listen: NewListen, sourceId: SourceId): NewListen => ({
        ...listenOf({ listenerId: me, sourceId, endedAtMs: minute(listen.endedAtMs), msPlayed: listen.msPlayed }),
        precision: 'min',
        reasonStart: null,
        reasonEnd: null,
        skipped: null,
      })
      it('the coarse row is marked, whichever came first', async () => {
        const coarse = await sourceOf('spotify-account', 'c.json')
        const fine = at(NOON + 42_000)
        assert.equal((await stores.listens.append([account(fine, coarse)])).added, 1)
        assert.equal((await stores.listens.append([fine])).added, 1)
        assert.equal(await stores.listens.count(), 1)
        const later = at(NOON + 700_000)
        await stores.listens.append([later])
        assert.deepEqual(
          { ...(await stores.listens.append([account(later, coarse)])), firstId: 0 },
          { added: 0, known: 0, duplicates: 1, firstId: 0 },
        )
        const standing = await stores.listens.recent({ listenerId: me, countMax: 9 })
        assert.deepEqual(
          standing.map((row) => row.precision),
          ['s', 's'],
        )
      })
      it('rows of one file stay what they are: ten plays on loop are ten', async () => {
        const coarse = await sourceOf('spotify-account', 'c.json')
        const loop = Array.from({ length: 10 }, (_, i) => at(NOON + i * 45_000, { msPlayed: 45_000 }))
        await stores.listens.append(loop)
        await stores.listens.append(loop.map((listen) => account(listen, coarse)))
        assert.equal(await stores.listens.count(), 10)
      })
      it('taking the better source away lets the other stand again', async () => {
        const coarse = await sourceOf('spotify-account', 'c.json')
        const fine = at(NOON + 42_000)
        await stores.listens.append([fine, account(fine, coarse)])
        await stores.sources.remove(file)
        const [left] = await stores.listens.recent({ listenerId: me, countMax: 9 })
        assert.equal(left.precision, 'min')
        assert.equal(await stores.listens.count(), 1)
        // The wording went with the source where it was only there; the same words can come again.
        file = await sourceOf('spotify-extended', 'a.json')
        await stores.listens.append([at(NOON + 900_000, { title: 'Glósóli' })])
        assert.equal((await stores.listens.recent({ listenerId: me, countMax: 1 }))[0].title, 'Glósóli')
      })
      it('append can leave it to a later reconcile, which says what it marked', async () => {
        const coarse = await sourceOf('spotify-account', 'c.json')
        const fine = at(NOON + 42_000)
        const { firstId } = await stores.listens.append([fine, account(fine, coarse)], { reconcile: false })
        const [merged, ...others] = await stores.listens.reconcile(me, NOON, NOON + MINUTE)
        const expected = { id: firstId + 1, as: 'same', sourceId: coarse, standingId: firstId, standingSourceId: file }
        assert.deepEqual([merged, others], [expected, []])
        assert.deepEqual(await stores.listens.reconcile(me, NOON, NOON + MINUTE), [])
      })
    })

    describe('one row, several files', () => {
      it('a row that two files tell goes only when both are removed', async () => {
        const later = await sourceOf('spotify-extended', 'b.json')
        const [both, first, second] = [at(NOON), at(NOON + 9 * MINUTE), at(NOON + 18 * MINUTE, { sourceId: later })]
        await stores.listens.append([both, first])
        assert.equal((await stores.listens.append([{ ...both, sourceId: later }, second])).known, 1)
        await stores.sources.remove(file)
        const left = await stores.listens.recent({ listenerId: me, countMax: 9 })
        assert.deepEqual(
          left.map((row) => [row.endedAtMs, row.sourceId]),
          [[second.endedAtMs, later], [both.endedAtMs, later]], // biome-ignore format: a row
        )
        await stores.sources.remove(later)
        assert.equal(await stores.listens.count(), 0)
      })
      it('the parts of a listen that an error broke add up in the last one, which knows how it ended', async () => {
        const part = at(NOON, { msPlayed: 60_000, reasonStart: 'fwdbtn', reasonEnd: 'trackerror' })
        const rest = at(NOON + 2 * MINUTE, { msPlayed: 120_000, reasonStart: 'trackerror', reasonEnd: 'trackdone' })
        await stores.listens.append([part, rest])
        assert.equal(await stores.listens.count(), 1)
        const ledger = await stores.listens.ledger(me)
        const words = [ledger.words[ledger.reasonStarts[0]], ledger.words[ledger.reasonEnds[0]]]
        assert.deepEqual([ledger.count, ledger.msPlayed[0], ledger.endedAtS[0], words], [1, 180_000, rest.endedAtMs / 1000, ['fwdbtn', 'trackdone']]) // biome-ignore format: one row
      })
    })

    describe('merges', () => {
      it('says what tells of a listen; a merge can be undone, stays undone, and can be brought back', async () => {
        const coarse = await sourceOf('spotify-account', 'c.json')
        const later = await sourceOf('spotify-account', 'd.json')
        const fine = at(NOON + 42_000)
        const minute = { ...listenOf({ listenerId: me, sourceId: coarse, endedAtMs: NOON }), precision: 'min', reasonEnd: null } as const
        const { firstId } = await stores.listens.append([fine, minute, { ...minute, sourceId: later }])
        const [standing, other] = [firstId, firstId + 1] as ListenId[]
        const both = {
          standingId: standing,
          tellings: [
            { id: standing, sourceId: file, mergedAs: null, alsoIn: [] },
            { id: other, sourceId: coarse, mergedAs: 'same', alsoIn: [later] },
          ],
          apartFrom: [],
        }
        const toldBy = async (id: ListenId) => JSON.parse(JSON.stringify(await stores.merges.toldBy(id)))
        assert.deepEqual(await toldBy(standing), both)
        assert.deepEqual(await toldBy(other), both)
        assert.deepEqual([...(await stores.merges.more([standing]))], [[standing, { rows: 1, partsMs: 0, apart: false }]])
        assert.equal(await stores.merges.part(standing), false, 'nothing stands for it')
        assert.equal(await stores.merges.part(other), true)
        assert.equal(await stores.listens.count(me), 2)
        assert.deepEqual((await toldBy(other)).apartFrom, [standing])
        assert.deepEqual([...(await stores.merges.more([other])).values()], [{ rows: 0, partsMs: 0, apart: true }])
        await stores.listens.reconcile(me, 0, NOON * 2)
        assert.equal(await stores.listens.count(me), 2)
        await stores.sources.remove(file)
        file = await sourceOf('spotify-extended', 'a.json')
        await stores.listens.append([{ ...fine, sourceId: file }])
        assert.equal(await stores.listens.count(me), 2, 'the rows came again')
        assert.equal(await stores.merges.rejoin(other), true)
        assert.equal(await stores.merges.rejoin(other), false)
        assert.equal(await stores.listens.count(me), 1)
        assert.equal(await stores.merges.toldBy(4711 as ListenId), null)
      })
    })

    describe('tally and summary', () => {
      it('apply the same rules as rules.ts, and leave duplicates out', async () => {
        const durations = [null, 25_000, 45_000, 60_000, 200_000, 0]
        const tracks = stores.makeTracks(durations)
        const rows: NewListen[] = []
        let when = Date.UTC(2014, 0, 1)
        for (const trackIndex of tracks.keys())
          for (const msPlayed of [0, 1, 12_499, 12_500, 22_500, 23_750, 29_999, 30_000, 57_000, 100_000, 189_999, 190_000, 250_000])
            for (const reasonEnd of ['trackdone', 'fwdbtn', 'backbtn', 'endplay', 'unknown', 'trackerror', 'clickrow', '', null])
              for (const skipped of [true, false, null]) {
                when += 150_001_234
                rows.push(at(when, { trackId: tracks[trackIndex], msPlayed, reasonEnd, skipped, title: `T${trackIndex}` }))
              }
        await stores.listens.append(rows)
        const tally = await stores.listens.tally(me)
        const durationOf = new Map(tracks.map((id, i) => [id, durations[i]]))
        for (let i = 0; i < tally.count; i++) {
          const trackId = tally.trackIds[i] as TrackId
          const own = rows.filter((row) => row.trackId === trackId)
          const known = durationOf.get(trackId)!
          const latest = (test: (row: NewListen) => boolean) =>
            own.filter(test).reduce((ms, row) => Math.max(ms, Math.floor(row.endedAtMs / 1000) * 1000), 0)
          const expected = {
            plays: own.filter((row) => isCounted(row, known)).length,
            completions: own.filter((row) => isCompleted(row, known)).length,
            skips: own.filter((row) => isSkip(row, known)).length,
            msPlayed: own.reduce((sum, row) => sum + (row.msPlayed ?? 0), 0),
            lastPlayedMs: latest((row) => isCounted(row, known)),
            lastSkippedMs: latest((row) => isSkip(row, known)),
          }
          const { plays, completions, skips, msPlayed, lastPlayedMs, lastSkippedMs } = tally
          assert.deepEqual(
            { plays: plays[i], completions: completions[i], skips: skips[i], msPlayed: msPlayed[i], lastPlayedMs: lastPlayedMs[i], lastSkippedMs: lastSkippedMs[i] }, // biome-ignore format: one row
            expected,
          )
        }
        assert.equal(tally.count, tracks.length)
        const summary = await stores.listens.summary(me)
        const counted = rows.filter((row) => isCounted(row, durationOf.get(row.trackId!)!))
        assert.equal(summary.listens, rows.length)
        assert.equal(summary.countedListens, counted.length)
        assert.equal(summary.skips, rows.filter((row) => isSkip(row, durationOf.get(row.trackId!)!)).length)
        assert.equal(
          summary.byHourOfWeek.reduce((sum, n) => sum + n, 0),
          counted.length,
        )
        const hours = new Array<number>(168).fill(0)
        for (const { endedAtMs } of counted) {
          const date = new Date(endedAtMs)
          hours[((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours()]++
        }
        assert.deepEqual(summary.byHourOfWeek, hours)
        assert.equal(
          summary.byMonth.reduce((sum, month) => sum + month.countedListens, 0),
          counted.length,
        )
        assert.equal(summary.topArtists[0].countedListens, counted.length)
      })
      it('a tally can be of some tracks and of a span (its start included, its end not)', async () => {
        const [a, b] = stores.makeTracks([null, null])
        await stores.listens.append([at(NOON, { trackId: a }), at(NOON + MINUTE, { trackId: a }), at(NOON, { trackId: b, title: 'B' })])
        const only = await stores.listens.tally(me, { trackIds: [b] })
        assert.deepEqual([...only.trackIds], [b])
        const span = await stores.listens.tally(me, { fromMs: NOON, toMs: NOON + MINUTE })
        assert.deepEqual([...span.plays], [1, 1])
        assert.equal((await stores.listens.tally(me, { trackIds: [] })).count, 0)
      })
      it('an empty history sums to nothing', async () => {
        const summary = await stores.listens.summary(me)
        assert.deepEqual(summary.byMonth, [])
        assert.equal(summary.byHourOfWeek.length, 168)
        assert.deepEqual([summary.listens, summary.firstMs, summary.lastMs], [0, null, null])
        assert.equal((await stores.listens.tally(me)).count, 0)
      })
      it('months without listens are there, and artists are those of the tracks', async () => {
        const [a, b] = stores.makeTracks([null, null])
        await stores.listens.append([
          at(Date.UTC(2023, 10, 30, 23, 59), { trackId: a, artistName: 'a-ha' }),
          at(Date.UTC(2024, 1, 1), { trackId: a, artistName: 'a-ha' }),
          at(Date.UTC(2024, 1, 2), { trackId: b, artistName: 'A-HA', title: 'Other' }),
          at(Date.UTC(2024, 1, 3), { kind: 'podcast', artistName: 'A show', title: 'Episode' }),
        ])
        const summary = await stores.listens.summary(me)
        assert.deepEqual(
          summary.byMonth.map((month) => [month.month, month.countedListens]),
          [
            ['2023-11', 1],
            ['2023-12', 0],
            ['2024-01', 0],
            ['2024-02', 3],
          ],
        )
        assert.deepEqual(summary.topArtists, [{ artistName: 'Sigur Rós', countedListens: 3, msPlayed: 540_000 }])
        assert.deepEqual([summary.distinctTracks, summary.distinctArtists], [2, 1])
        assert.deepEqual(
          summary.topTracks.map((track) => [track.trackId, track.countedListens]),
          [
            [a, 2],
            [b, 1],
          ],
        )
      })
    })

    describe('sources', () => {
      it('one by listener, format and label; newest import first; with its report', async () => {
        assert.equal(await sourceOf('spotify-extended', 'a.json'), file)
        const other = await stores.sources.ensure({ listenerId: me, format: 'table', label: 'a.json', synthetic: true, atMs: NOON + 1 })
        const report = {
          path: 'a.json',
          format: 'table',
          read: 3,
          imported: 1,
          duplicates: 1,
          ignored: {},
          invalid: [{ where: 'row 3', message: 'no title' }],
        }
        await stores.sources.saveReport(other, report)
        const [first, second] = await stores.sources.list(me)
        assert.deepEqual([first.id, first.synthetic, first.report], [other, true, report])
        assert.deepEqual([second.id, second.report], [file, null])
        const bea = (await stores.listeners.ensure('Bea')).id
        assert.deepEqual(await stores.sources.list(bea), [])
        assert.equal((await stores.sources.list()).length, 2)
      })
      it('removing one that is not there does nothing', async () => {
        await stores.sources.remove(4711 as SourceId)
        assert.equal((await stores.sources.list()).length, 1)
      })
    })

    describe('feedback', () => {
      it('is set, changed, listed newest first, and taken back', async () => {
        const [a, b] = stores.makeTracks([null, null])
        await stores.feedback.set(me, a, 'love', 1)
        await stores.feedback.set(me, b, 'love', 2)
        await stores.feedback.set(me, a, 'ban', 3)
        assert.deepEqual(
          (await stores.feedback.list(me)).map((entry) => ({ ...entry })),
          [
            { trackId: a, kind: 'ban', atMs: 3 },
            { trackId: b, kind: 'love', atMs: 2 },
          ],
        )
        await stores.feedback.set(me, a, null, 4)
        assert.equal((await stores.feedback.list(me)).length, 1)
        await assert.rejects(stores.feedback.set(me, 9999 as TrackId, 'love', 5), { code: 'TRACK_UNKNOWN' })
      })
    })
  })
}
