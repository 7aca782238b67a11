// .scrobbler.log, as Rockbox and other players without a network write it (AUDIOSCROBBLER/1.0 and 1.1): tab-separated, a header of three lines.

import type { HeardRow, RefusedRow } from '../heard-row.ts'
import { readWord } from '../heard-row.ts'
import { wallTimeMs } from '../wall-time.ts'
import type { Format, FormatContext } from './format.ts'
import { readLength, readMbid, readNumber, recordingOf, scrobbleRow } from './scrobble.ts'
import { stretchOf } from './stretch.ts'
import { LINE_TOO_LONG, textLines } from './text-lines.ts'

export const scrobblerLog: Format = {
  name: 'scrobbler-log',
  title: '.scrobbler.log (Rockbox and others)',
  recognises: ({ text }) => /^\s*#AUDIOSCROBBLER\/1\./.test(text),
  read: async function* (input, context) {
    const log: Log = { zone: context.zone, client: null }
    for await (const { firstNumber, texts } of textLines(input.read()))
      yield stretchOf(
        texts.length,
        (index) => readLine(texts[index], log, context),
        (index) => `line ${firstNumber + index}`,
        [],
        new Set(),
      )
  },
}

/** What the header says; logs that were put together have several. */
interface Log {
  zone: string
  client: string | null
}

function readLine(line: string | null, log: Log, context: FormatContext) {
  if (line === null) return { refused: LINE_TOO_LONG }
  if (line.trim() === '') return null
  if (!line.startsWith('#')) return readTrack(line.split('\t'), log, context)
  const header = line.trim()
  // A device without a notion of zones writes what its clock shows as if it were UTC.
  if (header.startsWith('#TZ/')) log.zone = header === '#TZ/UTC' ? 'UTC' : context.zone
  if (header.startsWith('#CLIENT/'))
    log.client = readWord(
      header
        .slice('#CLIENT/'.length)
        .replace(/\s*\$Revision.*$/, '')
        .trim(),
    )
  return null
}

/** artist, album, title, number, length in seconds, rating (L listened, S skipped), start, MusicBrainz id (1.1). */
function readTrack(cells: readonly string[], log: Log, context: FormatContext): HeardRow | RefusedRow {
  if (cells.length < 7) return { refused: `The line has ${cells.length} columns; at least seven were expected.` }
  const [artist, album, title, trackNumber, length, rating, timestamp, id = ''] = cells
  const seconds = readNumber(timestamp)
  if (seconds === null) return { refused: 'The timestamp is not a time.' }
  const mark = rating.trim().toUpperCase()
  if (mark !== 'L' && mark !== 'S') return { refused: 'The rating is neither L (listened) nor S (skipped).' }
  const recordingMbid = readMbid(id)
  const row = scrobbleRow(context, {
    service: 'scrobbler-log',
    timeField: 'The timestamp',
    atMs: wallTimeMs(seconds * 1000, log.zone),
    title,
    artistName: /^<untagged>$/i.test(artist.trim()) ? '' : artist,
    albumTitle: /^<untagged>$/i.test(album.trim()) ? '' : album,
    skipped: mark === 'S',
    platform: log.client,
    sourceUri: recordingMbid === null ? null : `mbid:${recordingMbid}`,
    recording: recordingOf({ recordingMbid, durationMs: readLength(length, 1000) }),
    raw: readNumber(trackNumber) ? JSON.stringify({ track_number: Number(trackNumber) }) : null,
  })
  return row
}
