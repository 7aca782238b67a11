// What tests of the scan are made from: the smallest files that are really FLAC, MP3, WAV and Opus, with tags, written byte by byte.

import { Buffer } from 'node:buffer'

type Comments = Readonly<Record<string, string | readonly string[]>>

/** A PNG of one pixel; `shade` makes different ones. */
export const png = (shade = 0): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'), Buffer.from([shade])])

const u32be = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const u32le = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function vorbisComment(comments: Comments): Buffer {
  const entries = Object.entries(comments).flatMap(([name, value]) => [value].flat().map((one) => Buffer.from(`${name}=${one}`)))
  return Buffer.concat([u32le(4), Buffer.from('test'), u32le(entries.length), ...entries.flatMap((entry) => [u32le(entry.length), entry])])
}

const flacBlock = (type: number, last: boolean, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(last ? 128 : 0) | type]), u32be(body.length).subarray(1), body])

const flacPicture = (type: number, mediaType: string, data: Buffer): Buffer =>
  Buffer.concat([
    u32be(type),
    u32be(mediaType.length),
    Buffer.from(mediaType),
    u32be(0),
    u32be(1),
    u32be(1),
    u32be(24),
    u32be(0),
    u32be(data.length),
    data,
  ])

/** A FLAC of `durationS` seconds at 44,100 Hz, by its header; `sound` stands for the frames and makes contents differ. */
export function flac(
  comments: Comments,
  set: { durationS?: number; sound?: string; pictures?: readonly { type?: number; mediaType?: string; data: Buffer }[] } = {},
): Buffer {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(4096, 0)
  info.writeUInt16BE(4096, 2)
  const samples = Math.round((set.durationS ?? 200) * 44_100)
  info.writeBigUInt64BE((44_100n << 44n) | (1n << 41n) | (15n << 36n) | BigInt(samples), 10)
  const pictures = set.pictures ?? []
  return Buffer.concat([
    Buffer.from('fLaC'),
    flacBlock(0, false, info),
    ...pictures.map(({ type, mediaType, data }) => flacBlock(6, false, flacPicture(type ?? 3, mediaType ?? 'image/png', data))),
    flacBlock(4, true, vorbisComment(comments)),
    Buffer.from(`\xff\xf8${set.sound ?? JSON.stringify(comments)}`, 'latin1'),
  ])
}

/** An ID3v2.4 tag: several values of a frame are parted by a zero, as the standard says. */
function id3(frames: Comments): Buffer {
  const synchsafe = (value: number) => Buffer.from([(value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127])
  const bodies = Object.entries(frames).map(([name, value]) => {
    const [id, description] = name.split(':')
    const body = Buffer.concat([
      Buffer.from([3]),
      Buffer.from(description === undefined ? '' : `${description}\0`),
      Buffer.from([value].flat().join('\0')),
    ])
    return Buffer.concat([Buffer.from(id), synchsafe(body.length), Buffer.from([0, 0]), body])
  })
  const all = Buffer.concat(bodies)
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), synchsafe(all.length), all])
}

/** An MP3 of silent frames (128 kbit/s, 44,100 Hz, 26 ms each) behind an ID3v2.4 tag. */
export function mp3(frames: Comments, count = 40): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x00])
  return Buffer.concat([Object.keys(frames).length > 0 ? id3(frames) : Buffer.alloc(0), ...Array.from({ length: count }, () => frame)])
}

/** A WAV (mono, 8 bit, 8,000 Hz) whose samples are the bytes of `sound`. */
export function wav(sound: string): Buffer {
  const data = Buffer.from(sound)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

function oggPage(sequence: number, flags: number, granule: bigint, packet: Buffer): Buffer {
  const lacing = [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255]
  const head = Buffer.alloc(27)
  head.write('OggS', 0, 'latin1')
  head[5] = flags
  head.writeBigInt64LE(granule, 6)
  head.writeUInt32LE(77, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = lacing.length
  const page = Buffer.concat([head, Buffer.from(lacing), packet])
  let crc = 0
  for (const byte of page) crc = ((crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ byte) & 255]) >>> 0
  page.writeUInt32LE(crc, 22)
  return page
}

/** An Opus file of `durationS` seconds, by its last page. */
export function opus(comments: Comments, durationS = 200): Buffer {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 2, 0, 0]), u32le(48_000), Buffer.from([0, 0, 0])])
  const tags = Buffer.concat([Buffer.from('OpusTags'), vorbisComment(comments)])
  return Buffer.concat([
    oggPage(0, 2, 0n, head),
    oggPage(1, 0, 0n, tags),
    oggPage(2, 4, BigInt(durationS * 48_000), Buffer.from([0xfc, 0xff, 0xfe])),
  ])
}
