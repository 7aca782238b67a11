// Which contents wait for analysis, and which files failed.

import { type DueColumns, DueRows, type FailedFile } from '#analysis'
import type { TrackId } from '#library'
import type { Database } from './database.ts'

/** The ids of the versions that are up to date, and of the decoding that a failure is final for. */
export interface Due {
  readonly wholeId: number
  readonly failedId: number
}

interface DueRow {
  readonly content_hash: string
  readonly id: number
  readonly track_id: number
  readonly duration_ms: number | null
  readonly size_bytes: number
  readonly codec: string
  /** Null where there is nothing to build on. */
  readonly whole: number | null
  readonly versions_id: number | null
}

const PAGE = 5000
const WAITING = `SELECT f.content_hash, min(f.id) AS id, f.track_id, f.duration_ms, f.size_bytes, f.codec, a.whole, a.versions_id
  FROM audio_files f LEFT JOIN analyses a ON a.content_hash = f.content_hash
  WHERE f.content_hash > ? AND f.missing_since_ms IS NULL AND (a.content_hash IS NULL
    OR CASE WHEN a.fault_code IS NULL THEN a.whole = 0 OR a.versions_id <> ? ELSE a.versions_id <> ? END)
  GROUP BY f.content_hash ORDER BY f.content_hash LIMIT ${PAGE}`

/** Read page by page: between two pages the server gets to answer. */
export async function dueColumns(database: Database, { wholeId, failedId }: Due): Promise<DueColumns> {
  const rows = new DueRows()
  const versions = new Map(
    database.all<{ id: number; versions: string }>('SELECT id, versions FROM analysis_versions').map((row) => [row.id, row.versions]),
  )
  for (let after = ''; ; ) {
    const page = database.all<DueRow>(WAITING, after, wholeId, failedId)
    for (const { id, track_id, duration_ms, size_bytes, codec, whole, versions_id } of page) {
      rows.add(
        { fileId: id, trackId: track_id, seconds: duration_ms === null ? NaN : duration_ms / 1000, sizeBytes: size_bytes, codec },
        whole === null ? '' : `${whole} ${versions_id}`,
        () => ({
          extent: whole === null ? null : whole === 1 ? 'whole' : 'excerpt',
          versions: whole === null ? {} : versionsOf(versions.get(versions_id!) ?? ''),
        }),
      )
    }
    if (page.length < PAGE) return rows.columns()
    after = page[page.length - 1].content_hash
    await new Promise(setImmediate)
  }
}

const versionsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split(':')),
  )

/** Latest first. */
export function failedFiles(database: Database, countMax: number): FailedFile[] {
  const rows = database.all<{ track_id: number; path: string; fault_code: string; fault_message: string | null; analysed_at_ms: number }>(
    `SELECT f.track_id, f.path, fault_code, fault_message, analysed_at_ms
     FROM analyses a JOIN audio_files f ON f.content_hash = a.content_hash AND f.missing_since_ms IS NULL
     WHERE fault_code IS NOT NULL ORDER BY analysed_at_ms DESC, f.id LIMIT ?`,
    countMax,
  )
  return rows.map((row) => ({
    trackId: row.track_id as TrackId,
    path: row.path,
    code: row.fault_code,
    message: row.fault_message ?? '',
    atMs: row.analysed_at_ms,
  }))
}
