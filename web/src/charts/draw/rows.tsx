// Bars lying beside their names, from a line of zero: sources, platforms, rates with the interval in which they lie.

import { type Draw, fitText, type Mark, px, textWidth } from '../drawing.ts'
import { straight } from '../scale.ts'

export interface RowBar {
  readonly key: string
  readonly label: string
  /** Under the label, or behind it where there is room. */
  readonly note?: string
  readonly value: number
  /** At the right. */
  readonly said: string
  /** For asking. */
  readonly told: string
  readonly between?: readonly [number, number]
  readonly tint?: string
  readonly strong?: boolean
}

/** `top` is where the longest bar may end; the largest value or interval without it. `mean` is drawn as a dashed line with its name. */
export const drawRows =
  (rows: readonly RowBar[], look: { tint?: string; top?: number; mean?: { value: number; label: string } } = {}): Draw =>
  (room) => {
    const { remPx, widthPx } = room
    const size = 0.8125 * remPx
    const saidWidth = Math.ceil(Math.max(0, ...rows.map(({ said }) => textWidth(said, size)))) + 0.75 * remPx
    const widths = rows.map(({ label }) => textWidth(label, size) + remPx)
    const tooLong = widths.filter((width) => width > widthPx * 0.4).length
    const narrow = widthPx < 26 * remPx || tooLong * 3 > rows.length
    const left = narrow ? 0 : Math.min(Math.ceil(Math.max(0, ...widths)), widthPx * 0.4)
    const right = widthPx - saidWidth
    const each = (narrow ? 2.75 : 1.875) * remPx
    const top = look.mean ? (narrow ? 1.25 : 1.5) * remPx : 0
    const height = 0.625 * remPx
    const most =
      look.top ?? Math.max(...rows.flatMap(({ value, between }) => [value, between?.[1] ?? 0]), look.mean?.value ?? 0, Number.MIN_VALUE)
    const x = straight(0, most, left, right)
    const barY = (at: number) => top + at * each + (narrow ? 1.55 * remPx : each / 2 - height / 2)
    const textY = (at: number) => top + at * each + (narrow ? remPx : each / 2 + size * 0.36)
    const someStrong = rows.some(({ strong }) => strong)
    const marks = rows.map(
      ({ key, label, told }, at): Mark => ({ key, name: label, value: told, box: [0, px(top + at * each), widthPx, px(each)] }),
    )
    return {
      widthPx,
      heightPx: top + rows.length * each + 0.25 * remPx,
      marks,
      body: (
        <>
          {rows.map((row, at) => {
            const tint = row.tint ?? look.tint ?? 'var(--data-listens)'
            const strong = row.strong || !someStrong
            return (
              <g key={row.key}>
                <text className="t-text" x={0} y={px(textY(at))}>
                  {fitText(row.label, size, (narrow ? right : left) - 0.5 * remPx)}
                </text>
                <rect
                  x={left}
                  y={px(barY(at))}
                  width={px(Math.max(1, x(row.value) - left))}
                  height={px(height)}
                  rx="2"
                  style={{ fill: strong ? tint : `color-mix(in oklch, ${tint} 72%, var(--ground))` }}
                />
                {row.between ? (
                  <Whisker from={x(row.between[0])} to={x(row.between[1])} y={barY(at) + height / 2} arm={height * 0.3} />
                ) : null}
                <text className="t-text end" x={widthPx} y={px(narrow ? barY(at) + height / 2 + size * 0.36 : textY(at))}>
                  {row.said}
                </text>
              </g>
            )
          })}
          <line className="zero" x1={left} x2={left} y1={px(top)} y2={px(top + rows.length * each)} />
          {look.mean ? (
            <g>
              {narrow ? (
                rows.map(({ key }, at) => <Dashes key={key} x={x(look.mean!.value)} from={barY(at) - 3} to={barY(at) + height + 3} />)
              ) : (
                <Dashes x={x(look.mean.value)} from={top - 0.25 * remPx} to={top + rows.length * each} />
              )}
              <text className="mid" x={px(middleFor(look.mean.label, x(look.mean.value), 0.75 * remPx, right))} y={px(top - 0.6 * remPx)}>
                {look.mean.label}
              </text>
            </g>
          ) : null}
        </>
      ),
    }
  }

const Whisker = ({ from, to, y, arm }: { from: number; to: number; y: number; arm: number }) => (
  <path
    d={`M${px(from)} ${px(y)}H${px(to)}M${px(from)} ${px(y - arm)}v${px(2 * arm)}M${px(to)} ${px(y - arm)}v${px(2 * arm)}`}
    fill="none"
    stroke="var(--text)"
    strokeWidth="1"
    opacity="0.7"
  />
)

const Dashes = ({ x, from, to }: { x: number; from: number; to: number }) => (
  <line x1={px(x)} x2={px(x)} y1={px(from)} y2={px(to)} stroke="var(--quiet)" strokeDasharray="2 3" />
)

/** Where the middle of a text stands so that it stays inside. */
function middleFor(text: string, x: number, sizePx: number, right: number): number {
  const half = textWidth(text, sizePx) / 2
  return Math.max(half, Math.min(right - half, x))
}
