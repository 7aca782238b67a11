// MPEG audio layers I to III through mpg123 in WebAssembly, gapless.

import { MPEGDecoder } from 'mpg123-decoder'
import { type ByteSource, chunks } from './byte-source.ts'
import type { MpegFrame } from './mpeg-header.ts'
import { type AudioInput, isPlausible, type PcmBlock } from './pcm.ts'

/** 448 kbit/s, the most that layer I allows. */
const BYTES_A_SECOND_MAX = 56_000

const NEED_MORE = -10
/** After so many answers in a row without a sample the stream is left: mpg123 would repeat the last one for ever. */
const ERRORS_MAX = 20

/**
 * What is used inside the package's decoder. Its own `decode` prints each error and never leaves a stream that keeps failing,
 * so the two functions of mpg123 beneath it are called here. The package is pinned to one version; decode.test.ts covers this.
 */
interface Mpg123 {
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, length: number): number
      mpeg_decoder_read(decoder: number, output: number, length: number, decoded: number, rate: number, error: number): number
    }
  }
  readonly _decoder: number
  readonly _input: Memory<Uint8Array>
  readonly _output: Memory<Float32Array>
  readonly _samplesDecodedPtr: Memory<Uint32Array>
  readonly _sampleRatePtr: Memory<Uint32Array>
  readonly _errorStringPtr: Memory<Uint32Array>
}
interface Memory<Numbers> {
  readonly ptr: number
  readonly len: number
  readonly buf: Numbers
}

/** An MPEG stream whose first frame stands at `start`. */
export function openMpeg(source: ByteSource, start: number, frame: MpegFrame): AudioInput {
  const secondsMin = (source.sizeBytes - start) / BYTES_A_SECOND_MAX
  return { codec: `mp${frame.layer}`, secondsMin, blocks: () => blocks(source, start, frame) }
}

async function* blocks(source: ByteSource, start: number, frame: MpegFrame): AsyncGenerator<PcmBlock> {
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const mpg123 = decoder as unknown as Mpg123
    for await (const bytes of chunks(source, start, source.sizeBytes)) {
      for (let at = 0; at < bytes.length; at += mpg123._input.len) {
        yield* decode(mpg123, bytes.subarray(at, at + mpg123._input.len), frame.channels)
      }
    }
  } finally {
    decoder.free()
  }
}

function* decode(mpg123: Mpg123, bytes: Uint8Array, channels: number): Generator<PcmBlock> {
  const { mpeg_decoder_feed: feed, mpeg_decoder_read: read } = mpg123._common.wasm
  mpg123._input.buf.set(bytes)
  if (feed(mpg123._decoder, mpg123._input.ptr, bytes.length) === NEED_MORE) return
  const { _output: output, _samplesDecodedPtr: decoded, _sampleRatePtr: rate, _errorStringPtr: error } = mpg123
  for (let errors = 0; errors < ERRORS_MAX; ) {
    decoded.buf[0] = 0
    const code = read(mpg123._decoder, output.ptr, output.len, decoded.ptr, rate.ptr, error.ptr)
    const count = decoded.buf[0]
    if (count > 0 && isPlausible(rate.buf[0], channels)) {
      errors = 0
      yield {
        sampleRateHz: rate.buf[0],
        channels: Array.from({ length: channels }, (_, c) => output.buf.slice(c * count, (c + 1) * count)),
      }
    }
    if (code === NEED_MORE) return
    if (count === 0) errors++
  }
}
