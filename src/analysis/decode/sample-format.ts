// Plain samples as bytes, turned into Float32.

/** One way of writing samples. */
export interface SampleFormat {
  readonly kind: 'unsigned' | 'signed' | 'float'
  readonly bytes: 1 | 2 | 3 | 4 | 8
  readonly littleEndian: boolean
}

/** Splits interleaved frames into one array for each channel, -1 to 1; numbers that cannot be sound become 0. */
export function deinterleave(bytes: Uint8Array, format: SampleFormat, channels: number): Float32Array[] {
  const count = Math.floor(bytes.length / (channels * format.bytes))
  const common = commonNumbers(bytes, format, count * channels)
  if (common) return strided(common.numbers, common.scale, channels, count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = reader(view, format)
  return Array.from({ length: channels }, (_, channel) => {
    const out = new Float32Array(count)
    const step = channels * format.bytes
    for (let i = 0, at = channel * format.bytes; i < count; i++, at += step) out[i] = read(at)
    return out
  })
}

const HOST_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** The two formats that nearly every file has, as typed arrays: read several times faster. */
function commonNumbers(
  bytes: Uint8Array,
  format: SampleFormat,
  count: number,
): { numbers: Int16Array | Float32Array; scale: number } | null {
  const { kind, bytes: width, littleEndian } = format
  if (!littleEndian || !HOST_IS_LITTLE || (kind === 'signed') !== (width === 2) || (kind === 'float') !== (width === 4)) return null
  const { buffer, byteOffset } = byteOffsetAligned(bytes, width)
  if (kind === 'signed') return { numbers: new Int16Array(buffer, byteOffset, count), scale: 1 / 32_768 }
  return kind === 'float' ? { numbers: new Float32Array(buffer, byteOffset, count), scale: 1 } : null
}

const byteOffsetAligned = (bytes: Uint8Array, width: number): Uint8Array => (bytes.byteOffset % width === 0 ? bytes : bytes.slice())

function strided(numbers: Int16Array | Float32Array, scale: number, channels: number, count: number): Float32Array[] {
  return Array.from({ length: channels }, (_, channel) => {
    const out = new Float32Array(count)
    for (let i = 0, at = channel; i < count; i++, at += channels) out[i] = possible(numbers[at] * scale)
    return out
  })
}

function reader(view: DataView, { kind, bytes, littleEndian }: SampleFormat): (at: number) => number {
  if (kind === 'float')
    return bytes === 4 ? (at) => possible(view.getFloat32(at, littleEndian)) : (at) => possible(view.getFloat64(at, littleEndian))
  if (bytes === 1) return kind === 'unsigned' ? (at) => (view.getUint8(at) - 128) / 128 : (at) => view.getInt8(at) / 128
  if (bytes === 2) return (at) => view.getInt16(at, littleEndian) / 32_768
  if (bytes === 4) return (at) => view.getInt32(at, littleEndian) / 2_147_483_648
  return littleEndian
    ? (at) => (view.getUint16(at, true) | (view.getInt8(at + 2) << 16)) / 8_388_608
    : (at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 8_388_608
}

/** Floats of a damaged file are often no numbers, or so large that their squares are none. */
const POSSIBLE_MAX = 1e6
const possible = (x: number): number => (x <= POSSIBLE_MAX && x >= -POSSIBLE_MAX ? x : 0)
