// Analyses on SQLite, by content: two files with the same bytes share one.

import {
  type Analysis,
  type AnalysisOutcome,
  type AnalysisStore,
  CURRENT,
  packAnalysis,
  type SoundColumns,
  TONICS,
  unpackAnalysis,
  VECTOR_SIZE,
  versionsText,
} from '#analysis'
import { type Due, dueColumns, failedFiles } from './analysis-due.ts'
import type { Database, SqlValue } from './database.ts'

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
  readonly energy: number | null
  readonly valence: number | null
  readonly vector: Uint8Array
}

const COUNTER = 'analyses'
const VECTOR_BYTES = VECTOR_SIZE * Float32Array.BYTES_PER_ELEMENT
const OUTCOME = `SELECT fault_code, fault_message, vector, detail FROM analyses a LEFT JOIN analysis_details d ON d.content_hash = a.content_hash`

/** `current`: what an analysis carries that is up to date. */
export function sqliteAnalyses(database: Database, current: typeof CURRENT = CURRENT): AnalysisStore {
  const due = (): Due => ({ wholeId: versionsId(database, current.whole), failedId: versionsId(database, current.decoding) })
  return {
    async put(contentHash, outcome, atMs) {
      database.transaction(() => {
        write(database, contentHash, outcome, atMs, outcome.ok ? versionsText(outcome.analysis.versions) : current.decoding)
        database.bump(COUNTER)
      })
    },

    async ofTrack(trackId) {
      const row = database.get<Row>(
        `${OUTCOME} JOIN audio_files f ON f.content_hash = a.content_hash WHERE track_id = ?
         ORDER BY fault_code IS NOT NULL, missing_since_ms IS NOT NULL, whole DESC, f.id LIMIT 1`,
        trackId,
      )
      return row ? outcomeOf(row) : null
    },

    async ofContent(contentHash) {
      const row = database.get<Row>(`${OUTCOME} WHERE a.content_hash = ?`, contentHash)
      return row ? outcomeOf(row) : null
    },

    columns: async () => readColumns(database, current.vector),
    due: () => dueColumns(database, due()),
    failures: async (countMax) => failedFiles(database, countMax),

    async forgetFailures(codes) {
      const among = codes ? `fault_code IN (${codes.map(() => '?').join(', ')})` : 'fault_code IS NOT NULL'
      const { changes } = database.run(`DELETE FROM analyses WHERE ${among}`, ...(codes ?? []))
      if (changes > 0) database.bump(COUNTER)
      return changes
    },

    async revision() {
      return database.counter(COUNTER)
    },

    async counts() {
      const { wholeId, failedId } = due()
      const row = database.get<{ files: number; analysed: number | null; failed: number | null; usable: number | null }>(
        `SELECT count(*) AS files, sum(fault_code IS NULL AND whole = 1 AND versions_id = ?) AS analysed,
           sum(fault_code IS NOT NULL AND versions_id = ?) AS failed, sum(a.content_hash IS NOT NULL AND fault_code IS NULL) AS usable
         FROM audio_files f LEFT JOIN analyses a ON a.content_hash = f.content_hash WHERE f.missing_since_ms IS NULL`,
        wholeId,
        failedId,
      )!
      const [analysed, failed, usable] = [row.analysed ?? 0, row.failed ?? 0, row.usable ?? 0]
      return { analysed, failed, pending: row.files - analysed - failed, usable }
    },
  }
}

/** The id of a set of versions, made where it is new. */
function versionsId(database: Database, versions: string): number {
  const known = database.get<{ id: number }>('SELECT id FROM analysis_versions WHERE versions = ?', versions)
  return known?.id ?? database.run('INSERT INTO analysis_versions (versions) VALUES (?)', versions).lastId
}

function write(database: Database, contentHash: string, outcome: AnalysisOutcome, atMs: number, versions: string): void {
  database.run('DELETE FROM analyses WHERE content_hash = ?', contentHash)
  database.run(
    `INSERT INTO analyses (content_hash, versions_id, analysed_at_ms, fault_code, fault_message,
       whole, tempo_bpm, key_tonic, key_mode, loudness_lufs, vector, vector_version, energy, valence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    contentHash,
    versionsId(database, versions),
    atMs,
    ...(outcome.ok ? [null, null, ...valuesOf(outcome.analysis)] : [outcome.code, outcome.message, ...new Array<null>(9).fill(null)]),
  )
  if (outcome.ok)
    database.run('INSERT INTO analysis_details (content_hash, detail) VALUES (?, ?)', contentHash, packAnalysis(outcome.analysis))
}

function valuesOf({ tempo, key, loudness, vector, extent, versions, attributes }: Analysis): SqlValue[] {
  return [
    Number(extent === 'whole'),
    tempo?.bpm ?? null,
    key ? TONICS.indexOf(key.tonic as (typeof TONICS)[number]) : null,
    key ? Number(key.mode === 'major') : null,
    loudness.integratedLufs,
    new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
    versions['vector'] ?? null,
    attributes.energy?.value ?? null,
    attributes.valence?.value ?? null,
  ]
}

function outcomeOf(row: Row): AnalysisOutcome {
  if (row.fault_code !== null) return { ok: false, code: row.fault_code, message: row.fault_message ?? '' }
  return { ok: true, analysis: unpackAnalysis(row.detail!, floats(row.vector!)) }
}

/** A blob as float32, whatever its alignment. */
const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer)

/** Greater than any file's id: of several files of a track, one that was heard whole stands before all others. */
const AFTER_ALL = 2 ** 40

/**
 * The version that most stored vectors have, the current one where it draws level: vectors of two versions cannot be compared, and those of a
 * library that is heard again for a new one serve until the new are more.
 */
function commonVersion(database: Database, current: string): string {
  const rows = database.all<{ vector_version: string; files: number }>(
    `SELECT vector_version, count(*) AS files FROM analyses WHERE length(vector) = ? GROUP BY vector_version`,
    VECTOR_BYTES,
  )
  const most = Math.max(0, ...rows.map(({ files }) => files))
  const common = rows.filter(({ files }) => files === most).map(({ vector_version }) => vector_version)
  return common.includes(current) ? current : (common[0] ?? current)
}

/** One row a track: of several present files the first. */
function readColumns(database: Database, currentVersion: string): SoundColumns {
  const rows = database.all<ColumnRow>(
    `SELECT track_id, tempo_bpm, key_tonic, key_mode, loudness_lufs, energy, valence, vector, min((1 - whole) * ${AFTER_ALL} + f.id)
     FROM audio_files f JOIN analyses a ON a.content_hash = f.content_hash
     WHERE f.missing_since_ms IS NULL AND a.fault_code IS NULL AND a.vector_version = ? AND length(a.vector) = ?
     GROUP BY track_id ORDER BY track_id`,
    commonVersion(database, currentVersion),
    VECTOR_BYTES,
  )
  const vectors = new Float32Array(rows.length * VECTOR_SIZE)
  for (let i = 0; i < rows.length; i++) vectors.set(floats(rows[i].vector), i * VECTOR_SIZE)
  const column = (name: 'tempo_bpm' | 'key_tonic' | 'key_mode' | 'loudness_lufs' | 'energy' | 'valence') =>
    Float32Array.from(rows, (row) => row[name] ?? NaN)
  return {
    count: rows.length,
    trackIds: Int32Array.from(rows, (row) => row.track_id),
    vectors,
    size: VECTOR_SIZE,
    tempoBpm: column('tempo_bpm'),
    key: column('key_tonic'),
    mode: column('key_mode'),
    loudnessLufs: column('loudness_lufs'),
    energy: column('energy'),
    valence: column('valence'),
  }
}
