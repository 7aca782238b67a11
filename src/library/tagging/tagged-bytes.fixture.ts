// What tests of tagging are made from, beside the files of audio-bytes.fixture.ts: Ogg Vorbis, M4A, AIFF, and WAV with a list, as small as they can be.

import { Buffer } from 'node:buffer'
import { wav } from '../audio-bytes.fixture.ts'

const u32be = (value: number) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])
const u32le = (value: number) => Buffer.from(u32be(value)).reverse()

/** Pages of one stream: `packets` on as few pages as hold them; checksums are left 0, as nothing here reads them. */
function pages(packets: readonly Buffer[], flags: number, sequence: number): Buffer[] {
  const lacing = packets.flatMap(({ length }) => [...new Array<number>(Math.floor(length / 255)).fill(255), length % 255])
  const content = Buffer.concat(packets)
  const made: Buffer[] = []
  for (let from = 0, at = 0; from < lacing.length; from += 255) {
    const own = lacing.slice(from, from + 255)
    const bytes = own.reduce((sum, length) => sum + length, 0)
    const head = Buffer.alloc(27)
    head.write('OggS', 0, 'latin1')
    head[5] = flags | (from > 0 && lacing[from - 1] === 255 ? 1 : 0)
    head.fill(own.every((length) => length === 255) ? 255 : 0, 6, 14)
    head.writeUInt32LE(77, 14)
    head.writeUInt32LE(sequence + made.length, 18)
    head[26] = own.length
    made.push(Buffer.concat([head, Buffer.from(own), content.subarray(at, at + bytes)]))
    at += bytes
  }
  return made
}

/** An Ogg Vorbis file by its three header packets; `sound` stands for the pages of sound. */
export function vorbis(comments: Readonly<Record<string, string>>, sound: string): Buffer {
  const lines = Object.entries(comments).map(([name, value]) => Buffer.from(`${name}=${value}`))
  const list = Buffer.concat([u32le(4), Buffer.from('test'), u32le(lines.length), ...lines.flatMap((line) => [u32le(line.length), line])])
  const headers = [
    Buffer.concat([Buffer.from('\x03vorbis', 'latin1'), list, Buffer.from([1])]),
    Buffer.from(`\x05vorbis${'s'.repeat(300)}`, 'latin1'),
  ]
  const identity = Buffer.concat([Buffer.from('\x01vorbis', 'latin1'), Buffer.alloc(23)])
  return Buffer.concat([...pages([identity], 2, 0), ...pages(headers, 0, 1), Buffer.from(sound)])
}

const box = (type: string, ...parts: readonly Buffer[]) => {
  const content = Buffer.concat(parts)
  return Buffer.concat([u32be(8 + content.length), Buffer.from(type, 'latin1'), content])
}

/** An M4A with one chunk of `sound`, its boxes before or after it, with a title or without any tags. */
export function m4a(sound: string, { title, moovFirst }: { title: string | null; moovFirst: boolean }): Buffer {
  const data = title === null ? Buffer.alloc(0) : box('data', u32be(1), u32be(0), Buffer.from(title))
  const list = box('meta', u32be(0), box('hdlr', Buffer.alloc(25)), box('ilst', box('\xa9nam', data)))
  const moov = (offset: number) => {
    const table = box('stco', u32be(0), u32be(1), u32be(offset))
    const track = box('trak', box('mdia', box('minf', box('stbl', table))))
    return title === null ? box('moov', track) : box('moov', track, box('udta', list))
  }
  const [head, mdat] = [box('ftyp', Buffer.from('M4A \0\0\0\0', 'latin1')), box('mdat', Buffer.from(sound))]
  const offset = moovFirst ? head.length + moov(0).length + 8 : head.length + 8
  return Buffer.concat(moovFirst ? [head, moov(offset), mdat] : [head, mdat, moov(offset)])
}

/** An AIFF whose only chunk is its sound. */
export function aiff(sound: string): Buffer {
  const chunk = Buffer.concat([Buffer.from('SSND'), u32be(sound.length), Buffer.from(sound), Buffer.alloc(sound.length & 1)])
  return Buffer.concat([Buffer.from('FORM'), u32be(4 + chunk.length), Buffer.from('AIFF'), chunk])
}

/** A WAV with a LIST INFO, in Latin-1 as old programs wrote it. */
export function wavWithInfo(sound: string, info: Readonly<Record<string, string>>): Buffer {
  const items = Object.entries(info).map(([id, text]) => {
    const words = Buffer.from(`${text}\0`, 'latin1')
    return Buffer.concat([Buffer.from(id), u32le(words.length), words, Buffer.alloc(words.length & 1)])
  })
  const list = Buffer.concat([Buffer.from('INFO'), ...items])
  const bytes = Buffer.concat([wav(sound), Buffer.alloc(sound.length & 1), Buffer.from('LIST'), u32le(list.length), list])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}
