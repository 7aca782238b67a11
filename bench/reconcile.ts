// One listen once over a large history: 230,000 rows of one format, then the account data of the same ten years beside them; CPU time of the
// reconcile alone, its pairs found and its second look. Run: node bench/reconcile.ts [--quick]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#kernel'
import type { ListenerId, NewListen, SourceId } from '#listens'
import { openStores } from '../src/storage/open.ts'
import { accountData, extendedHistory } from '../test/history.ts'
import { atMost } from './bar.ts'

const ROWS = process.argv.includes('--quick') ? 30_000 : 230_000
const MINUTE = 60_000
const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
const stores = openStores(`sqlite:${join(folder, 'deepcut.db')}`, systemClock)
const [{ id: listenerId }] = await stores.listeners.list()

type Row = Pick<NewListen, 'title' | 'artistName' | 'sourceUri' | 'endedAtMs' | 'precision' | 'reasonStart' | 'reasonEnd' | 'offline'> & { readonly msPlayed: number } // biome-ignore format: one line

const rowOf = (row: Row, own: { listenerId: ListenerId; sourceId: SourceId; rowKey: bigint }): NewListen => ({
  kind: 'music',
  trackId: null,
  albumTitle: null,
  startedAtMs: row.endedAtMs - row.msPlayed,
  timeTold: 'end',
  skipped: null,
  shuffle: null,
  incognito: null,
  platform: null,
  country: null,
  ...row,
  ...own,
})

/** Keeps rows as an import does: some thousands at a time, looked at later. */
async function keep(format: string, rows: readonly Row[]): Promise<void> {
  const sourceId = await stores.sources.ensure({ listenerId, label: format, format, synthetic: false, atMs: 0 })
  const side = format === 'spotify-extended' ? 1n << 30n : 0n
  for (let from = 0; from < rows.length; from += 6000) {
    const part = rows.slice(from, from + 6000)
    const keyOf = (row: Row, i: number) => (BigInt(Math.floor(row.endedAtMs / 1000)) << 31n) | side | BigInt(from + i)
    await stores.listens.append(
      part.map((row, i) => rowOf(row, { listenerId, sourceId, rowKey: keyOf(row, i) })),
      { reconcile: false },
    )
  }
}

async function reconciled(): Promise<{ cpuSeconds: number; merged: number }> {
  const before = process.cpuUsage()
  const merged = await stores.listens.reconcile(listenerId, 0, Date.UTC(2030, 0, 1))
  const { user, system } = process.cpuUsage(before)
  return { cpuSeconds: (user + system) / 1e6, merged: merged.length }
}

const history = extendedHistory({ seed: 1, rows: ROWS, fromMs: Date.UTC(2014, 0, 1), toMs: Date.UTC(2024, 0, 1) })
await keep(
  'spotify-extended',
  history.map((row) => ({
    title: row.master_metadata_track_name ?? row.episode_name ?? '',
    artistName: row.master_metadata_album_artist_name ?? row.episode_show_name ?? '',
    sourceUri: row.spotify_track_uri,
    endedAtMs: Date.parse(row.ts),
    msPlayed: row.ms_played,
    precision: 's',
    reasonStart: row.reason_start,
    reasonEnd: row.reason_end,
    offline: row.offline,
  })),
)
const one = await reconciled()
console.log(`${ROWS} rows of one format: ${one.cpuSeconds.toFixed(2)} s of CPU, ${one.merged} merged`)
atMost(0.8, `reconcile ${ROWS} rows of one format (CPU)`, one.cpuSeconds, 's')

const account = accountData(history).music
await keep(
  'spotify-account',
  account.map((row) => ({
    title: row.trackName,
    artistName: row.artistName,
    sourceUri: null,
    endedAtMs: Math.floor(Date.parse(`${row.endTime.replace(' ', 'T')}:00Z`) / MINUTE) * MINUTE,
    msPlayed: row.msPlayed,
    precision: 'min',
    reasonStart: null,
    reasonEnd: null,
    offline: null,
  })),
)
const two = await reconciled()
console.log(`… and ${account.length} of another beside them: ${two.cpuSeconds.toFixed(2)} s of CPU, ${two.merged} merged`)
atMost(5, `reconcile ${ROWS} + ${account.length} rows of two formats (CPU)`, two.cpuSeconds, 's')
const again = await reconciled()
console.log(`… and once more: ${again.cpuSeconds.toFixed(2)} s of CPU, ${again.merged} merged`)
stores.close()
rmSync(folder, { recursive: true, force: true })
