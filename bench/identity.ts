// Identity: 300,000 distinct recordings told as a history tells them, a fifth of them again in other words, joined into tracks in an empty store on
// disk; beside it, as a measure of the machine, the plain insert of the same rows. Then names made to hurt. Run: node bench/identity.ts [--quick]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { seededRandom, systemClock } from '#kernel'
import type { Sighting } from '#library'
import { Database } from '../src/storage/sqlite/database.ts'
import { sqliteLibrary } from '../src/storage/sqlite/library.ts'
import { atMost } from './bar.ts'

const QUICK = process.argv.includes('--quick')
const TRACKS = QUICK ? 20_000 : 300_000
const ARTISTS = TRACKS / 10
const BATCH = 6000
const HOSTILE = QUICK ? 2000 : 10_000

const random = seededRandom('identity-bench')
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)]
const SYLLABLES = [
  'ka',
  'lo',
  'mi',
  'ren',
  'sta',
  'vo',
  'tu',
  'bel',
  'da',
  'shi',
  'or',
  'an',
  'el',
  'fro',
  'gla',
  'hu',
  'ik',
  'jo',
  'que',
  'zy',
]
const word = () => Array.from({ length: 2 + Math.floor(random.next() * 2) }, () => pick(SYLLABLES)).join('')
const name = (wordsMax: number) => {
  const words = Array.from({ length: 1 + Math.floor(random.next() * wordsMax) }, word)
  return words.map((part) => part[0].toUpperCase() + part.slice(1)).join(' ')
}

/** The same recording in the words of another source. */
const REWORDINGS: readonly ((sighting: Sighting) => Partial<Sighting>)[] = [
  ({ title }) => ({ title: title.toUpperCase() }),
  ({ title }) => ({ title: `${title} - 2011 Remaster` }),
  ({ title }) => ({ title: `${title} (feat. ${name(2)})` }),
  ({ title }) => ({ title: `${title} [Official Video]`, albumTitle: null, albumArtistName: null }),
  ({ artistNames }) => ({ artistNames: [`The ${artistNames[0]}`] }),
  ({ artistNames }) => ({ artistNames: [`${artistNames[0]} feat. ${name(2)}`] }),
]

function sightings(): Sighting[] {
  const artists = Array.from({ length: ARTISTS }, (_, i) => `${name(2)} ${i.toString(36)}`)
  const told: Sighting[] = []
  for (let i = 0; i < TRACKS; i++) {
    const artist = artists[i % ARTISTS]
    const albumTitle = `${name(3)} ${(i % ARTISTS) + Math.floor(i / ARTISTS / 5)}`
    told.push({
      title: `${name(3)} ${i.toString(36)}`,
      artistNames: [artist],
      albumTitle,
      albumArtistName: artist,
      spotifyId: `id${i.toString(36).padStart(20, '0')}`,
    })
  }
  const again = told.filter(() => random.next() < 0.2).map((sighting) => ({ ...sighting, spotifyId: null, ...pick(REWORDINGS)(sighting) }))
  return [...told, ...again]
}

interface Reached {
  readonly seconds: number
  /** User and system time: what it costs, however busy the machine is. */
  readonly cpuSeconds: number
  readonly tracks: number
  readonly settleSeconds: number
  readonly reviewSeconds: number
  readonly waiting: number
}

/** User and system time in seconds. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

async function inBatches(rows: readonly Sighting[], path: string): Promise<Reached> {
  const database = new Database(path)
  const stores = sqliteLibrary(database, systemClock)
  const startMs = performance.now()
  const cpuSeconds = await processorTime(async () => {
    for (let at = 0; at < rows.length; at += BATCH) await stores.tracks.identify(rows.slice(at, at + BATCH), 'history')
  })
  const seconds = (performance.now() - startMs) / 1000
  const settleSeconds = await processorTime(() => stores.identity.settle())
  const reviewSeconds = await processorTime(() => stores.identity.review({ countMax: 20 }))
  const { total: waiting } = await stores.identity.review({ countMax: 0 })
  const { tracks } = await stores.tracks.counts()
  database.close()
  return { seconds, cpuSeconds, tracks, settleSeconds, reviewSeconds, waiting }
}

/** The same rows into one table with one index, prepared, in the same transactions: what the disk and the driver cost alone. */
function plainly(rows: readonly Sighting[], path: string): number {
  const database = new DatabaseSync(path)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE t (a TEXT, b TEXT, c TEXT, d TEXT); CREATE INDEX i ON t (a, b)',
  )
  const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?, ?)')
  const startMs = performance.now()
  for (let at = 0; at < rows.length; at += BATCH) {
    database.exec('BEGIN')
    for (const row of rows.slice(at, at + BATCH)) insert.run(row.artistNames[0], row.title, row.albumTitle ?? null, row.spotifyId ?? null)
    database.exec('COMMIT')
  }
  const seconds = (performance.now() - startMs) / 1000
  database.close()
  return seconds
}

const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
try {
  const rows = sightings()
  const plainSeconds = plainly(rows, join(folder, 'plain.db'))
  const { seconds, cpuSeconds, tracks, settleSeconds, reviewSeconds, waiting } = await inBatches(rows, join(folder, 'a.db'))
  if (tracks !== TRACKS) throw new Error(`${rows.length} sightings of ${TRACKS} recordings gave ${tracks} tracks`)
  // Every second length is another recording: none may be joined, and each must be looked for among all the others.
  const oneName = Array.from({ length: HOSTILE }, (_, i) => ({ title: 'Intro', artistNames: ['Nobody'], durationMs: 20_000 + i * 20_000 }))
  const manyArtists = Array.from({ length: HOSTILE }, (_, i) => ({ title: 'Intro', artistNames: [`Nobody ${i}`] }))
  const oneArtist = Array.from({ length: HOSTILE }, (_, i) => ({ title: `Take ${i}`, artistNames: ['Nobody'] }))
  const plain = Array.from({ length: HOSTILE }, (_, i) => ({ title: `Take ${i}`, artistNames: [`Nobody ${i}`] }))
  const tame = await inBatches(plain, join(folder, 'b.db'))
  const hostile: Record<string, number> = {}
  for (const [what, list] of Object.entries({ oneName, manyArtists, oneArtist })) {
    const { cpuSeconds: hurt, settleSeconds: settled, reviewSeconds: looked } = await inBatches(list, join(folder, `${what}.db`))
    hostile[what] = (hurt + settled + looked) / (tame.cpuSeconds + tame.settleSeconds + tame.reviewSeconds)
  }
  console.table({
    sightings: rows.length,
    tracks,
    seconds: Number(seconds.toFixed(2)),
    'seconds of processor time': Number(cpuSeconds.toFixed(2)),
    'seconds of processor time, settling': Number(settleSeconds.toFixed(2)),
    'seconds of processor time, first look for pairs': Number(reviewSeconds.toFixed(2)),
    'pairs that wait': waiting,
    'seconds, plain inserts': Number(plainSeconds.toFixed(2)),
    'times plain inserts': Number((seconds / plainSeconds).toFixed(2)),
    'sightings a second': Math.round(rows.length / seconds),
    ...Object.fromEntries(Object.entries(hostile).map(([what, times]) => [`${HOSTILE} ${what}, times the tame`, Number(times.toFixed(2))])),
  })
  atMost(60, `${TRACKS} distinct tracks identified, processor time`, cpuSeconds, 's')
  atMost(8, `${HOSTILE} tracks of one name or one artist, against as many of different names`, Math.max(...Object.values(hostile)), 'times')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
