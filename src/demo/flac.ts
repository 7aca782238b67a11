// A FLAC encoder for 16-bit stereo (RFC 9639): fixed and linear prediction, partitioned Rice codes, left/right or mid/side, comments and a cover.

import { createHash } from 'node:crypto'
import { type BitWriter, bitWriter } from './bit-writer.ts'
import { planChannel, type SubframePlan, writeSubframe } from './flac-subframe.ts'

const BLOCK_SIZE = 4096

export interface FlacTags {
  /** Names in capitals; a name may occur several times. */
  readonly comments: readonly (readonly [name: string, value: string])[]
  readonly cover?: { readonly png: Uint8Array; readonly width: number; readonly height: number }
}

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1
  return crc & 0xff
})
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1
  return crc & 0xffff
})

function metadataBlock(type: number, body: Uint8Array, last = false): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  head[0] = type | (last ? 0x80 : 0)
  return Buffer.concat([head, body])
}

function commentBlock(tags: FlacTags): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const count = Buffer.alloc(4)
  count.writeUInt32LE(tags.comments.length)
  return Buffer.concat([text('Deepcut demo'), count, ...tags.comments.map(([name, value]) => text(`${name}=${value}`))])
}

function pictureBlock({ png, width, height }: NonNullable<FlacTags['cover']>): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const type = Buffer.from('image/png')
  const description = Buffer.from('Front cover')
  return Buffer.concat([
    ...[number(3), number(type.length), type, number(description.length), description],
    ...[number(width), number(height), number(24), number(0), number(png.length), png],
  ])
}

function streamInfo(sampleRateHz: number, count: number, sizes: readonly number[], md5: Buffer): Buffer {
  const body = Buffer.alloc(34)
  body.writeUInt16BE(BLOCK_SIZE, 0)
  body.writeUInt16BE(BLOCK_SIZE, 2)
  body.writeUIntBE(Math.min(...sizes), 4, 3)
  body.writeUIntBE(Math.max(...sizes), 7, 3)
  // 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits of samples.
  body.writeBigUInt64BE((BigInt(sampleRateHz) << 44n) | (1n << 41n) | (15n << 36n) | BigInt(count), 10)
  md5.copy(body, 18)
  return body
}

/** The frame's number as UTF-8 codes characters. */
function writeFrameNumber(bits: BitWriter, frame: number): void {
  if (frame < 0x80) bits.write(frame, 8)
  else if (frame < 0x800) {
    bits.write(0xc0 | (frame >> 6), 8)
    bits.write(0x80 | (frame & 63), 8)
  } else {
    bits.write(0xe0 | (frame >> 12), 8)
    bits.write(0x80 | ((frame >> 6) & 63), 8)
    bits.write(0x80 | (frame & 63), 8)
  }
}

/** The two channels to write: left and right, or one of them or the middle with the difference; and the code that says which. */
function channelsOf(left: Int32Array, right: Int32Array): { code: number; plans: [SubframePlan, SubframePlan] } {
  const count = left.length
  const mid = new Int32Array(count)
  const side = new Int32Array(count)
  let [costL, costR, costM, costS] = [0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    side[i] = left[i] - right[i]
    mid[i] = (left[i] + right[i]) >> 1
    if (i < 2) continue
    costL += Math.abs(left[i] - 2 * left[i - 1] + left[i - 2])
    costR += Math.abs(right[i] - 2 * right[i - 1] + right[i - 2])
    costM += Math.abs(mid[i] - 2 * mid[i - 1] + mid[i - 2])
    costS += Math.abs(side[i] - 2 * side[i - 1] + side[i - 2])
  }
  const bitsOf = (cost: number) => Math.log2(cost / count + 0.1)
  const choices = [
    { code: 1, cost: bitsOf(costL) + bitsOf(costR), pick: () => [planChannel(left, 16), planChannel(right, 16)] },
    { code: 8, cost: bitsOf(costL) + bitsOf(costS), pick: () => [planChannel(left, 16), planChannel(side, 17)] },
    { code: 9, cost: bitsOf(costS) + bitsOf(costR), pick: () => [planChannel(side, 17), planChannel(right, 16)] },
    { code: 10, cost: bitsOf(costM) + bitsOf(costS), pick: () => [planChannel(mid, 16), planChannel(side, 17)] },
  ]
  const best = choices.reduce((least, choice) => (choice.cost < least.cost ? choice : least))
  return { code: best.code, plans: best.pick() as [SubframePlan, SubframePlan] }
}

function writeFrame(bits: BitWriter, frame: number, left: Int32Array, right: Int32Array): void {
  const start = bits.length
  const { code, plans } = channelsOf(left, right)
  bits.write(0xfff8, 16)
  bits.write(left.length === BLOCK_SIZE ? 0xc9 : 0x79, 8) // block size (4096, or 16 bits that follow); 44.1 kHz
  bits.write((code << 4) | 0x08, 8) // channels; 16 bits
  writeFrameNumber(bits, frame)
  if (left.length !== BLOCK_SIZE) bits.write(left.length - 1, 16)
  let crc = 0
  const head = bits.bytes.subarray(start, bits.length)
  for (let i = 0; i < head.length; i++) crc = CRC8[crc ^ head[i]]
  bits.write(crc, 8)
  for (const plan of plans) writeSubframe(bits, plan)
  bits.align()
  let crc16 = 0
  const body = bits.bytes.subarray(start, bits.length)
  for (let i = 0; i < body.length; i++) crc16 = ((crc16 << 8) & 0xffff) ^ CRC16[(crc16 >> 8) ^ body[i]]
  bits.write(crc16, 16)
}

/** Rounds samples of -1 to 1 to 16 bits. */
export function toInt16(channel: Float32Array): Int16Array {
  const out = new Int16Array(channel.length)
  for (let i = 0; i < out.length; i++) {
    const value = Math.round(channel[i] * 32_767)
    out[i] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
  }
  return out
}

/** Encodes two channels of 16-bit samples at 44.1 kHz as a FLAC file. */
export function encodeFlac(left: Int16Array, right: Int16Array, tags: FlacTags): Uint8Array {
  const count = left.length
  const interleaved = new Int16Array(count * 2)
  for (let i = 0; i < count; i++) {
    interleaved[2 * i] = left[i]
    interleaved[2 * i + 1] = right[i]
  }
  // The MD5 is of little-endian samples; every machine Node runs on is little-endian but s390x.
  const raw = Buffer.from(interleaved.buffer)
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 0) raw.swap16()
  const md5 = createHash('md5').update(raw).digest()
  const bits = bitWriter(count * 3)
  const sizes: number[] = []
  for (let frame = 0, from = 0; from < count; frame++, from += BLOCK_SIZE) {
    const before = bits.length
    const to = Math.min(count, from + BLOCK_SIZE)
    writeFrame(bits, frame, new Int32Array(left.subarray(from, to)), new Int32Array(right.subarray(from, to)))
    sizes.push(bits.length - before)
  }
  const blocks = [metadataBlock(0, streamInfo(44_100, count, sizes, md5)), metadataBlock(4, commentBlock(tags), !tags.cover)]
  if (tags.cover) blocks.push(metadataBlock(6, pictureBlock(tags.cover), true))
  return Buffer.concat([Buffer.from('fLaC'), ...blocks, bits.bytes.subarray(0, bits.length)])
}
