// What lies behind bars and lines: faint lines of the grid with their values at the left, and names below, as many as there is room for.

import { px, type Room, textWidth } from '../drawing.ts'
import { roomFor } from '../scale.ts'

/** The size of labels along an axis, in px: 0.75 rem. */
export const labelPx = (room: Room): number => 0.75 * room.remPx

export interface Level {
  readonly value: number
  readonly label: string
}

/** What the values at the left count, above them. */
export const Unit = ({ unit, top, room }: { unit: string; top: number; room: Room }) => (
  <text x={0} y={px(top - labelPx(room))}>
    {unit}
  </text>
)

/** The room that the values at the left need, in px. */
export const levelsWidth = (levels: readonly Level[], room: Room): number =>
  Math.ceil(Math.max(0, ...levels.map(({ label }) => textWidth(label, labelPx(room))))) + 0.5 * room.remPx

export function Levels({
  levels,
  y,
  left,
  right,
  room,
}: {
  levels: readonly Level[]
  y: (value: number) => number
  left: number
  right: number
  room: Room
}) {
  return (
    <>
      {levels.map(({ value, label }) => (
        <g key={value}>
          <line className={value === 0 ? 'zero' : 'grid'} x1={left} x2={right} y1={px(y(value))} y2={px(y(value))} />
          <text className="end" x={left - 0.5 * room.remPx} y={px(y(value) + labelPx(room) * 0.35)}>
            {label}
          </text>
        </g>
      ))}
    </>
  )
}

export interface Name {
  readonly at: number
  readonly label: string
}

/** Names under their places; those that would touch another, or stick out, stand aside or are left out. */
export function Names({ names, y, left, right, room }: { names: readonly Name[]; y: number; left: number; right: number; room: Room }) {
  const size = labelPx(room)
  const placed = names.map(({ at, label }) => {
    const width = textWidth(label, size)
    return { label, width, at: Math.min(right - width / 2, Math.max(left + width / 2, at)) }
  })
  const kept = roomFor(placed, 0.4 * room.remPx)
  return (
    <>
      {placed.map(({ at, label }, index) =>
        kept[index] ? (
          <text key={`${label} ${names[index].at}`} className="mid" x={px(at)} y={px(y)}>
            {label}
          </text>
        ) : null,
      )}
    </>
  )
}
