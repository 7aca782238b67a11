// Analyses on SQLite, by content: two files with the same bytes share one.

import {
  ANALYSIS_VERSION,
  type AnalysisOutcome,
  type AnalysisStore,
  packAnalysis,
  type SoundColumns,
  TONICS,
  unpackAnalysis,
  VECTOR_SIZE,
} from '#analysis'
import type { Database } from './database.ts'

interface Row {
  readonly fault_code: string | null
  readonly fault_message: string | null
  readonly vector: Uint8Array | null
  readonly detail: Uint8Array | null
}

interface ColumnRow {
  readonly track_id: number
  readonly tempo_bpm: number | null
  readonly key_tonic: number | null
  readonly key_mode: number | null
  readonly loudness_lufs: number | null
  readonly vector: Uint8Array
}

const COUNTER = 'analyses'

export function sqliteAnalyses(database: Database): AnalysisStore {
  return {
    async put(contentHash, outcome, atMs) {
      database.transaction(() => {
        database.run(
          `INSERT OR REPLACE INTO analyses (content_hash, version, analysed_at_ms, fault_code, fault_message,
             tempo_bpm, key_tonic, key_mode, loudness_lufs, vector, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          contentHash,
          ANALYSIS_VERSION,
          atMs,
          ...valuesOf(outcome),
        )
        database.bump(COUNTER)
      })
    },

    async ofTrack(trackId) {
      const row = database.get<Row>(
        `SELECT fault_code, fault_message, vector, detail FROM analyses JOIN audio_files USING (content_hash)
         WHERE track_id = ? AND version = ? ORDER BY fault_code IS NOT NULL, missing_since_ms IS NOT NULL, audio_files.id LIMIT 1`,
        trackId,
        ANALYSIS_VERSION,
      )
      return row ? outcomeOf(row) : null
    },

    async columns() {
      return readColumns(database)
    },

    async forgetFailures(codes) {
      const marks = codes.map(() => '?').join(', ')
      const { changes } = database.run(`DELETE FROM analyses WHERE fault_code IN (${marks})`, ...codes)
      if (changes > 0) database.bump(COUNTER)
      return changes
    },

    async revision() {
      return database.counter(COUNTER)
    },

    async counts() {
      const row = database.get<{ analysed: number | null; failed: number | null; pending: number | null }>(
        `SELECT sum(version IS NOT NULL AND fault_code IS NULL) AS analysed, sum(fault_code IS NOT NULL) AS failed, sum(version IS NULL) AS pending
         FROM audio_files f LEFT JOIN analyses a ON a.content_hash = f.content_hash AND a.version = ? WHERE f.missing_since_ms IS NULL`,
        ANALYSIS_VERSION,
      )
      return { analysed: row?.analysed ?? 0, failed: row?.failed ?? 0, pending: row?.pending ?? 0 }
    },
  }
}

function valuesOf(outcome: AnalysisOutcome): (null | number | string | Uint8Array)[] {
  if (!outcome.ok) return [outcome.code, outcome.message, null, null, null, null, null, null]
  const { tempo, key, loudness, vector } = outcome.analysis
  return [
    null,
    null,
    tempo?.bpm ?? null,
    key ? TONICS.indexOf(key.tonic as (typeof TONICS)[number]) : null,
    key ? Number(key.mode === 'major') : null,
    loudness.integratedLufs,
    new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
    packAnalysis(outcome.analysis),
  ]
}

function outcomeOf(row: Row): AnalysisOutcome {
  if (row.fault_code !== null) return { ok: false, code: row.fault_code, message: row.fault_message ?? '' }
  return { ok: true, analysis: unpackAnalysis(row.detail!, floats(row.vector!)) }
}

/** A blob as float32, whatever its alignment. */
const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer)

/** One row a track: of several present files the first. Rows of another vector size are passed over until they are analysed again. */
function readColumns(database: Database): SoundColumns {
  const rows = database.all<ColumnRow>(
    `SELECT track_id, tempo_bpm, key_tonic, key_mode, loudness_lufs, vector
     FROM audio_files f JOIN analyses a ON a.content_hash = f.content_hash
     WHERE f.missing_since_ms IS NULL AND a.fault_code IS NULL AND a.version = ? AND length(a.vector) = ?
     GROUP BY track_id HAVING f.id = min(f.id) ORDER BY track_id`,
    ANALYSIS_VERSION,
    VECTOR_SIZE * Float32Array.BYTES_PER_ELEMENT,
  )
  const vectors = new Float32Array(rows.length * VECTOR_SIZE)
  for (let i = 0; i < rows.length; i++) vectors.set(floats(rows[i].vector), i * VECTOR_SIZE)
  const column = (name: 'tempo_bpm' | 'key_tonic' | 'key_mode' | 'loudness_lufs') => Float32Array.from(rows, (row) => row[name] ?? NaN)
  return {
    count: rows.length,
    trackIds: Int32Array.from(rows, (row) => row.track_id),
    vectors,
    size: VECTOR_SIZE,
    tempoBpm: column('tempo_bpm'),
    key: column('key_tonic'),
    mode: column('key_mode'),
    loudnessLufs: column('loudness_lufs'),
  }
}
