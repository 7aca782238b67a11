// Writes planned tags into files, and takes them out again. The library follows: the file keeps its place, its track, and what was heard of it.

import { Fault } from '#kernel'
import type { AudioFileStore } from '../audio-file.ts'
import { formatOfEnding } from '../sniff.ts'
import { withFile } from './byte-reader.ts'
import { openTags } from './open-tags.ts'
import { mustBeWritable, type TagPlan } from './plan-tags.ts'
import { type Copy, hashOf, writeCopy } from './replace-file.ts'
import { mustReadAlike } from './second-reader.ts'
import { inverse, type Splice } from './splice.ts'
import { type JournalEntry, keepInJournal, lastJournal } from './tag-journal.ts'
import type { TagValues } from './tag-place.ts'

export interface TagDeps {
  readonly audioFiles: Pick<AudioFileStore, 'findByPath' | 'put'>
  /** What was found out about a content holds for another one: the same sound under other tags. */
  carryOver(fromHash: string, toHash: string): Promise<void>
}

/** Writes one plan; the journal knows of it before the file is replaced. Throws a fault, and leaves the file as it was, where anything is in doubt. */
export async function writeTags(deps: TagDeps, plan: TagPlan, journal: { add(entry: JournalEntry): void }): Promise<void> {
  await replace(deps, plan.path, plan.splices, async (copy) => {
    const known = await deps.audioFiles.findByPath(plan.path)
    if (known && known.contentHash !== copy.hashBefore)
      throw new Fault('conflict', 'TAG_CHANGED', 'The file was changed since it was scanned. Scan its folder, then run this again.')
    await mustReadAlike(plan.path, copy.path, plan.changes)
    journal.add({ path: plan.path, hashBefore: copy.hashBefore, hashAfter: copy.hashAfter, splices: plan.splices })
  })
}

export interface Undone {
  readonly restored: string[]
  readonly failed: { readonly path: string; readonly error: unknown }[]
}

/** Takes back the last run of tagging that was not taken back yet (or of it, only these paths); null where there is none. */
export async function undoTags(deps: TagDeps, homePath: string, paths: readonly string[] = []): Promise<Undone | null> {
  const journal = lastJournal(homePath)
  if (!journal) return null
  const undone: Undone = { restored: [], failed: [] }
  const left: JournalEntry[] = []
  for (const entry of [...journal.entries].reverse()) {
    if (paths.length > 0 && !paths.includes(entry.path)) {
      left.unshift(entry)
      continue
    }
    try {
      if (await undoEntry(deps, entry)) undone.restored.push(entry.path)
    } catch (error) {
      left.unshift(entry)
      undone.failed.push({ path: entry.path, error })
    }
  }
  keepInJournal(journal.path, left)
  return undone
}

async function undoEntry(deps: TagDeps, entry: JournalEntry): Promise<boolean> {
  mustBeWritable(entry.path)
  const now = withFile(entry.path, hashOf)
  // Planned, but never replaced.
  if (now === entry.hashBefore) return false
  if (now !== entry.hashAfter)
    throw new Fault('conflict', 'TAG_CHANGED', 'The file was changed since it was tagged, by something else; it is left as it is now.')
  await replace(deps, entry.path, inverse(entry.splices), async (copy) => {
    if (copy.hashAfter !== entry.hashBefore)
      throw new Fault('io', 'TAG_UNDO', 'What was kept does not give the old file back; it is left as it is now.')
  })
  return true
}

async function replace(deps: TagDeps, path: string, splices: readonly Splice[], check: (copy: Copy) => Promise<void>): Promise<void> {
  const copy = writeCopy(path, splices)
  try {
    await check(copy)
    await deps.carryOver(copy.hashBefore, copy.hashAfter)
    const mtimeMs = copy.take()
    const known = await deps.audioFiles.findByPath(path)
    if (known) await deps.audioFiles.put([{ ...known, contentHash: copy.hashAfter, sizeBytes: copy.sizeBytes, mtimeMs, ...gainsNow(path) }])
  } finally {
    copy.drop()
  }
}

const OPUS_TO_REPLAYGAIN_DB = 5

/** ReplayGain as the file says it now; R128 counts in 256ths of a dB from -23 LUFS, ReplayGain from -18. */
function gainsNow(path: string): { replayGainTrackDb: number | null; replayGainAlbumDb: number | null } {
  const values: TagValues = withFile(path, (file) => openTags(file, formatOfEnding(path)).values)
  const gain = (plain: string | undefined, r128: string | undefined) => {
    const db = plain !== undefined ? Number.parseFloat(plain) : Number(r128) / 256 + OPUS_TO_REPLAYGAIN_DB
    return Number.isFinite(db) ? db : null
  }
  return {
    replayGainTrackDb: gain(values.REPLAYGAIN_TRACK_GAIN, values.R128_TRACK_GAIN),
    replayGainAlbumDb: gain(values.REPLAYGAIN_ALBUM_GAIN, values.R128_ALBUM_GAIN),
  }
}
