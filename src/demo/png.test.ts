// The PNG encoder, held to a decoder written from the standard, and the covers to what one may ask of a cover.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { seededRandom } from '#kernel'
import { COVER_SIZE } from './covers/canvas.ts'
import { drawCover } from './covers/draw.ts'
import { encodePng } from './png.ts'

/** Decodes 8-bit colour without interlace, checking every checksum. */
function decode(png: Uint8Array): { width: number; height: number; pixels: Uint8Array } {
  const file = Buffer.from(png)
  assert.equal(file.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
  const data: Buffer[] = []
  let [width, height] = [0, 0]
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const body = file.subarray(at + 8, at + 8 + length)
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(file.subarray(at + 4, at + 8 + length)))
    if (type === 'IHDR') [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
    if (type === 'IDAT') data.push(body)
    at += 12 + length
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * 3
  const pixels = new Uint8Array(stride * height)
  const value = (y: number, i: number) => (y < 0 || i < 0 ? 0 : pixels[y * stride + i])
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let i = 0; i < stride; i++) {
      const [a, b, c] = [value(y, i - 3), value(y - 1, i), i < 3 ? 0 : value(y - 1, i - 3)]
      const p = a + b - c
      const nearest =
        Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c) ? a : Math.abs(p - b) <= Math.abs(p - c) ? b : c
      const guess = [0, a, b, (a + b) >> 1, nearest][filter]
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i] + guess
    }
  }
  return { width, height, pixels }
}

describe('the PNG encoder', () => {
  it('gives back every pixel', () => {
    const random = seededRandom(1)
    for (const [width, height] of [
      [1, 1],
      [7, 5],
      [64, 33],
    ]) {
      const noise = Uint8Array.from({ length: width * height * 3 }, () => random.below(256))
      const slope = Uint8Array.from({ length: width * height * 3 }, (_, i) => i / 3)
      for (const pixels of [noise, slope]) assert.deepEqual(decode(encodePng(pixels, width, height, 'x')), { width, height, pixels })
    }
  })
})

describe('a cover', () => {
  it('is drawn the same every time, with light and dark, and weighs little', () => {
    const pixels = drawCover('grid-studies')
    assert.deepEqual(drawCover('grid-studies'), pixels)
    const png = encodePng(pixels, COVER_SIZE, COVER_SIZE, 'x')
    assert.ok(png.length < 700_000)
    const [least, most] = pixels.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [255, 0])
    assert.ok(least < 60 && most > 180)
  })

  it('of an unknown album is a mistake that says so', () => {
    assert.throws(() => drawCover('nothing'), /No cover for nothing/)
  })
})
