// What would change in a file: compared with what it says already, which is a person's until they say otherwise.

import { accessSync, constants, lstatSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Fault } from '#kernel'
import { formatOfEnding } from '../sniff.ts'
import { withFile } from './byte-reader.ts'
import { openTags } from './open-tags.ts'
import type { Splice } from './splice.ts'
import { TAG_FIELDS, type TagField, type TagValues } from './tag-place.ts'

export interface TagChange {
  readonly field: TagField
  readonly from: string | null
  readonly to: string
}

export interface TagPlan {
  readonly path: string
  /** How the file keeps tags, such as ID3v2.3. */
  readonly kind: string
  readonly changes: readonly TagChange[]
  /** Fields that say something else already, and are left so. */
  readonly kept: readonly { readonly field: TagField; readonly value: string; readonly wanted: string }[]
  readonly splices: readonly Splice[]
}

/** ReplayGain as Opus has it (RFC 7845, section 5.2.1) for Opus, as everything else has it elsewhere. */
const fits = (field: TagField, kind: string) =>
  field === 'BPM' || field === 'INITIALKEY' || field.startsWith('R128') === kind.startsWith('Opus')
/** ID3 and MP4 count whole beats. */
const spelled = (field: TagField, value: string, kind: string) =>
  field === 'BPM' && !kind.endsWith('comments') ? String(Math.round(Number(value))) : value

export interface PlanOptions {
  /** Whether values of others give way. */
  readonly overwrite?: boolean
  /** The known folder it lies in: links below that are not followed. Default: the file's own folder. */
  readonly root?: string
}

/** Compares a file with what Deepcut would write. Throws a fault where the file cannot or may not be changed; changes nothing itself. */
export function planTags(path: string, wanted: TagValues, { overwrite = false, root = dirname(path) }: PlanOptions = {}): TagPlan {
  mustBeWritable(path, root)
  return withFile(path, (file) => {
    const place = openTags(file, formatOfEnding(path))
    const changes: TagChange[] = []
    const kept: { field: TagField; value: string; wanted: string }[] = []
    for (const field of TAG_FIELDS) {
      const value = wanted[field]
      if (value === undefined || !fits(field, place.kind)) continue
      const to = spelled(field, value, place.kind)
      const from = place.values[field]?.trim() || null
      if (from !== null && alike(field, from, to)) continue
      if (from !== null && !overwrite) kept.push({ field, value: from, wanted: to })
      else changes.push({ field, from, to })
    }
    const edits = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
    return { path, kind: place.kind, changes, kept, splices: changes.length > 0 ? place.edit(edits) : [] }
  })
}

/** The same said in other figures: "-3.2 dB" and "-3.20 dB". */
function alike(field: TagField, a: string, b: string): boolean {
  if (a === b) return true
  if (field === 'INITIALKEY') return a.toLowerCase() === b.toLowerCase()
  const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)]
  return Math.abs(x - y) <= (field.endsWith('PEAK') ? 5e-7 : 0.005)
}

/** Only plain files under their own names: what a link leads to is not changed behind anybody's back. */
export function mustBeWritable(path: string, root = dirname(path)): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats) throw new Fault('not-found', 'TAG_NO_FILE', 'There is no such file any more. Scan its folder again.')
  const real = realpathSync(path)
  if (real !== join(realpathSync(root), relative(root, path)))
    throw new Fault(
      'forbidden',
      'TAG_LINK',
      `This leads through a link; the file itself is ${real}. Give that path, if it should be changed.`,
    )
  if (!stats.isFile()) throw new Fault('unsupported', 'TAG_NO_FILE', 'This is no file.')
  if ((stats.mode & 0o222) === 0 || !mayWrite(path) || !mayWrite(dirname(path)))
    throw new Fault(
      'forbidden',
      'TAG_READ_ONLY',
      'The file or its folder may only be read. Change its permissions, if it should be tagged.',
    )
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
