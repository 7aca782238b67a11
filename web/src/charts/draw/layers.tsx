// Shares that make a whole, one on the other, column by column; each layer is named at the right.

import { type Draw, type Mark, px, textWidth } from '../drawing.ts'
import { spread, straight } from '../scale.ts'
import { Levels, labelPx, levelsWidth, Names } from './axis.tsx'

export interface Layer {
  readonly key: string
  readonly label: string
  readonly tint: string
}
export interface LayerColumn {
  readonly key: string
  readonly label: string
  readonly name: string
  readonly told: string
  /** From the bottom, as the layers; they sum to 1. Null: cannot be told. */
  readonly shares: readonly number[] | null
}

const LEVELS = [
  { value: 0, label: '0' },
  { value: 0.5, label: '50 %' },
  { value: 1, label: '100 %' },
]

export const drawLayers =
  (columns: readonly LayerColumn[], layers: readonly Layer[], height = 13): Draw =>
  (room) => {
    const size = labelPx(room)
    const left = levelsWidth(LEVELS, room)
    const right = room.widthPx - Math.ceil(Math.max(...layers.map(({ label }) => textWidth(label, size)))) - room.remPx
    const top = 0.5 * room.remPx
    const base = top + height * room.remPx
    const y = straight(0, 1, base, top)
    const step = (right - left) / Math.max(1, columns.length)
    const gap = Math.min(4, step * 0.15)
    const last = columns.findLast(({ shares }) => shares !== null)?.shares ?? layers.map(() => 1 / layers.length)
    const middles = layers.map((_, layer) => y(sumTo(last, layer) + last[layer] / 2))
    const places = spread(middles, size * 1.35, top, base)
    return {
      widthPx: room.widthPx,
      heightPx: base + size * 1.6,
      marks: columns.map(
        ({ key, name, told }, at): Mark => ({ key, name, value: told, box: [px(left + at * step), top, px(step), px(base - top)] }),
      ),
      body: (
        <>
          <Levels levels={LEVELS} y={y} left={left} right={right} room={room} />
          {columns.map(({ key, shares }, at) =>
            shares ? (
              <g key={key}>
                {layers.map((layer, index) => {
                  const from = y(sumTo(shares, index))
                  const to = y(sumTo(shares, index) + shares[index])
                  return from - to > 0.3 ? (
                    <rect
                      key={layer.key}
                      x={px(left + at * step + gap / 2)}
                      y={px(to)}
                      width={px(step - gap)}
                      height={px(Math.max(0.5, from - to - 1))}
                      style={{ fill: layer.tint }}
                    />
                  ) : null
                })}
              </g>
            ) : (
              <circle key={key} cx={px(left + (at + 0.5) * step)} cy={base - 3} r="1.25" fill="var(--line-strong)" />
            ),
          )}
          {layers.map(({ key, label, tint }, index) => (
            <g key={key}>
              <path
                d={`M${right + 2} ${px(middles[index])}L${px(right + 0.6 * room.remPx)} ${px(places[index])}`}
                style={{ stroke: tint, strokeWidth: 1.5, fill: 'none' }}
              />
              <text className="t-strong" x={px(right + 0.8 * room.remPx)} y={px(places[index] + size * 0.35)}>
                {label}
              </text>
            </g>
          ))}
          <Names
            names={columns.map(({ label }, at) => ({ at: left + (at + 0.5) * step, label }))}
            y={base + size * 1.4}
            left={left}
            right={right}
            room={room}
          />
        </>
      ),
    }
  }

const sumTo = (shares: readonly number[], end: number): number => shares.slice(0, end).reduce((sum, share) => sum + share, 0)
