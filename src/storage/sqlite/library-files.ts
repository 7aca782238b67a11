// Audio files and the folders they were found in.

import { sep } from 'node:path'
import type { Clock } from '#kernel'
import type { AudioFile, AudioFileId, AudioFileStore, FileStamp, FolderStore, TrackId } from '#library'
import { PLAYABLE } from '#library'
import type { Database, SqlValue } from './database.ts'

interface FileRow {
  id: number
  path: string
  track_id: number
  size_bytes: number
  mtime_ms: number
  content_hash: string
  codec: string
  sample_rate_hz: number
  channels: number
  bitrate_bps: number | null
  duration_ms: number | null
  replay_gain_track_db: number | null
  replay_gain_album_db: number | null
  missing_since_ms: number | null
}

const toFile = (row: FileRow): AudioFile => ({
  id: row.id as AudioFileId,
  trackId: row.track_id as TrackId,
  path: row.path,
  sizeBytes: row.size_bytes,
  mtimeMs: row.mtime_ms,
  contentHash: row.content_hash,
  codec: row.codec,
  sampleRateHz: row.sample_rate_hz,
  channels: row.channels,
  bitrateBps: row.bitrate_bps,
  durationMs: row.duration_ms,
  replayGainTrackDb: row.replay_gain_track_db,
  replayGainAlbumDb: row.replay_gain_album_db,
  missingSinceMs: row.missing_since_ms,
})

const values = (file: Omit<AudioFile, 'id'>): SqlValue[] => [
  file.path,
  file.trackId,
  file.sizeBytes,
  file.mtimeMs,
  file.contentHash,
  file.codec,
  file.sampleRateHz,
  file.channels,
  file.bitrateBps,
  file.durationMs === null ? null : Math.round(file.durationMs),
  file.replayGainTrackDb,
  file.replayGainAlbumDb,
  file.missingSinceMs,
]
const COLUMNS =
  'path, track_id, size_bytes, mtime_ms, content_hash, codec, sample_rate_hz, channels, bitrate_bps, duration_ms, replay_gain_track_db, replay_gain_album_db, missing_since_ms'
const PUT = `INSERT INTO audio_files (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (path) DO UPDATE SET ${COLUMNS.split(', ')
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')} RETURNING id`
const REPLACE = `UPDATE audio_files SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`
const REFRESH = `UPDATE tracks SET flags = CASE WHEN EXISTS (SELECT 1 FROM audio_files f WHERE f.track_id = tracks.id AND f.missing_since_ms IS NULL)
  THEN flags | ${PLAYABLE} ELSE flags & ~${PLAYABLE} END WHERE id = ?`
const STAMPS = `SELECT id, path, size_bytes, mtime_ms, missing_since_ms IS NOT NULL AS missing FROM audio_files
  WHERE path > ? AND path < ? ORDER BY path LIMIT ?`
const STAMPS_AT_ONCE = 5000
const LOSSLESS = "('flac', 'alac', 'pcm', 'wavpack', 'ape', 'tta', 'dsd')"

/** Sets or clears PLAYABLE on tracks, by whether a file of theirs is there. */
function refreshPlayable(database: Database, trackIds: Iterable<number>): void {
  for (const id of new Set(trackIds)) database.run(REFRESH, id)
}

export function sqliteAudioFiles(database: Database): AudioFileStore {
  const one = (where: string, ...given: SqlValue[]): AudioFile | null => {
    const row = database.get<FileRow>(`SELECT * FROM audio_files WHERE ${where}`, ...given)
    return row ? toFile(row) : null
  }
  const putOne = (file: Omit<AudioFile, 'id'> & { id?: AudioFileId }): AudioFileId => {
    if (file.id === undefined) {
      return database.get<{ id: number }>(PUT, ...values(file))!.id as AudioFileId
    }
    // The path may belong to a file that is gone: the one that moved there takes its place.
    database.run('DELETE FROM audio_files WHERE path = ? AND id <> ?', file.path, file.id)
    database.run(REPLACE, ...values(file), file.id)
    return file.id
  }
  return {
    async stamps(folderPath) {
      const from = folderPath.endsWith(sep) ? folderPath : folderPath + sep
      const to = from.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)
      const stamps: FileStamp[] = []
      for (let after = from; ; ) {
        const rows = database.all<{ id: number; path: string; size_bytes: number; mtime_ms: number; missing: number }>(
          STAMPS,
          after,
          to,
          STAMPS_AT_ONCE,
        )
        for (const row of rows) {
          stamps.push({
            id: row.id as AudioFileId,
            path: row.path,
            sizeBytes: row.size_bytes,
            mtimeMs: row.mtime_ms,
            missing: row.missing === 1,
          })
        }
        if (rows.length < STAMPS_AT_ONCE) return stamps
        after = rows[rows.length - 1].path
        // Between two pages the server gets to answer.
        await new Promise(setImmediate)
      }
    },
    async put(files) {
      return database.transaction(() => {
        const touched: number[] = files.map((file) => file.trackId)
        const earlier = files.flatMap((file) =>
          database.all<{ track_id: number }>('SELECT track_id FROM audio_files WHERE path = ? OR id = ?', file.path, file.id ?? -1),
        )
        const ids = files.map(putOne)
        refreshPlayable(database, [...touched, ...earlier.map((row) => row.track_id)])
        database.bump('library')
        return ids
      })
    },
    findByContent: async (contentHash) => one('content_hash = ? ORDER BY missing_since_ms IS NULL, id LIMIT 1', contentHash),
    async markMissing(ids, sinceMs) {
      database.transaction(() => {
        const tracks: number[] = []
        for (const id of ids) {
          const sql = 'UPDATE audio_files SET missing_since_ms = ? WHERE id = ? AND missing_since_ms IS NULL RETURNING track_id'
          tracks.push(...database.all<{ track_id: number }>(sql, sinceMs, id).map((row) => row.track_id))
        }
        refreshPlayable(database, tracks)
        if (tracks.length > 0) database.bump('library')
      })
    },
    ofTrack: async (trackId) =>
      one(
        `track_id = ? AND missing_since_ms IS NULL ORDER BY codec IN ${LOSSLESS} DESC, coalesce(bitrate_bps, 0) DESC, sample_rate_hz DESC, id LIMIT 1`,
        trackId,
      ),
    findByPath: async (path) => one('path = ?', path),
    async sameContent(id) {
      return database
        .all<FileRow>(
          `SELECT * FROM audio_files WHERE content_hash = (SELECT content_hash FROM audio_files WHERE id = ?) AND missing_since_ms IS NULL
             ORDER BY id <> ?, id`,
          id,
          id,
        )
        .map(toFile)
    },
  }
}

export function sqliteFolders(database: Database, clock: Clock): FolderStore {
  return {
    async list() {
      const rows = database.all<{ path: string; synthetic: number }>('SELECT path, synthetic FROM folders ORDER BY path')
      return rows.map((row) => ({ path: row.path, synthetic: row.synthetic === 1 }))
    },
    async add(path, { synthetic }) {
      database.run(
        'INSERT INTO folders (path, synthetic, added_at_ms) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET synthetic = excluded.synthetic',
        path,
        synthetic ? 1 : 0,
        clock.nowMs(),
      )
    },
    async remove(path) {
      database.run('DELETE FROM folders WHERE path = ?', path)
    },
  }
}
