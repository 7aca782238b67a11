// A row of an export, read: what was heard, before it is joined to a track. And how single fields are read, forgiving only where the meaning is plain.

import type { NewListen } from './listen.ts'
import type { ListenerId } from './listener.ts'
import type { SourceId } from './source.ts'

/**
 * What a row says. `identity` tells the event and nothing personal; the row's key is made from it. `trackId` and `rowKey` are filled in later, in
 * place: there may be hundreds of thousands of rows, and none is copied.
 */
export type HeardRow = { -readonly [Name in keyof NewListen]: NewListen[Name] } & { readonly identity: string }

/** What a reader of rows needs to know beside the row. */
export interface RowContext {
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly nowMs: number
  /** The file is named as a history of videos. */
  readonly video: boolean
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
