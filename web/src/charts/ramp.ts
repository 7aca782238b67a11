// The colour of timbre: dark sounds violet, bright ones amber. Lightness rises along with hue, so that the order also holds without colour.

import { type Oklch, toRgb } from '../theme/colour.ts'

const STOPS: Record<'dark' | 'light', readonly Oklch[]> = {
  dark: [
    { l: 0.53, c: 0.13, h: 292 },
    { l: 0.63, c: 0.15, h: 350 },
    { l: 0.74, c: 0.14, h: 45 },
    { l: 0.87, c: 0.12, h: 88 },
  ],
  light: [
    { l: 0.36, c: 0.14, h: 292 },
    { l: 0.47, c: 0.16, h: 352 },
    { l: 0.58, c: 0.15, h: 45 },
    { l: 0.69, c: 0.13, h: 75 },
  ],
}

const STEPS = 32

/** 32 CSS colours from the darkest timbre to the brightest. */
export function timbreRamp(theme: 'dark' | 'light'): readonly string[] {
  const stops = STOPS[theme]
  return Array.from({ length: STEPS }, (_, step) => {
    const at = (step / (STEPS - 1)) * (stops.length - 1)
    const low = Math.min(stops.length - 2, Math.floor(at))
    return cssOf(between(stops[low], stops[low + 1], at - low))
  })
}

/** The colour between two, `share` 0 to 1, the short way round the wheel. */
export function between(one: Oklch, other: Oklch, share: number): Oklch {
  const turn = ((other.h - one.h + 540) % 360) - 180
  return { l: one.l + (other.l - one.l) * share, c: one.c + (other.c - one.c) * share, h: (one.h + turn * share + 360) % 360 }
}

const cssOf = (colour: Oklch) =>
  `rgb(${toRgb(colour)
    .map((part) => Math.round(part * 255))
    .join(' ')})`
