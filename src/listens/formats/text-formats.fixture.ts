// For the tests of readers: a sample of each format as it really looks, and how one is read.

import assert from 'node:assert/strict'
import type { HeardRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import { recognise } from '../recognise.ts'
import type { SourceId } from '../source.ts'
import type { Stretch, ToldFeedback } from './format.ts'
import { FORMATS } from './formats.ts'

export const NOW_MS = Date.UTC(2026, 10, 21)

/** A file in memory, given in chunks of `chunkBytes`. */
export function inputOf(content: string | Buffer, path = 'export', chunkBytes = 1 << 16): Input {
  const bytes = Buffer.from(content)
  return {
    path,
    sizeBytes: bytes.length,
    recognised: recognise(bytes.subarray(0, 64 * 1024), path),
    read: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
    },
  }
}

export interface ReadFile {
  readonly format: string
  readonly rows: HeardRow[]
  readonly refused: { readonly where: string; readonly message: string }[]
  readonly ignored: Record<string, number>
  readonly feedback: ToldFeedback[]
  readonly dropped: string[]
}

/** All that a file gives, read by the format that recognises it. */
export async function readFile(
  content: string | Buffer,
  { zone = 'UTC', chunkBytes, siblings = [] }: { zone?: string; chunkBytes?: number; siblings?: readonly Input[] } = {},
): Promise<ReadFile> {
  const input = inputOf(content, 'export', chunkBytes)
  assert.equal(input.recognised.as, 'history', JSON.stringify(input.recognised))
  assert.ok(input.recognised.as === 'history')
  const { format } = input.recognised
  const stretches: Stretch[] = []
  const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: NOW_MS, zone, siblings }
  for await (const stretch of format.read(input, context)) stretches.push(stretch)
  const ignored: Record<string, number> = {}
  for (const stretch of stretches)
    for (const [reason, count] of Object.entries(stretch.ignored ?? {})) ignored[reason] = (ignored[reason] ?? 0) + count
  return {
    format: format.name,
    rows: stretches.flatMap((stretch) => stretch.rows),
    refused: stretches.flatMap((stretch) => stretch.refused ?? []),
    ignored,
    feedback: stretches.flatMap((stretch) => stretch.feedback ?? []),
    dropped: [...new Set(stretches.flatMap((stretch) => stretch.dropped ?? []))],
  }
}

/** What a row says, in short: start, artist, title, album. */
export const toldBy = (rows: readonly HeardRow[]) =>
  rows.map((row) => [new Date(row.startedAtMs).toISOString(), row.artistName, row.title, row.albumTitle])

/** The names of all formats that say a file is theirs. */
export function claimants(content: string | Buffer): string[] {
  const bytes = Buffer.from(content)
  const names: string[] = []
  // Asked one by one, each as if it were the only one there.
  for (const format of FORMATS) {
    const text = bytes.toString('utf8').replace(/^\ufeff/, '')
    const jsonKeys = new Set(
      /^\s*[[{]/.test(text) ? [...text.slice(0, 8192).matchAll(/"([A-Za-z_]{1,40})"\s*:/g)].map((match) => match[1]) : [],
    )
    if (format.recognises({ bytes, text, path: 'export', jsonKeys })) names.push(format.name)
  }
  return names
}

const AT_S = 1_577_836_800
const json = (value: unknown): string => JSON.stringify(value)
const named = (alias: string) => ({ aliases: [{ alias, source: 'Canonical', is_primary: true }] })

/** A small file of each format, by its name. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'spotify-extended': json([{ ts: '2020-01-01T00:00:00Z', platform: 'x', ms_played: 1 }]),
  'spotify-account': json([{ endTime: '2020-01-01 00:00', artistName: 'A', trackName: 'T', msPlayed: 1 }]),
  'youtube-json': json([
    {
      header: 'YouTube Music',
      title: 'Watched T',
      titleUrl: 'https://music.youtube.com/watch?v=dQw4w9WgXcQ',
      subtitles: [{ name: 'A - Topic', url: 'https://www.youtube.com/channel/c' }],
      time: '2020-01-01T00:00:00.123Z',
      products: ['YouTube'],
      activityControls: ['YouTube watch history'],
    },
  ]),
  'youtube-html':
    '<html><head><style>.mdl-grid{}</style></head><body><div class="mdl-grid"><div class="outer-cell mdl-cell"><div class="header-cell"><p>YouTube Music<br></p></div><div class="content-cell mdl-typography--body-1">Watched&nbsp;<a href="https://music.youtube.com/watch?v=dQw4w9WgXcQ">T</a><br><a href="https://www.youtube.com/channel/c">A - Topic</a><br>Jan 1, 2020, 12:00:00\u202fAM UTC<br></div></div></div></body></html>',
  listenbrainz: `${json({ listened_at: AT_S, inserted_at: AT_S, track_metadata: { track_name: 'T', artist_name: 'A', recording_msid: 'm', mbid_mapping: null, additional_info: {} } })}\n`,
  'listenbrainz-feedback': `${json({ recording_msid: 'm', recording_mbid: null, score: 1, created: AT_S })}\n`,
  koito: json({
    version: '1',
    exported_at: '2025-06-18T12:56:53Z',
    user: 'me',
    listens: [{ listened_at: '2020-01-01T00:00:00Z', client: 'x', track: { mbid: null, duration: 0, ...named('T') }, album: named('B'), artists: [named('A')] }],
  }),
  maloja: json({
    maloja: { export_time: AT_S },
    scrobbles: [{ time: AT_S, track: { artists: ['A'], title: 'T', album: null, length: null }, duration: null, origin: 'client:x' }],
  }),
  'lastfm-json': json([
    { track: [{ artist: { mbid: '', '#text': 'A' }, album: { mbid: '', '#text': 'B' }, name: 'T', mbid: '', url: '', image: [], date: { uts: `${AT_S}`, '#text': '01 Jan 2020, 00:00' } }], '@attr': { user: 'me', page: '1' } },
  ]),
  'lastfm-stats-json': json({ username: 'me', scrobbles: [{ track: 'T', artist: 'A', album: 'B', albumId: 'b', date: AT_S * 1000 }] }),
  'lastfm-ghan-csv': `uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"${AT_S}","01 Jan 2020, 00:00","A","","B","","T",""\n`,
  'lastfm-to-csv': 'A,B,T,01 Jan 2020 00:00\n',
  'lastfm-stats-csv': `\ufeffArtist;Album;AlbumId;Track;Date#me\n"A";"B";"b";"T";"${AT_S * 1000}"\n`,
  'scrobbler-log': `#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox x $Revision$\nA\tB\tT\t1\t200\tL\t${AT_S}\t\n`,
  'pano-jsonl': `${json({ timeHuman: 'x', timeMs: AT_S * 1000, artist: 'A', track: 'T', album: 'B', albumArtist: 'A', durationMs: 200_000, mediaPlayerPackage: 'p', mediaPlayerName: 'P', event: 'scrobble' })}\n`,
  'pano-csv': `timeHuman,timeMs,artist,track,album,albumArtist,durationMs,mediaPlayerPackage,mediaPlayerName,event\nx,${AT_S * 1000},A,T,B,A,200000,p,P,scrobble\n`,
  librefm: `# a comment\n+ACM- another,,,\nArtist,Track,Album,Time\nA,T,B,${AT_S}\n`,
} // biome-ignore format: a table
