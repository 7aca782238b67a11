// Colour arithmetic: sRGB to OKLCH and back, contrast, and the accent that a cover gives while staying readable (WCAG AA).
// OKLab after B. Ottosson, https://bottosson.github.io/posts/oklab/; contrast after WCAG 2.2, 1.4.3.

/** sRGB, each 0 to 1. */
export type Rgb = readonly [number, number, number]
export interface Oklch {
  /** 0 to 1. */
  readonly l: number
  /** 0 to about 0.37. */
  readonly c: number
  /** Degrees. */
  readonly h: number
}

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const fromLinear = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)

/** sRGB to OKLCH. */
export function toOklch([red, green, blue]: Rgb): Oklch {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  const hue = (Math.atan2(bb, a) * 180) / Math.PI
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: hue < 0 ? hue + 360 : hue }
}

/** OKLCH to sRGB, cut to what a screen can show. */
export function toRgb({ l: lightness, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const cut = (v: number) => Math.min(1, Math.max(0, fromLinear(Math.min(1, Math.max(0, v)))))
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b)

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

/** The colour with its lightness moved, as little as needed, until it reads on every ground at `ratio`. */
export function readableOn(colour: Oklch, grounds: readonly Rgb[], ratio: number): Oklch {
  const dark = grounds.every((ground) => luminance(ground) < 0.18)
  const step = dark ? 0.01 : -0.01
  let found = colour
  while (found.l > 0 && found.l < 1 && grounds.some((ground) => contrast(toRgb(found), ground) < ratio)) {
    found = { ...found, l: found.l + step }
  }
  return found
}

/**
 * The colour that speaks for a picture: the hue with most chroma-weighted pixels, with their mean lightness and chroma.
 * Null where the picture has hardly any colour. `pixels` is RGBA, 0 to 255.
 */
export function dominant(pixels: ArrayLike<number>): Oklch | null {
  const BINS = 24
  const weights = new Float64Array(BINS)
  const sums = Array.from({ length: BINS }, () => ({ l: 0, c: 0, x: 0, y: 0 }))
  let total = 0
  for (let i = 0; i + 3 < pixels.length; i += 4) {
    if (pixels[i + 3] < 128) continue
    const { l, c, h } = toOklch([pixels[i] / 255, pixels[i + 1] / 255, pixels[i + 2] / 255])
    total++
    if (c < 0.03 || l < 0.12) continue
    const weight = c * (1 - Math.abs(l - 0.6))
    const bin = Math.floor((h / 360) * BINS) % BINS
    weights[bin] += weight
    sums[bin].l += l * weight
    sums[bin].c += c * weight
    sums[bin].x += Math.cos((h * Math.PI) / 180) * weight
    sums[bin].y += Math.sin((h * Math.PI) / 180) * weight
  }
  const best = weights.reduce((top, weight, bin) => (weight > weights[top] ? bin : top), 0)
  if (weights[best] <= total * 0.002) return null
  const { l, c, x, y } = sums[best]
  const hue = (Math.atan2(y, x) * 180) / Math.PI
  return { l: l / weights[best], c: c / weights[best], h: hue < 0 ? hue + 360 : hue }
}

export interface Accent {
  readonly day: Oklch
  readonly night: Oklch
}

/** The lamp: the accent where no cover gives one. */
export const LAMP: Accent = { day: { l: 0.5, c: 0.115, h: 55 }, night: { l: 0.81, c: 0.115, h: 75 } }

/** Every ground that accent-coloured text stands on, by theme: hover is the one nearest to it. */
export const GROUNDS = {
  day: [toRgb({ l: 0.972, c: 0.009, h: 85 }), toRgb({ l: 0.937, c: 0.013, h: 82 })],
  night: [toRgb({ l: 0.168, c: 0.008, h: 60 }), toRgb({ l: 0.245, c: 0.012, h: 58 })],
} as const

/** The accent a cover gives in both themes, AA on every ground; the lamp for a cover without colour. */
export function accentFrom(colour: Oklch | null): Accent {
  if (!colour) return LAMP
  const { h } = colour
  const chroma = Math.min(0.14, Math.max(0.07, colour.c))
  return {
    day: readableOn({ l: Math.min(0.54, colour.l), c: chroma, h }, GROUNDS.day, 4.6),
    night: readableOn({ l: Math.max(0.76, Math.min(0.84, colour.l)), c: chroma, h }, GROUNDS.night, 4.6),
  }
}
