// WAV: RIFF, RF64 and BW64 with PCM of 8 to 32 bits or floats, also as WAVE_FORMAT_EXTENSIBLE. Anything else inside (ADPCM, MP3) is not ours.

import { type ByteSource, chunks } from './byte-source.ts'
import { type AudioInput, isPlausible, type PcmBlock } from './pcm.ts'
import { deinterleave, type SampleFormat } from './sample-format.ts'
import { tag } from './sniff.ts'

export interface WavLayout {
  readonly sampleRateHz: number
  readonly channels: number
  readonly format: SampleFormat
  /** The samples: from this byte … */
  readonly dataStart: number
  /** … up to this one; Infinity where the header does not say. */
  readonly dataEnd: number
}

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe
const SIZE_UNKNOWN = 0xffffffff
const CHUNKS_MAX = 1000

/** Finds format and samples; null where the content is not plain samples. */
export async function readWavLayout(read: (position: number, length: number) => Promise<Uint8Array>): Promise<WavLayout | null> {
  let format: Omit<WavLayout, 'dataStart' | 'dataEnd'> | null = null
  let longDataBytes: number | null = null
  let position = 12
  for (let i = 0; i < CHUNKS_MAX; i++) {
    const head = await read(position, 8 + 40)
    if (head.length < 8) return null
    const size = new DataView(head.buffer, head.byteOffset).getUint32(4, true)
    const name = tag(head, 0)
    if (name === 'ds64') longDataBytes = dataBytesOfDs64(head)
    if (name === 'fmt ') format = readFormat(head.subarray(8))
    if (name === 'data') {
      if (!format) return null
      const bytes = size === SIZE_UNKNOWN || size === 0 ? (longDataBytes ?? Infinity) : size
      return { ...format, dataStart: position + 8, dataEnd: position + 8 + bytes }
    }
    position += 8 + size + (size % 2)
  }
  return null
}

function dataBytesOfDs64(head: Uint8Array): number | null {
  if (head.length < 8 + 16) return null
  const bytes = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(16, true))
  return bytes > 0 ? bytes : null
}

function readFormat(bytes: Uint8Array): Omit<WavLayout, 'dataStart' | 'dataEnd'> | null {
  if (bytes.length < 16) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let code = view.getUint16(0, true)
  const channels = view.getUint16(2, true)
  const sampleRateHz = view.getUint32(4, true)
  const sampleBytes = view.getUint16(12, true) / Math.max(1, channels)
  if (code === EXTENSIBLE && bytes.length >= 26) code = view.getUint16(24, true)
  if (!isPlausible(sampleRateHz, channels)) return null
  const format = sampleFormat(code, sampleBytes)
  return format && { sampleRateHz, channels, format }
}

function sampleFormat(code: number, bytes: number): SampleFormat | null {
  if (code === PCM && bytes === 1) return { kind: 'unsigned', bytes, littleEndian: true }
  if (code === PCM && (bytes === 2 || bytes === 3 || bytes === 4)) return { kind: 'signed', bytes, littleEndian: true }
  if (code === FLOAT && (bytes === 4 || bytes === 8)) return { kind: 'float', bytes, littleEndian: true }
  return null
}

/** Opens a WAV file; null where its samples are of a kind that only ffmpeg reads. */
export async function openWav(source: ByteSource): Promise<AudioInput | null> {
  const layout = await readWavLayout(source.read)
  if (!layout) return null
  return { codec: 'pcm', secondsMin: 0, blocks: () => plainBlocks(source, layout) }
}

/** The samples of a plain file in blocks of whole frames. */
export async function* plainBlocks(source: ByteSource, layout: WavLayout): AsyncGenerator<PcmBlock> {
  const { sampleRateHz, channels, format } = layout
  const frameBytes = channels * format.bytes
  const chunkBytes = Math.max(1, Math.floor((256 * 1024) / frameBytes)) * frameBytes
  for await (const bytes of chunks(source, layout.dataStart, Math.min(layout.dataEnd, source.sizeBytes), chunkBytes)) {
    if (bytes.length < frameBytes) return
    yield { sampleRateHz, channels: deinterleave(bytes, format, channels) }
  }
}
