// A row of an export, read: what was heard, before it is joined to a track. And how single fields are read, forgiving only where the meaning is plain.

import type { FormatContext } from './formats/format.ts'
import type { NewListen } from './listen.ts'

/**
 * What a row says. `identity` tells the event and nothing personal; the row's key is made from it. `trackId` and `rowKey` are filled in later, in
 * place: there may be hundreds of thousands of rows, and none is copied.
 */
export type HeardRow = { -readonly [Name in keyof NewListen]: NewListen[Name] } & { readonly identity: string }

/** What a row must say; all else may be left out. */
type Told = Pick<HeardRow, 'title' | 'artistName' | 'identity'> &
  Partial<Omit<HeardRow, 'title' | 'artistName' | 'identity' | 'startedAtMs' | 'endedAtMs' | 'msPlayed' | 'listenerId' | 'sourceId'>> & {
    /** The time the source's clock told, of the end named in `timeTold` ('start' unless said). */
    readonly atMs: number
    readonly msPlayed: number | null
  }

/** A row from what a source tells: the other end of the playback is reckoned from the time played. */
export function heardRow(context: Pick<FormatContext, 'listenerId' | 'sourceId'>, told: Told): HeardRow {
  const { atMs, timeTold = 'start', msPlayed } = told
  const lengthMs = msPlayed ?? 0
  return {
    listenerId: context.listenerId,
    sourceId: context.sourceId,
    rowKey: 0n,
    kind: told.kind ?? 'music',
    trackId: null,
    title: told.title,
    artistName: told.artistName,
    albumTitle: told.albumTitle ?? null,
    sourceUri: told.sourceUri ?? null,
    startedAtMs: timeTold === 'start' ? atMs : atMs - lengthMs,
    endedAtMs: timeTold === 'start' ? atMs + lengthMs : atMs,
    precision: told.precision ?? 's',
    timeTold,
    msPlayed,
    reasonStart: told.reasonStart ?? null,
    reasonEnd: told.reasonEnd ?? null,
    skipped: told.skipped ?? null,
    shuffle: told.shuffle ?? null,
    offline: told.offline ?? null,
    incognito: told.incognito ?? null,
    platform: told.platform ?? null,
    country: told.country ?? null,
    offlineAtMs: told.offlineAtMs ?? null,
    raw: told.raw ?? null,
    recording: told.recording,
    identity: told.identity,
  }
}

/** A row that cannot be kept, and why. */
export interface RefusedRow {
  readonly refused: string
}

export const isRefused = (row: HeardRow | RefusedRow): row is RefusedRow => 'refused' in row

/** Longer than a week without a break is no playback but a broken number. */
const MS_PLAYED_MAX = 7 * 24 * 3600 * 1000

/** Played time in ms: a number, or one written as text. A fault in words where it is missing, negative or absurd: then the row says nothing. */
export function readPlayedMs(value: unknown, name: string): number | RefusedRow {
  const ms = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value
  if (typeof ms !== 'number' || !Number.isFinite(ms))
    return { refused: value === undefined ? `${name} is missing.` : `${name} is not a number.` }
  if (ms < 0) return { refused: `${name} is negative (${ms}).` }
  if (ms > MS_PLAYED_MAX) return { refused: `${name} is more than a week (${ms} ms).` }
  return Math.round(ms)
}

/** Titles and names longer than this are cut. */
const TEXT_MAX = 2000
export const readText = (value: unknown): string =>
  typeof value === 'string' ? (value.length > TEXT_MAX ? value.slice(0, TEXT_MAX) : value) : ''
export const readWord = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : null)
export const readFlag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
