// Columns from a line of zero: months, hours, lengths, tenths. The fullest says its value itself.

import { type Draw, type Mark, px, textWidth } from '../drawing.ts'
import { straight } from '../scale.ts'
import { type Level, Levels, labelPx, levelsWidth, Names, Unit } from './axis.tsx'

export interface Column {
  readonly key: string
  /** Under the column, where there is room; '' for none. */
  readonly label: string
  /** In full, for asking. */
  readonly name: string
  /** Null: cannot be told. */
  readonly value: number | null
  readonly told: string
  /** Of the value, the lower part that is drawn full; the rest is paler. */
  readonly part?: number
  /** An interval, drawn as a whisker. */
  readonly between?: readonly [number, number]
  readonly tint?: string
  /** Stands out. */
  readonly strong?: boolean
  /** Said above the column. */
  readonly said?: string
}

export interface ColumnsLook {
  readonly levels: readonly Level[]
  /** In rem. */
  readonly height?: number
  /** Where the parts of a column are told apart: what stands for the whole. */
  readonly tint?: string
  /** What is counted, above the levels. */
  readonly unit?: string
  /** A word under the names: what they are. */
  readonly below?: string
}

/** In rem. */
const BROADEST = 4
const DEFAULT_TINT = 'var(--data-listens)'

export const drawColumns =
  (columns: readonly Column[], look: ColumnsLook): Draw =>
  (room) => {
    const size = labelPx(room)
    const left = levelsWidth(look.levels, room)
    const right = room.widthPx
    const top = 1.5 * room.remPx
    const base = top + (look.height ?? 10) * room.remPx
    const highest = Math.max(...look.levels.map(({ value }) => value), Number.MIN_VALUE)
    const onScale = straight(0, highest, base, top)
    const y = (value: number) => Math.max(top, onScale(value))
    const step = (right - left) / Math.max(1, columns.length)
    // A few columns are not made broad: they stand in the middle of their slots.
    const gap = Math.max(step - BROADEST * room.remPx, Math.min(5, Math.max(step > 3 ? 1 : 0, step * 0.2)))
    const place = (at: number) => left + at * step
    const someStrong = columns.some(({ strong }) => strong)
    const below = look.below ? size * 1.5 : 0
    const heightPx = base + size * 1.6 + below
    const marks = columns.map(
      ({ key, name, told }, at): Mark => ({ key, name, value: told, box: [px(place(at)), top, px(step), base - top] }),
    )
    return {
      widthPx: room.widthPx,
      heightPx,
      marks,
      body: (
        <>
          {look.unit ? <Unit unit={look.unit} top={top} room={room} /> : null}
          <Levels levels={look.levels.filter(({ value }) => value > 0)} y={y} left={left} right={right} room={room} />
          {columns.map((column, at) => {
            const tint = column.tint ?? look.tint ?? DEFAULT_TINT
            const fill = { fill: column.strong || !someStrong ? tint : `color-mix(in oklch, ${tint} 72%, var(--ground))` }
            const x = place(at) + gap / 2
            const width = Math.max(0.6, step - gap)
            const middle = x + width / 2
            if (column.value === null) return <circle key={column.key} cx={px(middle)} cy={base - 3} r="1.25" fill="var(--line-strong)" />
            const { part } = column
            return (
              <g key={column.key}>
                {column.value > 0 ? (
                  <path
                    d={standing(x, y(column.value), width, base)}
                    style={part === undefined ? fill : { fill: `color-mix(in oklch, ${tint} 40%, var(--ground))` }}
                  />
                ) : null}
                {part ? <path d={standing(x, y(part), width, base)} style={{ fill: tint }} /> : null}
                {column.between ? <Whisker x={middle} from={y(column.between[0])} to={y(column.between[1])} width={width} /> : null}
                {column.said ? (
                  <text
                    className="mid t-strong"
                    x={px(Math.min(right - textWidth(column.said, size) / 2, Math.max(left + textWidth(column.said, size) / 2, middle)))}
                    y={px(y(Math.max(column.value, column.between?.[1] ?? 0)) - size * 0.5)}
                  >
                    {column.said}
                  </text>
                ) : null}
              </g>
            )
          })}
          <line className="zero" x1={left} x2={right} y1={base} y2={base} />
          <Names
            names={columns.map(({ label }, at) => ({ at: place(at) + step / 2, label })).filter(({ label }) => label !== '')}
            y={base + size * 1.4}
            left={left}
            right={right}
            room={room}
          />
          {look.below ? (
            <text className="end" x={right} y={px(base + size * 2.9)}>
              {look.below}
            </text>
          ) : null}
        </>
      ),
    }
  }

/** A column with its upper corners rounded. */
function standing(x: number, y: number, width: number, base: number): string {
  const height = Math.max(1, base - y)
  const round = Math.min(2, width / 2, height)
  const up = base - height
  return `M${px(x)} ${px(base)}V${px(up + round)}Q${px(x)} ${px(up)} ${px(x + round)} ${px(up)}H${px(x + width - round)}Q${px(x + width)} ${px(up)} ${px(x + width)} ${px(up + round)}V${px(base)}Z`
}

const Whisker = ({ x, from, to, width }: { x: number; from: number; to: number; width: number }) => {
  const arm = Math.min(3, width / 3)
  return (
    <path
      d={`M${px(x)} ${px(from)}V${px(to)}M${px(x - arm)} ${px(from)}h${px(2 * arm)}M${px(x - arm)} ${px(to)}h${px(2 * arm)}`}
      fill="none"
      stroke="var(--text)"
      strokeWidth="1"
      opacity="0.65"
    />
  )
}
