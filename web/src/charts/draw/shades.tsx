// Shades for how much: from the ground of an empty square to the full colour, and the scale that says what they mean.

import { px, type Room, textWidth } from '../drawing.ts'
import { labelPx } from './axis.tsx'

export const LEVELS = 6

/** The shade of a share 0 to 1: nothing is the colour of an empty square; small shares are lifted so that they show. */
export const shade = (share: number, tint = 'var(--data-listens)'): string =>
  share <= 0 ? 'var(--hover)' : `color-mix(in oklch, ${tint} ${Math.round(14 + 86 * Math.min(1, share) ** 0.75)}%, var(--hover))`

/** The scale of shades, ending at `right`, its middle at `y`. */
export function Shades({
  right,
  y,
  low,
  high,
  room,
  tint,
}: {
  right: number
  y: number
  low: string
  high: string
  room: Room
  tint?: string
}) {
  const size = labelPx(room)
  const side = 0.75 * room.remPx
  const end = right - textWidth(high, size) - 0.5 * room.remPx
  const start = end - (LEVELS + 1) * (side + 2)
  return (
    <g>
      <text className="end" x={px(start - 0.4 * room.remPx)} y={px(y + size * 0.75)}>
        {low}
      </text>
      {Array.from({ length: LEVELS + 1 }, (_, level) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a scale never change places
          key={level}
          x={px(start + level * (side + 2))}
          y={px(y)}
          width={px(side)}
          height={px(side)}
          rx="2"
          style={{ fill: shade(level / LEVELS, tint) }}
        />
      ))}
      <text className="end" x={right} y={px(y + size * 0.75)}>
        {high}
      </text>
    </g>
  )
}
