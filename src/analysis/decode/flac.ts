// FLAC through libFLAC in WebAssembly.

import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { type ByteSource, chunks } from './byte-source.ts'
import { type AudioInput, isPlausible, type PcmBlock } from './pcm.ts'
import { quietly } from './quietly.ts'

/** Bytes handed over at once: little, because a few bytes of FLAC can be many seconds of silence. */
const SLICE_BYTES = 32 * 1024

/** A native FLAC stream that begins at `start`. */
export async function openFlac(source: ByteSource, start: number): Promise<AudioInput> {
  const secondsMin = (source.sizeBytes - start) / bytesASecondMax(await source.read(start, 22))
  return { codec: 'flac', secondsMin, blocks: () => blocks(source, start) }
}

/** What the samples would take uncompressed, by the STREAMINFO block; FLAC is never larger than that by much. */
function bytesASecondMax(head: Uint8Array): number {
  if (head.length < 22) return Infinity
  const rateHz = (head[18] << 12) | (head[19] << 4) | (head[20] >> 4)
  const channels = ((head[20] >> 1) & 7) + 1
  return rateHz * channels * 4
}

async function* blocks(source: ByteSource, start: number): AsyncGenerator<PcmBlock> {
  const decoder = new FLACDecoder()
  await decoder.ready
  try {
    for await (const bytes of chunks(source, start, source.sizeBytes)) {
      for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
        yield* toBlock(await quietly(() => decoder.decode(bytes.subarray(at, at + SLICE_BYTES))))
      }
    }
    yield* toBlock(await quietly(() => decoder.flush()))
  } finally {
    decoder.free()
  }
}

/** What a WASM decoder answers. */
export interface Decoded {
  readonly channelData: readonly Float32Array[]
  readonly sampleRate: number
}

/** Zero or one block of a decoder's answer. */
export function* toBlock({ channelData, sampleRate }: Decoded): Generator<PcmBlock> {
  if (channelData.length === 0 || channelData[0].length === 0 || !isPlausible(sampleRate, channelData.length)) return
  yield { sampleRateHz: sampleRate, channels: channelData }
}
