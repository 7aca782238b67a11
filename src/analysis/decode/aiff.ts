// AIFF and AIFF-C: big-endian PCM, "sowt" little-endian PCM, "fl32" and "fl64" floats.

import type { ByteSource } from './byte-source.ts'
import { type AudioInput, isPlausible } from './pcm.ts'
import type { SampleFormat } from './sample-format.ts'
import { tag } from './sniff.ts'
import { plainBlocks, type WavLayout } from './wav.ts'

const CHUNKS_MAX = 1000

interface Common {
  readonly channels: number
  readonly sampleRateHz: number
  readonly format: SampleFormat
}

/** Opens an AIFF file; null where its samples are of a kind that only ffmpeg reads. */
export async function openAiff(source: ByteSource): Promise<AudioInput | null> {
  const layout = await readAiffLayout(source)
  return layout && { codec: 'pcm', secondsMin: 0, blocks: () => plainBlocks(source, layout) }
}

/** Finds format and samples; null where the content is not plain samples. */
export async function readAiffLayout(source: ByteSource): Promise<WavLayout | null> {
  let common: Common | null = null
  let data: { dataStart: number; dataEnd: number } | null = null
  let position = 12
  for (let i = 0; i < CHUNKS_MAX && !(common && data); i++) {
    const head = await source.read(position, 8 + 22)
    if (head.length < 8) break
    const view = new DataView(head.buffer, head.byteOffset)
    const size = view.getUint32(4, false)
    if (tag(head, 0) === 'COMM') common = readCommon(head.subarray(8), tag(head, 8 + 18))
    if (tag(head, 0) === 'SSND' && head.length >= 16) {
      const dataStart = position + 16 + view.getUint32(8, false)
      data = { dataStart, dataEnd: size === 0 || size === 0xffffffff ? Infinity : position + 8 + size }
    }
    position += 8 + size + (size % 2)
  }
  return common && data && { ...common, ...data }
}

function readCommon(bytes: Uint8Array, compression: string): Common | null {
  if (bytes.length < 18) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const channels = view.getUint16(0, false)
  const sampleBytes = Math.ceil(view.getUint16(6, false) / 8)
  const sampleRateHz = Math.round(extendedFloat(view, 8))
  const format = sampleFormat(compression, sampleBytes)
  return format && isPlausible(sampleRateHz, channels) ? { channels, sampleRateHz, format } : null
}

function sampleFormat(compression: string, bytes: number): SampleFormat | null {
  const name = compression.toLowerCase()
  if (name === 'fl32') return { kind: 'float', bytes: 4, littleEndian: false }
  if (name === 'fl64') return { kind: 'float', bytes: 8, littleEndian: false }
  if (bytes !== 1 && bytes !== 2 && bytes !== 3 && bytes !== 4) return null
  if (name === 'sowt') return { kind: 'signed', bytes, littleEndian: true }
  // A plain AIFF has no compression field: what stands there belongs to the next chunk.
  if (name === 'ulaw' || name === 'alaw' || name === 'ima4' || name === 'raw ') return null
  return { kind: 'signed', bytes, littleEndian: false }
}

/** An 80-bit extended float, as AIFF writes its sampling rate. */
function extendedFloat(view: DataView, at: number): number {
  const exponent = (view.getUint16(at, false) & 0x7fff) - 16_383
  const mantissa = view.getUint32(at + 2, false) * 2 ** 32 + view.getUint32(at + 6, false)
  return mantissa * 2 ** (exponent - 63)
}
