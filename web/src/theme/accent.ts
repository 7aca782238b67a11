// Draws the page's accent from a cover: reads a small copy of the picture, and sets the tokens.

import { type Accent, accentFrom, dominant, LAMP, type Oklch } from './colour.ts'

const SIDE = 32
const known = new Map<string, Accent>()
let wanted: string | null = null

const css = ({ l, c, h }: Oklch) => `oklch(${l.toFixed(3)} ${c.toFixed(3)} ${h.toFixed(1)})`

function apply(accent: Accent): void {
  const { style } = document.documentElement
  style.setProperty('--accent-day', css(accent.day))
  style.setProperty('--accent-night', css(accent.night))
}

/** Takes the accent from the picture at `url` once it has loaded; null goes back to the lamp. */
export function accentFromCover(url: string | null): void {
  if (url === wanted) return
  wanted = url
  const before = url ? known.get(url) : LAMP
  if (before) apply(before)
  if (!url || before) return
  const image = new Image()
  image.onload = () => {
    const accent = accentFrom(dominant(pixelsOf(image)))
    known.set(url, accent)
    if (wanted === url) apply(accent)
  }
  image.onerror = () => wanted === url && apply(LAMP)
  image.src = url
}

/** A small copy of a picture as RGBA. */
export function pixelsOf(image: HTMLImageElement): ArrayLike<number> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return []
  pen.drawImage(image, 0, 0, SIDE, SIDE)
  return pen.getImageData(0, 0, SIDE, SIDE).data
}
