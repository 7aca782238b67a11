// Keeps a batch of read files: known by content where they moved or lie twice, else identified by their tags, and stored.

import { basename, dirname, relative, sep } from 'node:path'
import type { Clock, ItemFault } from '#kernel'
import type { AudioFile, AudioFileId, AudioFileStore } from './audio-file.ts'
import type { Covers } from './covers.ts'
import { durationsAgree, splitDisc } from './identity.ts'
import { discOfFolder, namesFromPath } from './path-names.ts'
import type { FileRead } from './read-files.job.ts'
import type { PendingFile, ReadBatch } from './read-pending.ts'
import { COVER_REFUSED, DUPLICATE, EMPTY_FILE, NOT_AUDIO, TAGS_BROKEN, WRONG_ENDING } from './scan-codes.ts'
import { formatOfEnding } from './sniff.ts'
import type { Tags } from './tags.ts'
import type { Sighting, TrackId, TrackStore } from './track.ts'

export interface KeepDeps {
  readonly tracks: TrackStore
  readonly audioFiles: AudioFileStore
  readonly covers: Covers
  readonly clock: Clock
  readonly synthetic: boolean
  /** Every path this scan reads anew: what is stored for them is not to be believed. */
  readonly pendingPaths: ReadonlySet<string>
}

export interface Kept {
  added: number
  updated: number
  unchanged: number
  readonly failed: ItemFault[]
  readonly notices: ItemFault[]
  /** Files thought gone that lie elsewhere now. */
  readonly foundAgain: AudioFileId[]
  /** Known files whose content is no music any more. */
  readonly lost: AudioFileId[]
}

type Read = Extract<FileRead, { kind: 'read' }>
type NewFile = Omit<AudioFile, 'id' | 'trackId'> & { id?: AudioFileId }

/** A file that must be identified by what it says, with the others of the batch that have the same content. */
interface Stranger {
  readonly sighting: Sighting
  readonly files: NewFile[]
}

/** Stores the batch in two transactions (tracks, then files). */
export async function keepBatch(deps: KeepDeps, batch: ReadBatch): Promise<Kept> {
  const kept: Kept = { added: 0, updated: 0, unchanged: 0, failed: [], notices: [], foundAgain: [], lost: [] }
  const puts: (NewFile & { trackId: TrackId })[] = []
  const strangers = new Map<string, Stranger>()
  const taken = new Set<AudioFileId>()

  for (let i = 0; i < batch.files.length; i++) {
    const [file, known, read] = [batch.files[i], batch.known[i], batch.reads[i]]
    if (read.kind === 'failed') {
      kept.failed.push({ path: file.path, code: read.code, message: read.message })
      if (known && known.missingSinceMs === null && (read.code === EMPTY_FILE || read.code === NOT_AUDIO)) kept.lost.push(known.id)
    } else if (read.kind === 'same') {
      puts.push({ ...known!, sizeBytes: file.sizeBytes, mtimeMs: file.mtimeMs, missingSinceMs: null })
      if (known!.missingSinceMs === null) kept.unchanged++
      else kept.updated++
    } else {
      note(kept, file, read)
      const twin = await deps.audioFiles.findByContent(read.contentHash)
      const audio = toAudioFile(file, read)
      const alike = strangers.get(read.contentHash)
      if (twin && twin.missingSinceMs !== null && !taken.has(twin.id) && twin.path !== file.path) {
        // It moved: the same file at another path. What the new path held before, if anything, is replaced by the store.
        taken.add(twin.id)
        puts.push({ ...twin, path: file.path, sizeBytes: file.sizeBytes, mtimeMs: file.mtimeMs, missingSinceMs: null })
        kept.foundAgain.push(twin.id)
        kept.updated++
        continue
      }
      if (known) kept.updated++
      else kept.added++
      const stays = twin && !(deps.pendingPaths.has(twin.path) && twin.missingSinceMs === null)
      if (alike || stays) kept.notices.push(duplicate(file.path, alike ? alike.files[0].path : twin!.path))
      if (twin) puts.push({ ...audio, id: known?.id, trackId: twin.trackId })
      else if (alike) alike.files.push({ ...audio, id: known?.id })
      else
        strangers.set(read.contentHash, {
          sighting: await sightingOf(deps, kept, file, known, read, batch),
          files: [{ ...audio, id: known?.id }],
        })
    }
  }
  const unknown = [...strangers.values()]
  const trackIds = await deps.tracks.identify(
    unknown.map((stranger) => stranger.sighting),
    'file',
  )
  unknown.forEach((stranger, index) => {
    for (const file of stranger.files) puts.push({ ...file, trackId: trackIds[index] })
  })
  if (puts.length > 0) await deps.audioFiles.put(puts)
  if (kept.lost.length > 0) await deps.audioFiles.markMissing(kept.lost, deps.clock.nowMs())
  return kept
}

const duplicate = (path: string, other: string): ItemFault => ({
  path,
  code: DUPLICATE,
  message: `The same content lies at ${other}. Both are kept as files of one track.`,
})

function note(kept: Kept, file: PendingFile, read: Read): void {
  if (formatOfEnding(file.path) !== read.format) {
    kept.notices.push({
      path: file.path,
      code: WRONG_ENDING,
      message: `The ending is wrong: the content is ${read.format}. It was read as that.`,
    })
  }
  if (read.tagsProblem !== null) {
    kept.notices.push({
      path: file.path,
      code: TAGS_BROKEN,
      message: `The tags cannot be read (${read.tagsProblem}); names were taken from the path.`,
    })
  }
}

const toAudioFile = (file: PendingFile, { contentHash, tags }: Read): NewFile => ({
  path: file.path,
  sizeBytes: file.sizeBytes,
  mtimeMs: file.mtimeMs,
  contentHash,
  codec: tags.codec,
  sampleRateHz: tags.sampleRateHz,
  channels: tags.channels,
  bitrateBps: tags.bitrateBps ?? (tags.durationMs ? Math.round((file.sizeBytes * 8000) / tags.durationMs) : null),
  durationMs: tags.durationMs,
  replayGainTrackDb: tags.replayGainTrackDb,
  replayGainAlbumDb: tags.replayGainAlbumDb,
  missingSinceMs: null,
})

async function sightingOf(
  deps: KeepDeps,
  kept: Kept,
  file: PendingFile,
  known: AudioFile | null,
  read: Read,
  batch: ReadBatch,
): Promise<Sighting> {
  const folder = dirname(file.path)
  const picture = read.pictureKey === null ? undefined : batch.pictures.get(read.pictureKey)
  const beside = picture ? null : await deps.covers.ofFolder(folder)
  const coverId = picture ? await deps.covers.embedded(read.pictureKey!, picture) : beside!.coverId
  if (coverId === null && (read.tags.pictureRefused || beside?.refused)) {
    kept.notices.push({
      path: file.path,
      code: COVER_REFUSED,
      message: 'Its picture is not a JPEG, PNG, WebP, GIF or AVIF of at most 16 MB; it was left out.',
    })
  }
  return {
    ...describe(file, read.tags),
    // The same length says the same recording with new tags; another length, another recording under an old name.
    trackId: known && durationsAgree(known.durationMs, read.tags.durationMs) ? known.trackId : null,
    durationMs: read.tags.durationMs,
    genres: read.tags.genres,
    isrc: read.tags.isrc,
    recordingMbid: read.tags.recordingMbid,
    albumMbid: read.tags.albumMbid,
    coverId,
    synthetic: deps.synthetic,
  }
}

/** Names of a file: from its tags, and from its path what they do not say. */
function describe(file: PendingFile, tags: Tags): Sighting {
  const folder = dirname(file.path)
  const named = namesFromPath(relative(file.root, file.path).split(sep).join('/'))
  const untagged = tags.title === null && tags.artistNames.length === 0
  const albumTitle = tags.albumTitle ?? (untagged ? named.albumTitle : null)
  const album = albumTitle === null ? null : splitDisc(albumTitle)
  const folderDisc = discOfFolder(basename(folder))
  const artistNames =
    tags.artistNames.length > 0 ? tags.artistNames : [tags.albumArtistName ?? named.artistName].filter((name) => name !== null)
  return {
    title: tags.title ?? named.title,
    artistNames,
    artistCredit: tags.artistCredit ?? undefined,
    albumTitle: album?.title ?? null,
    albumArtistName: tags.albumArtistName ?? (untagged ? named.artistName : null),
    albumFolder: folderDisc === null ? folder : dirname(folder),
    compilation: tags.compilation,
    discNo: tags.discNo ?? album?.discNo ?? folderDisc ?? (untagged ? named.discNo : null),
    trackNo: tags.trackNo ?? (untagged ? named.trackNo : null),
    year: tags.year ?? (untagged ? named.year : null),
  }
}
