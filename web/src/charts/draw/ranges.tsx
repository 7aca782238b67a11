// What lies in the middle, column by column: a block from the lower to the upper quartile, and a dot for the mean, which may lie outside of it.

import { type Draw, type Mark, px } from '../drawing.ts'
import { straight } from '../scale.ts'
import { type Level, Levels, labelPx, levelsWidth, Names, Unit } from './axis.tsx'

export interface Range {
  readonly key: string
  readonly label: string
  readonly name: string
  readonly told: string
  /** Null: cannot be told. */
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
  readonly tint: string
}

export const drawRanges =
  (ranges: readonly Range[], look: { levels: readonly Level[]; unit: string; below: string; height?: number }): Draw =>
  (room) => {
    const size = labelPx(room)
    const left = levelsWidth(look.levels, room)
    const right = room.widthPx
    const top = 1.5 * room.remPx
    const base = top + (look.height ?? 9) * room.remPx
    const y = straight(0, Math.max(Number.MIN_VALUE, ...look.levels.map(({ value }) => value)), base, top)
    const step = (right - left) / Math.max(1, ranges.length)
    const width = Math.min(1.25 * room.remPx, step * 0.7)
    const middle = (at: number) => left + (at + 0.5) * step
    return {
      widthPx: room.widthPx,
      heightPx: base + size * 3.1,
      marks: ranges.map(
        ({ key, name, told }, at): Mark => ({ key, name, value: told, box: [px(left + at * step), top, px(step), px(base - top)] }),
      ),
      body: (
        <>
          <Unit unit={look.unit} top={top} room={room} />
          <Levels levels={look.levels} y={y} left={left} right={right} room={room} />
          {ranges.map(({ key, mean, low, high, tint }, at) =>
            mean === null ? (
              <circle key={key} cx={px(middle(at))} cy={base - 3} r="1.25" fill="var(--line-strong)" />
            ) : (
              <g key={key}>
                {low !== null && high !== null ? (
                  <rect
                    x={px(middle(at) - width / 2)}
                    y={px(y(high))}
                    width={px(width)}
                    height={px(Math.max(2, y(low) - y(high)))}
                    rx="3"
                    style={{ fill: `color-mix(in oklch, ${tint} 62%, var(--ground))` }}
                  />
                ) : null}
                <circle
                  cx={px(middle(at))}
                  cy={px(y(mean))}
                  r={px(Math.min(4, Math.max(2.5, width / 3)))}
                  style={{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 1.5 }}
                />
              </g>
            ),
          )}
          <Names
            names={ranges.map(({ label }, at) => ({ at: middle(at), label })).filter(({ label }) => label !== '')}
            y={base + size * 1.4}
            left={left}
            right={right}
            room={room}
          />
          <text className="end" x={right} y={px(base + size * 2.9)}>
            {look.below}
          </text>
        </>
      ),
    }
  }
