// The tags that Deepcut writes, and where a format keeps them: what a file says now, and the splices that make it say something else.

import { Fault } from '#kernel'
import type { ByteReader } from './byte-reader.ts'
import type { Splice } from './splice.ts'

/** The fields, by the names that Vorbis comments, ID3 user frames and MP4 freeform items share. */
export const TAG_FIELDS = [
  'BPM',
  'INITIALKEY',
  'REPLAYGAIN_TRACK_GAIN',
  'REPLAYGAIN_TRACK_PEAK',
  'REPLAYGAIN_ALBUM_GAIN',
  'REPLAYGAIN_ALBUM_PEAK',
  'R128_TRACK_GAIN',
  'R128_ALBUM_GAIN',
] as const
export type TagField = (typeof TAG_FIELDS)[number]
export type TagValues = Partial<Record<TagField, string>>

export interface TagPlace {
  /** How tags are kept: ID3v2.3, Vorbis comments … */
  readonly kind: string
  /** What the file says now. */
  readonly values: TagValues
  /** The smallest changes to the file's bytes that make it say this as well; everything else stays as it is. */
  edit(changes: TagValues): Splice[]
}

export type OpenTags = (file: ByteReader) => TagPlace

export const isTagField = (name: string): name is TagField => (TAG_FIELDS as readonly string[]).includes(name)

/** The file's tags cannot be changed without risk to something else in it. */
export const cannotTag = (code: string, message: string): Fault => new Fault('unsupported', code, message)
