// A cover for music without one, drawn from how it sounds: the same look gives the same picture, a close one a close picture.

import { oklch } from './colour.ts'
import { MOTIFS } from './cover-motifs.ts'

/** What a cover shows of a sound; all numbers 0 to 1 unless the name says otherwise. */
export interface CoverLook {
  readonly motif: 'hills' | 'grooves' | 'discs' | 'bars' | 'moons'
  readonly hueDeg: number
  /** Dark sound to bright sound: night to paper. */
  readonly brightness: number
  /** Quiet to loud: pale to saturated, thin to bold. */
  readonly energy: number
  /** Slow to fast: few shapes to many. */
  readonly pace: number
  /** Smooth to noisy: round to rough. */
  readonly roughness: number
  /** Twelve numbers that shape it. */
  readonly profile: readonly number[]
}

export interface Palette {
  readonly ground: string
  readonly groundDeep: string
  /** From close to the ground to far from it. */
  readonly tones: readonly string[]
  readonly accent: string
}

const SIDE = 600

/** The palette of a look: a ground, four tones on it, and one accent across the wheel. */
export function paletteOf(look: CoverLook): Palette {
  const { hueDeg: hue, energy } = look
  const chroma = 0.05 + 0.075 * energy
  const paper = look.brightness > 0.62
  const ground = paper ? 0.9 - 0.05 * energy : 0.2 + 0.1 * look.brightness
  const steps = paper ? [0.78, 0.66, 0.53, 0.4] : [0.34, 0.45, 0.58, 0.72]
  return {
    ground: oklch(ground, paper ? 0.03 + 0.02 * energy : 0.03 + 0.02 * energy, hue),
    groundDeep: oklch(ground - (paper ? 0.07 : 0.06), 0.045, hue + 20),
    tones: steps.map((lightness, step) => oklch(lightness, chroma, hue + step * 9)),
    accent: paper ? oklch(0.6, 0.16, hue + 150) : oklch(0.82, 0.12, hue + 55),
  }
}

/** The SVG, 600 by 600, a few kilobytes, without text or scripts. */
export function drawCover(look: CoverLook): string {
  const palette = paletteOf(look)
  const shapes = MOTIFS[look.motif](look, palette)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}">`,
    `<defs><linearGradient id="g" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${palette.ground}"/><stop offset="1" stop-color="${palette.groundDeep}"/></linearGradient></defs>`,
    `<rect width="${SIDE}" height="${SIDE}" fill="url(#g)"/>`,
    ...shapes,
    '</svg>',
  ].join('')
}
