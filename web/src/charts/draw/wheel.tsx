// The Camelot wheel, the fuller the key the brighter: major keys outside, minor ones inside; neighbours mix well.

import { type Draw, type Mark, px } from '../drawing.ts'

export interface WheelKey {
  /** "8B". */
  readonly camelot: string
  /** "C major", and as a chord: "C". */
  readonly name: string
  readonly short: string
  readonly share: number
  readonly told: string
}

/** Never so full that the name on it could not be read. */
const WHEEL_FULL_PERCENT = 52
const tintOf = (share: number): string =>
  share <= 0
    ? 'var(--hover)'
    : `color-mix(in oklch, var(--data-sound) ${Math.round(8 + (WHEEL_FULL_PERCENT - 8) * share ** 1.3)}%, var(--hover))`

/** `middle` is said inside the wheel, in two lines. */
export const drawWheel =
  (keys: readonly WheelKey[], middle: readonly [string, string]): Draw =>
  ({ widthPx, remPx }) => {
    const side = Math.min(widthPx, 24 * remPx)
    const [cx, cy, outer] = [widthPx / 2, side / 2, side / 2 - 2]
    const rings = { B: [outer * 0.7, outer], A: [outer * 0.38, outer * 0.685] } as const
    const most = Math.max(Number.MIN_VALUE, ...keys.map(({ share }) => share))
    const placed = keys.map((key) => {
      const place = Number.parseInt(key.camelot, 10)
      const ring = rings[key.camelot.endsWith('A') ? 'A' : 'B']
      const angle = (place / 12) * 2 * Math.PI - Math.PI / 2
      const middle = (ring[0] + ring[1]) / 2
      return { key, d: segment(cx, cy, ring, place), x: cx + middle * Math.cos(angle), y: cy + middle * Math.sin(angle) }
    })
    const reach = 1.4 * remPx
    return {
      widthPx,
      heightPx: side,
      marks: placed.map(
        ({ key, d, x, y }): Mark => ({
          key: key.camelot,
          name: `${key.name}, ${key.camelot}`,
          value: key.told,
          outline: d,
          box: [px(x - reach), px(y - reach), 2 * reach, 2 * reach],
        }),
      ),
      body: (
        <>
          {placed.map(({ key, d, x, y }) => (
            <g key={key.camelot}>
              <path d={d} style={{ fill: tintOf(key.share / most) }} />
              <text
                className={key.share === most ? 'mid t-strong' : 'mid'}
                x={px(x)}
                y={px(y + 0.27 * remPx)}
                style={{ fill: 'var(--text)' }}
              >
                {key.short}
              </text>
            </g>
          ))}
          <text className="mid t-large" x={px(cx)} y={px(cy + 0.35 * remPx)}>
            {middle[0]}
          </text>
          <text className="mid" x={px(cx)} y={px(cy + 1.6 * remPx)}>
            {middle[1]}
          </text>
        </>
      ),
    }
  }

function segment(cx: number, cy: number, [inner, outer]: readonly [number, number], place: number): string {
  const at = (radius: number, turn: number) => {
    const angle = (turn / 12) * 2 * Math.PI - Math.PI / 2
    return `${px(cx + radius * Math.cos(angle))} ${px(cy + radius * Math.sin(angle))}`
  }
  const [from, to] = [place - 0.487, place + 0.487]
  return `M${at(inner, from)}L${at(outer, from)}A${px(outer)} ${px(outer)} 0 0 1 ${at(outer, to)}L${at(inner, to)}A${px(inner)} ${px(inner)} 0 0 0 ${at(inner, from)}Z`
}
