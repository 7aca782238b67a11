// Lines over time or along a track, each named at its end; a band for what lies between.

import { type Draw, type Mark, px, textWidth } from '../drawing.ts'
import { spread, straight } from '../scale.ts'
import { type Level, Levels, labelPx, levelsWidth, Names, Unit } from './axis.tsx'

export interface Line {
  readonly key: string
  /** Beside its end; '' for none. */
  readonly label: string
  readonly tint: string
  /** One for each point; null: cannot be told. */
  readonly values: readonly (number | null)[]
  readonly dashed?: boolean
  /** Filled down to the lowest level. */
  readonly filled?: boolean
}
export interface Point {
  readonly key: string
  readonly label: string
  readonly name: string
  readonly told: string
}
export interface LinesLook {
  readonly levels: readonly Level[]
  readonly height?: number
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[]; readonly tint: string }
  /** Points lie at the edges, not in the middle of slots of their own. */
  readonly edges?: boolean
  /** Said at a point of the first line, with a line down to the axis. */
  readonly said?: { readonly at: number; readonly text: string }
  /** What is counted, above the levels. */
  readonly unit?: string
  readonly below?: string
}

export const drawLines =
  (points: readonly Point[], lines: readonly Line[], look: LinesLook): Draw =>
  (room) => {
    const size = labelPx(room)
    const left = levelsWidth(look.levels, room)
    const named = Math.max(0, ...lines.map(({ label }) => textWidth(label, size)))
    const right = room.widthPx - (named > 0 ? Math.ceil(named) + 0.5 * room.remPx : 0)
    const top = (look.unit ? 1.5 : 0.6) * room.remPx
    const base = top + (look.height ?? 10) * room.remPx
    const values = look.levels.map(({ value }) => value)
    const y = straight(Math.min(...values), Math.max(...values), base, top)
    const slots = look.edges ? Math.max(1, points.length - 1) : points.length
    const step = (right - left) / slots
    const x = (at: number) => left + (look.edges ? at : at + 0.5) * step
    const ends = lines.map(({ values: own }) => {
      const last = own.findLastIndex((value) => value !== null)
      return last < 0 ? null : { x: x(last), y: y(own[last]!) }
    })
    const places = spread(
      ends.map((end) => end?.y ?? base),
      size * 1.25,
      top,
      base,
    )
    const marks = points.map(({ key, name, told }, at): Mark => {
      const value = lines[0]?.values[at]
      const from = Math.max(left, x(at) - step / 2)
      const box = [px(from), top, px(Math.min(right, x(at) + step / 2) - from), base - top] as const
      return { key, name, value: told, box, ...(typeof value === 'number' ? { dot: [px(x(at)), px(y(value))] as const } : {}) }
    })
    const saidAt = look.said && typeof lines[0]?.values[look.said.at] === 'number' ? look.said : undefined
    return {
      widthPx: room.widthPx,
      heightPx: base + size * 1.6 + (look.below ? size * 1.5 : 0),
      marks,
      body: (
        <>
          {look.unit ? <Unit unit={look.unit} top={top} room={room} /> : null}
          <Levels levels={look.levels} y={y} left={left} right={right} room={room} />
          {look.band ? <path d={bandPath(look.band.low, look.band.high, x, y)} style={{ fill: look.band.tint, opacity: 0.2 }} /> : null}
          {lines.map(({ key, values: own, tint, filled, dashed }) => (
            <g key={key}>
              {filled ? (
                <path
                  d={bandPath(
                    own.map((value) => (value === null ? null : values[0])),
                    own,
                    x,
                    y,
                  )}
                  style={{ fill: tint, opacity: 0.14 }}
                />
              ) : null}
              <path
                d={linePath(own, x, y)}
                style={{ fill: 'none', stroke: tint, strokeWidth: 2, strokeLinejoin: 'round', strokeLinecap: 'round' }}
                strokeDasharray={dashed ? '2 4' : undefined}
              />
              {lone(own).map((at) => (
                <circle key={at} cx={px(x(at))} cy={px(y(own[at]!))} r="3" style={{ fill: tint }} />
              ))}
            </g>
          ))}
          {lines.map(({ key, label, tint }, at) =>
            label && ends[at] ? (
              <g key={key}>
                <circle cx={px(ends[at].x)} cy={px(ends[at].y)} r="3" style={{ fill: tint }} />
                <text className="t-strong" x={px(right + 0.5 * room.remPx)} y={px(places[at] + size * 0.35)}>
                  {label}
                </text>
              </g>
            ) : null,
          )}
          {saidAt ? (
            <Said x={x(saidAt.at)} y={y(lines[0].values[saidAt.at]!)} base={base} text={saidAt.text} right={right} size={size} />
          ) : null}
          <Names
            names={points.map(({ label }, at) => ({ at: x(at), label })).filter(({ label }) => label !== '')}
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

/** A value said beside its point: above and to the right of it, where a falling line leaves room; to the left where there is none. */
function Said({ x, y, base, text, right, size }: { x: number; y: number; base: number; text: string; right: number; size: number }) {
  const toRight = x + size + textWidth(text, size) <= right
  return (
    <g>
      <line x1={px(x)} x2={px(x)} y1={px(y)} y2={base} stroke="var(--line-strong)" strokeDasharray="2 3" />
      <circle cx={px(x)} cy={px(y)} r="4" style={{ fill: 'var(--ground)', stroke: 'var(--text)', strokeWidth: 1.75 }} />
      <text
        className={toRight ? 't-strong' : 't-strong end'}
        x={px(toRight ? x + size * 0.7 : x - size * 0.7)}
        y={px(toRight ? y - size * 0.6 : y + size * 1.6)}
      >
        {text}
      </text>
    </g>
  )
}

type Scale = (value: number) => number

/** A line that breaks where nothing can be told. */
function linePath(values: readonly (number | null)[], x: Scale, y: Scale): string {
  let open = false
  let path = ''
  values.forEach((value, at) => {
    if (value !== null) path += `${open ? 'L' : 'M'}${px(x(at))} ${px(y(value))}`
    open = value !== null
  })
  return path
}

/** Values without a neighbour on either side: a line alone would not show them. */
const lone = (values: readonly (number | null)[]): number[] =>
  values.flatMap((value, at) => (value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null ? [at] : []))

/** What lies between two lines, in as many pieces as there are gaps. */
function bandPath(low: readonly (number | null)[], high: readonly (number | null)[], x: Scale, y: Scale): string {
  let path = ''
  let from = -1
  for (let at = 0; at <= high.length; at++) {
    const told = at < high.length && high[at] !== null && low[at] !== null
    if (told && from < 0) from = at
    if (told || from < 0) continue
    const there = Array.from({ length: at - from }, (_, n) => `${px(x(from + n))} ${px(y(high[from + n]!))}`)
    const back = Array.from({ length: at - from }, (_, n) => `${px(x(at - 1 - n))} ${px(y(low[at - 1 - n]!))}`)
    path += `M${there.join('L')}L${back.join('L')}Z`
    from = -1
  }
  return path
}
