// Jellyfin's playback report: music by the server's clock, negative lengths, other people's rows.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import { recognise } from '../recognise.ts'
import type { SourceId } from '../source.ts'
import type { Stretch } from './format.ts'
import { jellyfin } from './jellyfin.ts'

const HEADER = 'DateCreated,UserId,ItemId,ItemType,ItemName,PlaybackMethod,ClientName,DeviceName,PlayDuration'
async function read(lines: string[], set: { zone?: string; accounts?: string[] } = {}) {
  const text = [HEADER, ...lines].join('\n')
  const input: Input = {
    path: 'playback_report.csv',
    sizeBytes: text.length,
    recognised: recognise(Buffer.from(text)),
    read: async function* () {
      yield Buffer.from(text)
    },
  }
  assert.equal(input.recognised.as === 'history' && input.recognised.format.name, 'jellyfin')
  const all: Stretch[] = []
  const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: Date.UTC(2026, 10, 21), zone: 'UTC', siblings: [], ...set }
  for await (const stretch of jellyfin.read(input, context)) all.push(stretch)
  const ignored: Record<string, number> = {}
  for (const one of all) for (const [reason, count] of Object.entries(one.ignored ?? {})) ignored[reason] = (ignored[reason] ?? 0) + count
  return {
    rows: all.flatMap((one) => one.rows),
    refused: all.flatMap((one) => one.refused ?? []),
    ignored,
  }
}
const line = (name: string, seconds: number, set: { type?: string; user?: string; date?: string } = {}) =>
  `${set.date ?? '2024-07-05 20:15:01.1234567'},${set.user ?? 'u1'},i1,${set.type ?? 'Audio'},"${name}",DirectPlay,Finamp,phone,${seconds}`

describe('Jellyfin', () => {
  it('reads the parts of a name, the zone, and lengths below zero', async () => {
    const { rows, ignored } = await read(
      [
        line('Ann - Song (Live) (Album (Deluxe))', 61),
        line('Only a title', -7),
        line('A film', 5000, { type: 'Movie' }),
        line('Not Known - X (Not Known)', 1),
      ],
      { zone: 'Europe/Berlin' },
    )
    assert.deepEqual(
      rows.map((row) => [row.artistName, row.title, row.albumTitle, row.msPlayed, row.startedAtMs]),
      [
        ['Ann', 'Song (Live)', 'Album (Deluxe)', 61_000, Date.UTC(2024, 6, 5, 18, 15, 1, 123)],
        ['', 'Only a title', null, 0, Date.UTC(2024, 6, 5, 18, 15, 1, 123)],
        ['', 'X', null, 1000, Date.UTC(2024, 6, 5, 18, 15, 1, 123)],
      ],
    )
    assert.deepEqual(ignored, { NOT_MUSIC: 1 })
    assert.equal(JSON.parse(rows[1].raw!).seconds, -7)
  })

  it('mixes no two people', async () => {
    const two = [line('A - B (C)', 1), line('A - B (C)', 1, { user: 'u2' }), line('A - D (C)', 1, { user: 'u2' })]
    const asked = await read(two)
    assert.equal(asked.rows.length, 0)
    assert.match(asked.refused[0].message, /2 people: u2 \(2\), u1 \(1\)\. Say whose/)
    const told = await read(two, { accounts: ['U1'] })
    assert.deepEqual([told.rows.length, told.ignored], [1, { OTHER_PERSON: 2 }])
  })

  it('tells what is wrong with a row', async () => {
    const bad = [line('A - B (C)', 1, { date: 'now' }), line('A - B (C)', 1, { date: '1999-01-01 00:00:00' }), line('A - B (C)', 1e9)]
    const { rows, refused } = await read([...bad, line('A - B (C)', 1)])
    const starts = bad.map((_, i) => [HEADER, ...bad.slice(0, i)].join('\n').length + 1)
    assert.deepEqual([rows.length, refused.map((one) => one.where)], [1, starts.map((start, i) => `row ${i + 1}, byte ${start}`)])
    assert.match(refused.map((one) => one.message).join(), /not a date.*before 2002.*more than a week/)
  })
})
