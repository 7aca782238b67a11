// The colour of an hour, the same wherever hours are shown: indigo at night, rose at dawn, amber by day, copper in the evening.

import { type Oklch, toRgb } from '../theme/colour.ts'
import { between } from './ramp.ts'

/** Hours and their colours; what lies between is mixed the short way round. */
const STOPS: Record<'dark' | 'light', readonly (readonly [number, Oklch])[]> = {
  dark: [
    [0, { l: 0.54, c: 0.12, h: 286 }],
    [4, { l: 0.52, c: 0.11, h: 290 }],
    [7, { l: 0.66, c: 0.11, h: 352 }],
    [10, { l: 0.8, c: 0.1, h: 66 }],
    [14, { l: 0.86, c: 0.1, h: 88 }],
    [18, { l: 0.75, c: 0.13, h: 52 }],
    [21, { l: 0.6, c: 0.13, h: 348 }],
    [24, { l: 0.54, c: 0.12, h: 286 }],
  ],
  light: [
    [0, { l: 0.36, c: 0.12, h: 286 }],
    [4, { l: 0.34, c: 0.11, h: 290 }],
    [7, { l: 0.52, c: 0.13, h: 352 }],
    [10, { l: 0.62, c: 0.12, h: 60 }],
    [14, { l: 0.65, c: 0.125, h: 78 }],
    [18, { l: 0.58, c: 0.14, h: 48 }],
    [21, { l: 0.46, c: 0.14, h: 348 }],
    [24, { l: 0.36, c: 0.12, h: 286 }],
  ],
}

/** The CSS colour of an hour of the day, 0 to 24, for both themes at once. */
export const hourColour = (hour: number): string => `light-dark(${rgbOf('light', hour)}, ${rgbOf('dark', hour)})`

function rgbOf(theme: 'dark' | 'light', hour: number): string {
  const stops = STOPS[theme]
  const after = Math.max(
    1,
    stops.findIndex(([at]) => at >= hour % 24),
  )
  const [[from, one], [to, other]] = [stops[after - 1], stops[after]]
  const [r, g, b] = toRgb(between(one, other, ((hour % 24) - from) / (to - from))).map((part) => Math.round(part * 255))
  return `rgb(${r} ${g} ${b})`
}
