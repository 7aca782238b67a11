// A PNG encoder for 8-bit colour (ISO 15948): the filter with the smallest sum of differences for each row, then deflate.

import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  out.set(body, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** Filters a row (types 0 to 4 of the standard) into `out`, and gives the sum of magnitudes. */
function filterRow(type: number, row: Uint8Array, above: Uint8Array, out: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    const a = i >= 3 ? row[i - 3] : 0
    const b = above[i]
    const c = i >= 3 ? above[i - 3] : 0
    const guess = type === 0 ? 0 : type === 1 ? a : type === 2 ? b : type === 3 ? (a + b) >> 1 : paeth(a, b, c)
    out[i] = row[i] - guess
    sum += out[i] < 128 ? out[i] : 256 - out[i]
  }
  return sum
}

/** Encodes pixels, three bytes each (red, green, blue), rows from the top; `text` is kept as a tEXt chunk under "Comment". */
export function encodePng(pixels: Uint8Array, width: number, height: number, text: string): Uint8Array {
  const stride = width * 3
  const raw = new Uint8Array((stride + 1) * height)
  const candidate = new Uint8Array(stride)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * stride, (y + 1) * stride)
    let least = Number.POSITIVE_INFINITY
    for (let type = 0; type < 5; type++) {
      const sum = filterRow(type, row, above, candidate)
      if (sum >= least) continue
      least = sum
      raw[y * (stride + 1)] = type
      raw.set(candidate, y * (stride + 1) + 1)
    }
    above = Uint8Array.from(row)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  head[9] = 2
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1')),
    chunk('IDAT', deflateSync(raw, { level: 7 })),
    chunk('IEND', new Uint8Array()),
  ])
}
