// Ogg: Vorbis, Opus and FLAC streams, also chained one after another. Pages go to the decoder one by one, so that memory stays flat.

import { decoder as openOpusDecoder } from '@audio/decode-opus'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { type ByteSource, chunks } from './byte-source.ts'
import { type Decoded, toBlock } from './flac.ts'
import { type OggPage, OggPages } from './ogg-pages.ts'
import type { AudioInput, PcmBlock } from './pcm.ts'
import { quietly } from './quietly.ts'

type OggCodec = 'vorbis' | 'opus' | 'flac'

interface PageDecoder {
  decode(bytes: Uint8Array): Promise<Decoded> | Decoded
  flush(): Promise<Decoded> | Decoded
  free(): void
}

/** Generous: 500 kbit/s a pair of channels for Vorbis and Opus, eight channels; 192 kHz, 24 bits, 8 channels for FLAC. */
const BYTES_A_SECOND_MAX: Readonly<Record<OggCodec, number>> = { vorbis: 250_000, opus: 250_000, flac: 4_608_000 }

const FIRST_PAGES_BYTES = 128 * 1024

/** Opens an Ogg file; null where none of its streams is Vorbis, Opus or FLAC. */
export async function openOgg(source: ByteSource): Promise<AudioInput | null> {
  const codec = firstCodec(await source.read(0, FIRST_PAGES_BYTES))
  return codec && { codec, secondsMin: source.sizeBytes / BYTES_A_SECOND_MAX[codec], blocks: () => blocks(source) }
}

function firstCodec(head: Uint8Array): OggCodec | null {
  for (const page of new OggPages().push(head)) {
    const codec = page.first ? codecOf(page.payload) : null
    if (codec) return codec
  }
  return null
}

function codecOf(payload: Uint8Array): OggCodec | null {
  const head = String.fromCharCode(...payload.subarray(0, 8))
  if (head.startsWith('\x01vorbis')) return 'vorbis'
  if (head.startsWith('OpusHead')) return 'opus'
  if (head.startsWith('\x7fFLAC')) return 'flac'
  return null
}

async function openDecoder(codec: OggCodec): Promise<PageDecoder> {
  if (codec === 'opus') return openOpusDecoder() as Promise<PageDecoder>
  const decoder = codec === 'vorbis' ? new OggVorbisDecoder() : new FLACDecoder()
  await decoder.ready
  return decoder
}

async function* blocks(source: ByteSource): AsyncGenerator<PcmBlock> {
  const pages = new OggPages()
  let link: { serial: number; decoder: PageDecoder; started: boolean } | null = null
  try {
    for await (const chunk of chunks(source, 0, source.sizeBytes)) {
      for (const page of pages.push(chunk)) {
        // A second stream that begins together with ours is a picture or another voice; one that begins later is the next link.
        if (page.first && (!link || link.started)) {
          const codec = codecOf(page.payload)
          if (!codec) continue
          if (link) yield* closeLink(link.decoder)
          link = { serial: page.serial, decoder: await openDecoder(codec), started: false }
        }
        if (!link || page.serial !== link.serial) continue
        if (!page.first) link.started = true
        yield* decodePage(link.decoder, page)
      }
    }
    if (link) yield* closeLink(link.decoder)
    link = null
  } finally {
    link?.decoder.free()
  }
}

async function* decodePage(decoder: PageDecoder, page: OggPage): AsyncGenerator<PcmBlock> {
  try {
    yield* toBlock(await quietly(() => decoder.decode(page.bytes)))
  } catch {
    // One page that cannot be decoded costs that page; what follows still counts.
  }
}

async function* closeLink(decoder: PageDecoder): AsyncGenerator<PcmBlock> {
  try {
    yield* toBlock(await quietly(() => decoder.flush()))
  } catch {
    // As above: the end of a damaged stream.
  } finally {
    decoder.free()
  }
}
