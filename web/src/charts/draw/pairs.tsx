// Two sides beside one another, row by row, each row on its own scale from zero: hours with hours, artists with artists.

import { type Draw, fitText, type Mark, px, textWidth } from '../drawing.ts'
import { straight } from '../scale.ts'

export interface Pair {
  readonly key: string
  readonly label: string
  readonly left: number
  readonly right: number
  readonly leftSaid: string
  readonly rightSaid: string
}

/** The colours of the two sides of a comparison, the same everywhere. */
export const SIDES = ['var(--data-listens)', 'var(--data-other)'] as const

/** `oneScale`: all rows are of one unit, and so on one scale. */
export const drawPairs =
  (pairs: readonly Pair[], sides: readonly [string, string], oneScale = false): Draw =>
  ({ widthPx, remPx }) => {
    const size = 0.8125 * remPx
    const head = 0.75 * remPx
    const narrow = widthPx < 30 * remPx
    const left = narrow ? 0 : Math.min(widthPx * 0.34, Math.max(...pairs.map(({ label }) => textWidth(label, size)), 0) + remPx)
    const saidWidth =
      Math.max(0, ...pairs.flatMap(({ leftSaid, rightSaid }) => [textWidth(leftSaid, size), textWidth(rightSaid, size)])) + 0.6 * remPx
    const right = widthPx - saidWidth
    const each = (narrow ? 3.75 : 2.75) * remPx
    const bar = 0.625 * remPx
    const whole = Math.max(Number.MIN_VALUE, ...pairs.flatMap((pair) => [pair.left, pair.right]))
    const secondAt = textWidth(sides[0], head) + 3 * remPx
    const fits = left + secondAt + remPx + textWidth(sides[1], head) < widthPx
    const top = (fits ? 2 : 3.3) * remPx
    return {
      widthPx,
      heightPx: top + pairs.length * each,
      marks: pairs.map(
        ({ key, label, leftSaid, rightSaid }, at): Mark => ({
          key,
          name: label,
          value: `${sides[0]}: ${leftSaid}; ${sides[1]}: ${rightSaid}`,
          box: [0, px(top + at * each), widthPx, px(each - 0.4 * remPx)],
        }),
      ),
      body: (
        <>
          {sides.map((side, index) => {
            const x = fits && index === 1 ? left + secondAt : left
            const y = fits ? 0 : index * 1.3 * remPx
            return (
              <g key={side}>
                <rect x={px(x)} y={px(y + 0.3 * remPx)} width={bar} height={bar} rx="2" style={{ fill: SIDES[index] }} />
                <text className="t-strong" x={px(x + remPx)} y={px(y + 0.88 * remPx)}>
                  {fitText(side, head, widthPx - x - remPx)}
                </text>
              </g>
            )
          })}
          {pairs.map((pair, at) => {
            const y = top + at * each + (narrow ? 1.45 * remPx : 0.3 * remPx)
            const x = straight(0, oneScale ? whole : Math.max(Number.MIN_VALUE, pair.left, pair.right), left, right)
            return (
              <g key={pair.key}>
                <text className="t-text" x={0} y={px(narrow ? y - 0.5 * remPx : y + bar + 2.5 + 0.36 * size)}>
                  {fitText(pair.label, size, narrow ? widthPx : left - 0.5 * remPx)}
                </text>
                {(['left', 'right'] as const).map((side, index) => (
                  <g key={side}>
                    <rect
                      x={left}
                      y={px(y + index * (bar + 5))}
                      width={px(Math.max(1, x(pair[side]) - left))}
                      height={bar}
                      rx="2"
                      style={{ fill: SIDES[index] }}
                    />
                    <text
                      className="end t-text"
                      x={widthPx}
                      y={px(y + index * (bar + 5) + bar / 2 + size * 0.36)}
                      style={{ fontSize: '0.75rem' }}
                    >
                      {side === 'left' ? pair.leftSaid : pair.rightSaid}
                    </text>
                  </g>
                ))}
                <line className="zero" x1={left} x2={left} y1={px(y - 2)} y2={px(y + 2 * bar + 7)} />
              </g>
            )
          })}
        </>
      ),
    }
  }
