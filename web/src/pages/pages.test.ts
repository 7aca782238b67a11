import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListenRow, SourceReportBody, TellingBody } from '../../../src/server/contract.ts'
import { foremost, type Reason } from './for-you/foremost.ts'
import { stations } from './for-you/stations.ts'
import { byDay } from './history/by-day.ts'
import { tellerName, tellingWords } from './history/told-words.ts'
import { toLocalWeek, weekWords } from './history/week-words.ts'
import { yearLabels } from './history/year-labels.ts'
import { matchedWords, mergedWords, partsOf, reasonName } from './import/report-parts.ts'
import { slicesFor } from './library/slices-for.ts'
import { constellation } from './track/constellation.ts'

const reason = (kind: Reason['kind'], weight: number): Reason => ({ kind, weight, text: kind, trackIds: [] })

test('the strongest reasons come first, and what held it back is never left out', () => {
  const reasons = [reason('held-back', -0.1), reason('nearby', 0.4), reason('genre', 0.2), reason('artist', 0.1), reason('bet', 0.01)]
  assert.deepEqual(
    foremost(reasons, 2).map((shown) => shown.kind),
    ['nearby', 'genre', 'held-back', 'bet'],
  )
})

test('on the dial the well-known stand left, and dots that touch stand below one another', () => {
  const pick = (trackId: number, popularityPercentile: number) => ({ trackId, popularityPercentile, playable: true })
  const placed = stations([pick(1, 10), pick(2, 90), pick(3, 90), pick(4, 120)])
  assert.deepEqual(
    placed.map(({ trackId, share, row }) => [trackId, Math.round(share * 100), row]),
    [
      [4, 0, 0],
      [2, 10, 0],
      [3, 10, 1],
      [1, 90, 0],
    ],
  )
})

test('listens are put together by the day they ended', () => {
  const listen = (id: number, at: string): ListenRow => ({
    id,
    trackId: 1,
    kind: 'music',
    title: 'T',
    artist: 'A',
    album: null,
    startedAtMs: 0,
    endedAtMs: new Date(at).getTime(),
    msPlayed: 1,
    skipped: false,
    counted: true,
    source: 's',
    toldBy: 1,
    apart: false,
    playable: true,
  })
  const days = byDay([listen(3, '2026-11-21T09:00:00'), listen(2, '2026-11-21T00:00:01'), listen(1, '2026-11-20T23:59:59')])
  assert.deepEqual(
    days.map((day) => day.listens.map((row) => row.id)),
    [[3, 2], [1]],
  )
})

test('the week turns to local time, round its end', () => {
  const hours = Array.from({ length: 168 }, () => 0)
  hours[167] = 5
  const berlin = toLocalWeek(hours, -60)
  assert.equal(berlin[0], 5)
  assert.equal(toLocalWeek(berlin, 60)[167], 5)
  assert.equal(toLocalWeek(hours, 300)[162], 5)
})

test('the week in words names its fullest day and hour', () => {
  const local = Array.from({ length: 168 }, () => 0)
  local[3 * 24 + 21] = 9
  assert.equal(weekWords(local), 'Most on Thursdays, and most around 21:00.')
  assert.equal(weekWords(local.map(() => 0)), 'No counted listens yet.')
})

test('years stand under their first month, never too close', () => {
  const months = Array.from(
    { length: 30 },
    (_, at) => `${2024 + Math.floor((at + 10) / 12)}-${String(((at + 10) % 12) + 1).padStart(2, '0')}`,
  )
  const labels = yearLabels(months)
  assert.equal(labels[0], '2024')
  assert.equal(labels[2], '')
  assert.equal(labels[14], '2026')
  assert.equal(labels.length, 30)
})

test('the parts of a report add up to what was read', () => {
  const report: SourceReportBody = {
    path: 'x.json',
    format: 'spotify-extended',
    read: 100,
    imported: 80,
    duplicates: 10,
    ignored: { empty: 5, NOT_MUSIC: 3 },
    invalid: [
      { where: 'row 1', message: 'no time' },
      { where: 'row 2', message: 'no time' },
    ],
  }
  assert.equal(
    partsOf(report).reduce((sum, part) => sum + part.count, 0),
    report.read,
  )
  assert.equal(reasonName('NOT_MUSIC'), 'not music')
})

test('only the slices in view are asked for', () => {
  assert.deepEqual(slicesFor(0, 20, 10_000), [0])
  assert.deepEqual(slicesFor(95, 130, 10_000), [0, 100])
  assert.deepEqual(slicesFor(9_990, 10_030, 10_000), [9_900])
  assert.deepEqual(slicesFor(0, 0, 0), [])
})

test('the most alike stand nearest, and all inside the picture', () => {
  const stars = constellation([0.95, 0.9, 0.7, 0.4, 0.1])
  const far = stars.map(({ x, y }) => Math.hypot((x - 50) / 43, (y - 50) / 40))
  for (let at = 1; at < far.length; at++) assert.ok(far[at] > far[at - 1])
  for (const { x, y } of stars) assert.ok(x > 4 && x < 96 && y > 4 && y < 96)
  assert.deepEqual(constellation([]), [])
})

test('neighbours that are all equally alike do not fall into the middle', () => {
  for (const { x, y } of constellation([0.8, 0.8, 0.8])) assert.ok(Math.hypot(x - 50, y - 50) > 10)
})

test('what was matched is told without empty parts', () => {
  assert.equal(
    matchedWords({ library: 1200, catalogue: 0, neither: 3 }),
    'They are 1,200 of music in your library, 3 of music known only from this history.',
  )
  assert.equal(matchedWords({ library: 0, catalogue: 0, neither: 0 }), 'None of them is of music.')
})

test('what was merged is told with whom', () => {
  assert.equal(
    mergedWords({ same: 15, continued: 2, with: [{ format: 'lastfm-json', count: 15 }, { format: 'spotify-extended', count: 2 }] }, 'spotify-extended'), // biome-ignore format: one call
    '17 tell of the same listening as another row and count once: 15 with Last.fm, 2 with rows of its own. 2 of them are parts of a listen that broke off and went on.',
  )
})

test('what a row tells of a listen is said as exactly as it told it', () => {
  const telling: TellingBody = {
    id: 1,
    as: 'same',
    source: { id: 1, label: 'a.json', format: 'spotify-account' },
    alsoIn: [{ id: 2, label: 'b.json', format: 'spotify-account' }],
    title: 'T',
    artist: 'A',
    album: null,
    startedAtMs: new Date('2026-11-21T09:00:00').getTime(),
    endedAtMs: new Date('2026-11-21T09:03:20').getTime(),
    timeTold: 'end',
    precision: 'min',
    msPlayed: 200_000,
    reasonStart: null,
    reasonEnd: null,
    platform: null,
    raw: null,
  }
  assert.equal(tellerName(telling), 'Spotify, account data')
  assert.equal(tellingWords(telling), 'ended 09:03, to the minute; 3:20 played')
  const scrobble = { ...telling, timeTold: 'start', precision: 's', msPlayed: null } as const
  assert.equal(tellingWords(scrobble), 'began 09:00:00, to the second; does not say how long')
})
