// Apple Media Services: "Apple Music Play Activity.csv", some 145 columns wide, a row for each time playing stopped, without an artist.
// Rows become listens in apple-segments.ts, artists come from other files of the export (apple-artists.ts). Quirks: docs/guide/apple-music.md.

import { parseTime, whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, readText, readWord } from '../heard-row.ts'
import type { Input } from '../input.ts'
import { type ArtistsOfTitles, artistsOfTitles } from './apple-artists.ts'
import { heardMs, type Segment, type SegmentTraits, type Stitched, stitch } from './apple-segments.ts'
import { csvColumns, hasColumns } from './csv-columns.ts'
import type { Format, FormatContext, Stretch } from './format.ts'

export const appleMusic: Format = {
  name: 'apple-music',
  title: 'Apple Music, play activity',
  recognises: ({ text }) =>
    hasColumns(text, ['Play Duration Milliseconds', 'End Reason Type']) &&
    hasColumns(text, ['Event End Timestamp']) &&
    (hasColumns(text, ['Song Name']) || hasColumns(text, ['Content Name'])),
  read: readActivity,
}

const COLUMNS = [
  'Event Type', 'Song Name', 'Content Name', 'Artist Name', 'Container Artist Name', 'Album Name', 'Container Album Name', 'Event End Timestamp',
  'Event Received Timestamp', 'Play Duration Milliseconds', 'Media Duration In Milliseconds', 'End Reason Type', 'Media Type', 'Item Type',
  'Container Origin Type', 'Device Identifier', 'Device Type', 'Device OS Name', 'Client Platform', 'Feature Name', 'ISO Country', 'Offline',
  'Shuffle Play',
] as const // biome-ignore format: a list
type Column = (typeof COLUMNS)[number]

/** Personal columns of these files; none of them is ever read. */
const PERSONAL =
  /^(?:apple id number|client ip address|device identifier|ip (?:city|latitude|longitude|region code)|age bucket|client device name|.*client id|house id|carrier name)$/i

/** Segments held at once; beyond, they are stitched in parts, which costs a seam at most. */
const SEGMENTS_MAX = 400_000
const LISTENS_A_STRETCH = 2000

async function* readActivity(input: Input, context: FormatContext): AsyncGenerator<Stretch> {
  const read = rowReader(context)
  let dropped: readonly string[] = []
  const onHeader = (names: readonly string[]) => {
    dropped = names.filter((name) => PERSONAL.test(name.trim()))
  }
  let segments: Segment[] = []
  for await (const { rows, numbers, offsets, bad } of csvColumns(input.read(), COLUMNS, onHeader)) {
    const refused = [...bad]
    const ignored: Record<string, number> = {}
    for (let i = 0; i < rows.length; i++) {
      const segment = read(rows[i])
      if ('ignoredAs' in segment) ignored[segment.ignoredAs] = (ignored[segment.ignoredAs] ?? 0) + 1
      else if ('refused' in segment) refused.push({ where: `row ${numbers[i]}, byte ${offsets[i]}`, message: segment.refused })
      else segments.push(segment)
    }
    yield { rows: [], refused, ignored, dropped }
    if (segments.length >= SEGMENTS_MAX) {
      yield* listensOf(segments, context)
      segments = []
    }
  }
  yield* listensOf(segments, context)
}

/** The listens of segments, some at a time. Segments that another one's listen tells count as STITCHED, so that every row is accounted for. */
async function* listensOf(segments: Segment[], context: FormatContext): AsyncGenerator<Stretch> {
  const listens = stitch(segments)
  const nameless = listens.filter(([{ artistName }]) => artistName === '').map(([{ title }]) => title)
  const artists = await artistsOfTitles(nameless.length === 0 ? [] : context.siblings, new Set(nameless))
  for (let from = 0; from < listens.length; from += LISTENS_A_STRETCH) {
    const part = listens.slice(from, from + LISTENS_A_STRETCH)
    const stitched = part.reduce((sum, { length }) => sum + length - 1, 0)
    yield { rows: part.map((one) => listenOf(one, artists, context)), ...(stitched > 0 ? { ignored: { STITCHED: stitched } } : {}) }
  }
}

/** Apple's words for an end in those of the rules (rules.ts); Apple's own stay beside, in `raw`. */
const REASONS: Readonly<Record<string, string>> = {
  NATURAL_END_OF_TRACK: 'trackdone',
  TRACK_SKIPPED_FORWARDS: 'fwdbtn',
  TRACK_SKIPPED_BACKWARDS: 'backbtn',
  MANUALLY_SELECTED_PLAYBACK_OF_A_DIFF_ITEM: 'clickrow',
  PLAYBACK_MANUALLY_PAUSED: 'paused',
  PLAYBACK_SUSPENDED: 'suspended',
  EXITED_APPLICATION: 'logout',
  FAILED_TO_LOAD: 'trackerror',
}

function listenOf(segments: Stitched, artists: ArtistsOfTitles, context: FormatContext): HeardRow {
  const [first] = segments
  const last = segments[segments.length - 1]
  const { title, albumTitle, traits, endedAtMs } = last
  const raw: Record<string, unknown> = { endReason: last.reason }
  if (segments.length > 1) raw['segments'] = segments.map((one) => [one.endedAtMs, one.playedMs, one.reason])
  else if (last.playedMs < 0 || last.reason === 'SCRUB_END') raw['playedMs'] = last.playedMs
  if (traits.feature !== null) raw['feature'] = traits.feature
  const row = heardRow(context, {
    kind: traits.video ? 'video' : 'music',
    title,
    artistName: first.artistName || artists.artistOf(title, albumTitle, endedAtMs),
    albumTitle: albumTitle || null,
    atMs: endedAtMs,
    timeTold: 'end',
    precision: traits.precise ? 'ms' : 's',
    msPlayed: segments.reduce((sum, segment) => sum + heardMs(segment), 0),
    reasonEnd: REASONS[last.reason] ?? (last.reason === '' ? null : last.reason.toLowerCase()),
    offline: traits.offline,
    shuffle: traits.shuffle,
    platform: traits.platform,
    country: traits.country,
    raw: JSON.stringify(raw).slice(0, 4000),
    recording: { durationMs: traits.mediaMs },
    // Neither the artist (found or not) nor the length nor the device.
    identity: `apple-music|${endedAtMs}|${title}|${albumTitle}`,
  })
  // With its pauses: it began when its first segment did.
  row.startedAtMs = Math.min(row.startedAtMs, first.endedAtMs - heardMs(first))
  return row
}

type RowSegment = Segment | { readonly refused: string } | { readonly ignoredAs: string }

/** Makes the function that reads one row. Texts and traits that come again are one object, for there are hundreds of thousands of rows. */
function rowReader(context: FormatContext): (cells: readonly string[]) => RowSegment {
  const place = Object.fromEntries(COLUMNS.map((name, at) => [name, at])) as Record<Column, number>
  const texts = new Map<string, string>()
  const same = (text: string) => {
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return known ?? text
  }
  const traits = new Map<string, SegmentTraits>()
  return (cells) => {
    const cell = (name: Column) => cells[place[name]]
    const ignoredAs = whyIgnored(cell)
    if (ignoredAs !== null) return { ignoredAs }
    const title = readText(cell('Song Name') || cell('Content Name')).trim()
    if (title === '') return { ignoredAs: 'NO_TITLE' }
    const told = cell('Event End Timestamp') || cell('Event Received Timestamp')
    const endedAtMs = parseTime(told)
    if (endedAtMs === null) return { refused: told === '' ? 'Event End Timestamp is missing.' : 'Event End Timestamp is not a date.' }
    const impossible = whyImpossible(endedAtMs, context.nowMs)
    if (impossible !== null) return { refused: `Event End Timestamp ${impossible}.` }
    const playedMs = Number(cell('Play Duration Milliseconds').trim() || Number.NaN)
    if (!Number.isFinite(playedMs)) return { refused: 'Play Duration Milliseconds is missing or not a number.' }
    const own = traitsOf(cell, told.includes('.'))
    const key = Object.values(own).join('|')
    if (!traits.has(key)) traits.set(key, own)
    return {
      title: same(title),
      albumTitle: same(readText(cell('Album Name') || cell('Container Album Name')).trim()),
      artistName: same(readText(cell('Artist Name') || cell('Container Artist Name')).trim()),
      device: same(cell('Device Identifier') || cell('Device Type')),
      endedAtMs,
      playedMs: Math.round(playedMs),
      reason: same(cell('End Reason Type').trim().toUpperCase().slice(0, 60)),
      traits: traits.get(key)!,
    }
  }
}

/** Rows that are no playback of a track, by the word of the report; null for those that are. A file without event types is all playback. */
function whyIgnored(cell: (name: Column) => string): string | null {
  const event = cell('Event Type')
  if (event !== '' && event !== 'PLAY_END') return /^[A-Z_]{1,30}$/.test(event) ? event : 'NOT_PLAY_END'
  const item = cell('Item Type')
  if (/^(?:AUDIO_|VIDEO_)?AD$/.test(item)) return 'ADVERTISEMENT'
  if (cell('Container Origin Type') === 'STREAM_RADIO_STATION' || item === 'STREAM_RADIO_STATION' || item === 'STREAM')
    return 'RADIO_STATION'
  const nothing = Number(cell('Play Duration Milliseconds')) === 0 || cell('Media Duration In Milliseconds').trim() === '0'
  if (nothing && item !== '' && item !== 'ITUNES_STORE_CONTENT') return 'NOTHING_PLAYED'
  return null
}

function traitsOf(cell: (name: Column) => string, precise: boolean): SegmentTraits {
  const media = Number(cell('Media Duration In Milliseconds').trim() || Number.NaN)
  const flag = (name: Column) => {
    const text = cell(name).toUpperCase()
    return /^(?:TRUE|1|SHUFFLE_ON|ON)$/.test(text) ? true : /^(?:FALSE|0|SHUFFLE_OFF|OFF)$/.test(text) ? false : null
  }
  return {
    precise,
    video: cell('Media Type') === 'VIDEO',
    offline: flag('Offline'),
    shuffle: flag('Shuffle Play'),
    country: readWord(cell('ISO Country').trim()),
    platform: readWord((cell('Device OS Name') || cell('Device Type') || cell('Client Platform')).trim()),
    mediaMs: media > 0 && media < 86_400_000 ? Math.round(media) : null,
    feature: readWord(cell('Feature Name').split(' / ', 1)[0].trim()),
  }
}
