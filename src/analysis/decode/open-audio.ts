// Picks the decoder for a file by its content.

import { Fault } from '#kernel'
import { openAiff } from './aiff.ts'
import type { ByteSource } from './byte-source.ts'
import { openThroughFfmpeg } from './ffmpeg.ts'
import { openFlac } from './flac.ts'
import { openMpeg } from './mpeg.ts'
import { openOgg } from './ogg.ts'
import type { AudioInput } from './pcm.ts'
import { sniff } from './sniff.ts'
import { openWav } from './wav.ts'

/** The decoder for an open file: a bundled one, or null where only ffmpeg could read it. Throws FILE_EMPTY. */
export async function openAudio(source: ByteSource): Promise<AudioInput> {
  if (source.sizeBytes === 0) throw new Fault('invalid', 'FILE_EMPTY', `${source.path} is empty.`)
  const sniffed = await sniff(source)
  const own = await openBundled(source, sniffed)
  return own ?? openThroughFfmpeg(source.path, sniffed.kind === 'other' ? sniffed.name : `an unusual ${sniffed.kind} file`)
}

async function openBundled(source: ByteSource, sniffed: Awaited<ReturnType<typeof sniff>>): Promise<AudioInput | null> {
  switch (sniffed.kind) {
    case 'mpeg':
      return openMpeg(source, sniffed.start, sniffed.frame)
    case 'flac':
      return openFlac(source, sniffed.start)
    case 'ogg':
      return openOgg(source)
    case 'wav':
      return openWav(source)
    case 'aiff':
      return openAiff(source)
    case 'other':
      return null
  }
}
