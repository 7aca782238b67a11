// An audio file holds a track. It keeps its identity by path, and by content when it moves.

import type { Brand } from '#kernel'
import type { TrackId } from './track.ts'

export type AudioFileId = Brand<number, 'AudioFileId'>

export interface AudioFile {
  readonly id: AudioFileId
  readonly trackId: TrackId
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string
  /** mp3, flac, vorbis, opus, pcm, aac, alac … in lower case. */
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly bitrateBps: number | null
  readonly durationMs: number | null
  /** ReplayGain from the tags, dB; null where none. */
  readonly replayGainTrackDb: number | null
  readonly replayGainAlbumDb: number | null
  /** When it was first found gone; null while it is there. */
  readonly missingSinceMs: number | null
}

/** What a scan compares: one row per known path under a folder, small enough for 100,000 of them. */
export interface FileStamp {
  readonly id: AudioFileId
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
  readonly missing: boolean
}

export interface AudioFileStore {
  /** Stamps of every file below the folder, in order of path. */
  stamps(folderPath: string): Promise<FileStamp[]>
  /** Adds files, or replaces by id where `id` is given, in one transaction. */
  put(files: readonly (Omit<AudioFile, 'id'> & { id?: AudioFileId })[]): Promise<AudioFileId[]>
  /** A file with this content, one that is missing first (it has moved), or null. */
  findByContent(contentHash: string): Promise<AudioFile | null>
  markMissing(ids: readonly AudioFileId[], sinceMs: number): Promise<void>
  /** The file to play for a track: present, best quality first; null where none is there. */
  ofTrack(trackId: TrackId): Promise<AudioFile | null>
  findByPath(path: string): Promise<AudioFile | null>
  /** Present files with the same content as this one, it first where it is still there; none where it is not known. */
  sameContent(id: AudioFileId): Promise<AudioFile[]>
}

export interface FolderStore {
  /** The folders that were scanned, and are watched by the server. */
  list(): Promise<{ path: string; synthetic: boolean }[]>
  add(path: string, options: { synthetic: boolean }): Promise<void>
  remove(path: string): Promise<void>
}
