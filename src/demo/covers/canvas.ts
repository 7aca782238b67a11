// A canvas in linear light: shapes by signed distance, so that edges are smooth; grain and paper at the end.

import { seededRandom } from '#kernel'

/** Pixels along each side of a cover. */
export const COVER_SIZE = 600

/** Red, green, blue, 0 to 1, linear light. */
export type Colour = readonly [number, number, number]

/** A colour from "#rrggbb". */
export function colour(hex: string): Colour {
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Between two colours, `t` 0 to 1. */
export const mix = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]

/** Smooth step from 0 at `low` to 1 at `high`. */
export function smooth(low: number, high: number, x: number): number {
  const t = Math.max(0, Math.min(1, (x - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

/** How much of a pixel lies inside, by the signed distance of its centre to the edge in units of the canvas (negative inside). */
export const inside = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance * COVER_SIZE))

/** Distance to a disc's edge. */
export const disc = (x: number, y: number, cx: number, cy: number, radius: number): number => Math.hypot(x - cx, y - cy) - radius
/** Distance to a box's edge. */
export const box = (x: number, y: number, cx: number, cy: number, halfWidth: number, halfHeight: number): number => {
  const dx = Math.abs(x - cx) - halfWidth
  const dy = Math.abs(y - cy) - halfHeight
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0)
}
/** Distance to a segment, less half its width. */
export function segment(x: number, y: number, ax: number, ay: number, bx: number, by: number, halfWidth: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy) - halfWidth
}

/** Smooth noise of two coordinates, -1 to 1 (value noise on a lattice, quintic between). */
export function noiseOf(seed: string): (x: number, y: number) => number {
  const random = seededRandom(seed)
  const lattice = Float32Array.from({ length: 4096 }, () => random.next() * 2 - 1)
  const at = (x: number, y: number) => lattice[((x & 63) + (y & 63) * 64) & 4095]
  const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)
  return (x, y) => {
    const [ix, iy] = [Math.floor(x), Math.floor(y)]
    const [tx, ty] = [ease(x - ix), ease(y - iy)]
    const top = at(ix, iy) + (at(ix + 1, iy) - at(ix, iy)) * tx
    const bottom = at(ix, iy + 1) + (at(ix + 1, iy + 1) - at(ix, iy + 1)) * tx
    return top + (bottom - top) * ty
  }
}

/** What a painter gives for each point, x and y from 0 to 1, y downwards. */
export type Painter = (x: number, y: number) => Colour

const encode = (value: number): number => {
  const v = Math.max(0, Math.min(1, value))
  return Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055))
}
const ENCODED = Uint8Array.from({ length: 8193 }, (_, i) => encode(i / 8192))

/** Paints every pixel, `samples` x `samples` points each, with grain as on uncoated paper. */
export function paint(painter: Painter, options: { seed: string; grain: number; samples?: number }): Uint8Array {
  const samples = options.samples ?? 1
  const pixels = new Uint8Array(COVER_SIZE * COVER_SIZE * 3)
  const random = seededRandom(options.seed)
  for (let py = 0, at = 0; py < COVER_SIZE; py++) {
    for (let px = 0; px < COVER_SIZE; px++) {
      let [r, g, b] = [0, 0, 0]
      for (let sy = 0; sy < samples; sy++) {
        for (let sx = 0; sx < samples; sx++) {
          const point = painter((px + (sx + 0.5) / samples) / COVER_SIZE, (py + (sy + 0.5) / samples) / COVER_SIZE)
          r += point[0]
          g += point[1]
          b += point[2]
        }
      }
      const scale = (1 + (random.next() + random.next() - 1) * options.grain) / (samples * samples)
      const lift = (random.next() - 0.5) * options.grain * 0.02
      pixels[at++] = ENCODED[Math.round(8192 * Math.max(0, Math.min(1, r * scale + lift)))]
      pixels[at++] = ENCODED[Math.round(8192 * Math.max(0, Math.min(1, g * scale + lift)))]
      pixels[at++] = ENCODED[Math.round(8192 * Math.max(0, Math.min(1, b * scale + lift)))]
    }
  }
  return pixels
}
