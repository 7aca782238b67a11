// Which format keeps its tags how.

import { type AudioFormat, formatOfContent, HEAD_BYTES, id3Length } from '../sniff.ts'
import type { ByteReader } from './byte-reader.ts'
import { openAiffTags, openWavTags } from './chunk-tags.ts'
import { openFlacTags } from './flac-tags.ts'
import { openMp4Tags } from './mp4-tags.ts'
import { openMpegTags } from './mpeg-tags.ts'
import { openOggTags } from './ogg-tags.ts'
import { cannotTag, type OpenTags, type TagPlace } from './tag-place.ts'

const OPENERS: Partial<Record<AudioFormat, OpenTags>> = {
  mp3: openMpegTags,
  flac: openFlacTags,
  ogg: openOggTags,
  mp4: openMp4Tags,
  wav: openWavTags,
  aiff: openAiffTags,
}

/** The tags of a file, by its content. Throws a fault where they cannot be changed without touching anything else. */
export function openTags(file: ByteReader, byEnding: AudioFormat | null): TagPlace & { readonly format: AudioFormat } {
  const head = file.read(0, HEAD_BYTES)
  const skip = id3Length(head)
  const found =
    (skip > 0 ? formatOfContent(file.read(skip, HEAD_BYTES)) : null) ?? formatOfContent(head) ?? (byEnding === 'mp3' ? 'mp3' : null)
  const open = found && OPENERS[found]
  if (!open) {
    const what = found ? `${found.toUpperCase()} files` : 'files that it does not recognise'
    throw cannotTag('TAG_FORMAT', `Deepcut writes no tags into ${what}: only into MP3, FLAC, Ogg Vorbis, Opus, M4A, WAV and AIFF.`)
  }
  return { format: found, ...open(file) }
}
