// A stretch from inside a file, reached by a jump where the format allows it: what describes the stream is kept, the bytes up to the stretch
// are left out, and the format's own decoder finds its footing there.

import { openAiff, readAiffLayout } from './aiff.ts'
import type { ByteSource } from './byte-source.ts'
import { openThroughFfmpeg } from './ffmpeg.ts'
import { openFlac } from './flac.ts'
import { openMpeg } from './mpeg.ts'
import { findMpegFrame } from './mpeg-header.ts'
import { openOgg } from './ogg.ts'
import { OggPages } from './ogg-pages.ts'
import type { AudioInput, PcmBlock } from './pcm.ts'
import { type Sniffed, sniff } from './sniff.ts'
import { openWav, readWavLayout, type WavLayout } from './wav.ts'

/** A stretch of a file that plays for `ofS` seconds. */
export interface Span {
  readonly fromS: number
  readonly seconds: number
  readonly ofS: number
}

/** The first frames after a jump lean on those before it (MP3's bit reservoir, Vorbis' overlap): they are decoded and left out. */
const RUN_UP_S = 0.5
const SEARCH_BYTES = 64 * 1024
/** Ogg headers may hold a cover; beyond this the file is heard from its start. */
const OGG_HEAD_BYTES_MAX = 4 * 2 ** 20
const FLAC_HEAD_BYTES = 42

/**
 * The stretch, or null where there is no jumping into this file. Where the stretch begins is exact in plain samples and through ffmpeg, and as even as
 * the bit rate elsewhere.
 */
export async function openExcerpt(source: ByteSource, span: Span): Promise<AudioInput | null> {
  const sniffed = await sniff(source)
  if (sniffed.kind === 'other') return openThroughFfmpeg(source.path, sniffed.name, span)
  const runUpS = Math.min(RUN_UP_S, span.fromS)
  const input = await openAt(source, sniffed, (span.fromS - runUpS) / span.ofS)
  if (!input) return null
  return {
    get codec() {
      return input.codec
    },
    blocks: () => stretch(input.blocks(), runUpS, span.seconds),
  }
}

async function openAt(source: ByteSource, sniffed: Exclude<Sniffed, { kind: 'other' }>, share: number): Promise<AudioInput | null> {
  const between = (start: number, end: number) => start + Math.floor(share * Math.max(0, end - start))
  const { sizeBytes } = source
  switch (sniffed.kind) {
    case 'mpeg': {
      const from = between(sniffed.start, sizeBytes)
      const found = findMpegFrame(await source.read(from, SEARCH_BYTES))
      return found && openMpeg(without(source, new Uint8Array(0), from + found.at), 0, found.frame)
    }
    case 'flac': {
      const head = await source.read(sniffed.start, FLAC_HEAD_BYTES)
      // STREAMINFO is made the last block of metadata.
      if (head.length === FLAC_HEAD_BYTES) head[4] |= 0x80
      return openFlac(without(source, head, between(sniffed.start + FLAC_HEAD_BYTES, sizeBytes)), 0)
    }
    case 'ogg': {
      const head = await oggHead(source)
      return head && openOgg(without(source, head, between(head.length, sizeBytes)))
    }
    case 'wav':
      return plainAt(source, await readWavLayout(source.read), share, openWav)
    case 'aiff':
      return plainAt(source, await readAiffLayout(source), share, openAiff)
  }
}

async function plainAt(
  source: ByteSource,
  layout: WavLayout | null,
  share: number,
  open: (view: ByteSource) => Promise<AudioInput | null>,
): Promise<AudioInput | null> {
  if (!layout || layout.dataStart > SEARCH_BYTES) return null
  const frameBytes = layout.channels * layout.format.bytes
  const frames = Math.floor((Math.min(layout.dataEnd, source.sizeBytes) - layout.dataStart) / frameBytes)
  const from = layout.dataStart + Math.floor(share * frames) * frameBytes
  return open(without(source, await source.read(0, layout.dataStart), from))
}

/** The pages that describe the streams: all before the first that ends a stretch of sound. */
async function oggHead(source: ByteSource): Promise<Uint8Array | null> {
  for (let length = 2 * SEARCH_BYTES; ; length *= 4) {
    const bytes = await source.read(0, length)
    let headBytes = 0
    for (const page of new OggPages().push(bytes)) {
      const granule = new DataView(page.bytes.buffer, page.bytes.byteOffset).getBigInt64(6, true)
      if (granule !== 0n && granule !== -1n) return bytes.slice(0, headBytes)
      headBytes += page.bytes.length
    }
    if (length >= OGG_HEAD_BYTES_MAX || bytes.length < length) return null
  }
}

/** The file with `head` at its start and what stood before `from` left out. */
function without(source: ByteSource, head: Uint8Array, from: number): ByteSource {
  return {
    path: source.path,
    sizeBytes: head.length + Math.max(0, source.sizeBytes - from),
    async read(position, length) {
      if (position >= head.length) return source.read(position - head.length + from, length)
      const first = head.slice(position, position + length)
      if (first.length === length) return first
      const rest = await source.read(from, length - first.length)
      const bytes = new Uint8Array(first.length + rest.length)
      bytes.set(first)
      bytes.set(rest, first.length)
      return bytes
    },
    close: () => source.close(),
  }
}

/** `seconds` of sound, after `skipS` that are left out. */
async function* stretch(blocks: AsyncGenerator<PcmBlock>, skipS: number, seconds: number): AsyncGenerator<PcmBlock> {
  let atS = 0
  for await (const { sampleRateHz, channels } of blocks) {
    const count = channels[0].length
    const from = Math.max(0, Math.round((skipS - atS) * sampleRateHz))
    const to = Math.min(count, Math.round((skipS + seconds - atS) * sampleRateHz))
    if (from < to) yield { sampleRateHz, channels: channels.map((channel) => channel.slice(from, to)) }
    atS += count / sampleRateHz
    if (atS >= skipS + seconds) return
  }
}
