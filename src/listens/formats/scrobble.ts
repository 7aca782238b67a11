// What rows of scrobbling services have alike: a time in seconds, words, no time played; and how their fields are read.

import { whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, type RefusedRow, readText } from '../heard-row.ts'
import type { Recording } from '../listen.ts'
import type { FormatContext } from './format.ts'

/** What a scrobble says. Times are of the start, unless `timeTold` says otherwise. */
type Scrobble = Omit<Parameters<typeof heardRow>[1], 'identity' | 'title' | 'artistName' | 'albumTitle' | 'msPlayed'> & {
  /** The service: exports of one service share it, so that the same row in two of them is the same row. */
  readonly service: string
  readonly title: unknown
  readonly artistName: unknown
  readonly albumTitle?: unknown
  readonly msPlayed?: number | null
  /** What tells the row beside its time, where names may be edited at the source; artist and title unless said. */
  readonly toldBy?: string
  /** The name of the field of the time, for what is told where it is wrong. */
  readonly timeField: string
}

/** A row of a scrobbling service; refused where its time cannot be or it names nothing. */
export function scrobbleRow(context: FormatContext, told: Scrobble): HeardRow | RefusedRow {
  const { service, timeField, toldBy, ...row } = told
  const impossible = whyImpossible(row.atMs, context.nowMs)
  if (impossible !== null) return { refused: `${timeField} ${impossible}.` }
  const title = readText(row.title).trim()
  const artistName = readText(row.artistName).trim()
  if (title === '' && artistName === '') return { refused: 'The row names neither a title nor an artist.' }
  return heardRow(context, {
    ...row,
    title,
    artistName,
    albumTitle: readText(row.albumTitle).trim() || null,
    msPlayed: row.msPlayed ?? null,
    identity: `${service}|${row.atMs}|${toldBy ?? `${artistName}|${title}`}`,
  })
}

/** A number, or one written as text; null where it is none. */
export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d{1,20}(?:\.\d{1,20})?\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Ms since the epoch from seconds (a number or text); a fault in words where it is none. */
export function readSeconds(value: unknown, name: string): number | RefusedRow {
  const seconds = readNumber(value)
  if (seconds !== null) return Math.round(seconds * 1000)
  return { refused: value === undefined || value === null || value === '' ? `${name} is missing.` : `${name} is not a time.` }
}

/** The length of a track in ms, from a number in a unit of `unitMs`; null where it says none: 0, negative, over a day. */
export function readLength(value: unknown, unitMs: number): number | null {
  const number = readNumber(value)
  const ms = number === null ? 0 : Math.round(number * unitMs)
  return ms > 0 && ms <= 24 * 3_600_000 ? ms : null
}

/** A MusicBrainz id in small letters; null where it is none. */
export const readMbid = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value.trim()) ? value.trim().toLowerCase() : null

/** An ISRC in capitals, without hyphens; null where it is none. */
export const readIsrc = (value: unknown): string | null => {
  const plain = typeof value === 'string' ? value.replace(/[\s-]/g, '').toUpperCase() : ''
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null
}

/** The id of a track on Spotify, from the id, its URI or its address; null where it is none. */
export const readSpotifyId = (value: unknown): string | null =>
  typeof value === 'string'
    ? (/^(?:spotify:track:|https?:\/\/open\.spotify\.com\/(?:[\w-]+\/)?track\/)?([0-9A-Za-z]{22})(?:[?#].*)?$/.exec(value.trim())?.[1] ??
      null)
    : null

/** A recording of what is known of it; undefined where nothing is. */
export function recordingOf(told: Recording): Recording | undefined {
  const known = Object.entries(told).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return known.length === 0 ? undefined : Object.fromEntries(known)
}
