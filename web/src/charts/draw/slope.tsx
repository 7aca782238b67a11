// From one side to the other: a line each, named at its ends, in the colour of the side that has more, the greatest changes drawn strongest.

import { type Draw, fitText, type Mark, px, textWidth } from '../drawing.ts'
import { spread, straight } from '../scale.ts'
import { SIDES } from './pairs.tsx'

export interface Slope {
  readonly key: string
  readonly name: string
  readonly left: number
  readonly right: number
  readonly leftSaid: string
  readonly rightSaid: string
  readonly told: string
}

export const drawSlope =
  (slopes: readonly Slope[], sides: readonly [string, string]): Draw =>
  ({ widthPx, remPx }) => {
    const size = 0.8125 * remPx
    const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text, size)))
    const numbers = widest(slopes.flatMap(({ leftSaid, rightSaid }) => [leftSaid, rightSaid])) + 0.9 * remPx
    const wanted = widest(slopes.map(({ name }) => name)) + 0.5 * remPx
    // Where two names and a slope do not fit beside one another, the left ones are left out.
    const narrow = widthPx < 30 * remPx
    const names = Math.min(wanted, (widthPx - 2 * numbers) * (narrow ? 0.55 : 0.34))
    const [left, right] = [narrow ? numbers : names + numbers, widthPx - names - numbers]
    const top = 2.5 * remPx
    const height = Math.max(9 * remPx, slopes.length * 1.75 * remPx)
    const values = slopes.flatMap((slope) => [slope.left, slope.right])
    const y = straight(Math.min(0, ...values), Math.max(Number.MIN_VALUE, ...values), top + height, top)
    const placesOf = (side: 'left' | 'right') =>
      spread(
        slopes.map((slope) => y(slope[side])),
        size * 1.35,
        top,
        top + height,
      )
    const [onLeft, onRight] = [placesOf('left'), placesOf('right')]
    const greatest = Math.max(Number.MIN_VALUE, ...slopes.map((slope) => Math.abs(slope.right - slope.left)))
    return {
      widthPx,
      heightPx: top + height + 1.25 * remPx,
      marks: slopes.map(
        ({ key, name, told }, at): Mark => ({
          key,
          name,
          value: told,
          box: [px(right), px(onRight[at] - size * 0.7), px(widthPx - right), px(size * 1.35)],
          outline: `M${px(left)} ${px(onLeft[at])}L${px(right)} ${px(onRight[at])}`,
        }),
      ),
      body: (
        <>
          <text className={narrow ? 't-strong' : 'end t-strong'} x={px(narrow ? 0 : left)} y={px(remPx)}>
            {fitText(sides[0], 0.75 * remPx, narrow ? widthPx / 2 - remPx : left)}
          </text>
          <text className="t-strong" x={px(right)} y={px(remPx)}>
            {fitText(sides[1], 0.75 * remPx, narrow ? widthPx / 2 : widthPx - right)}
          </text>
          {slopes.map((slope, at) => {
            const change = Math.abs(slope.right - slope.left) / greatest
            const tint = SIDES[slope.right > slope.left ? 1 : 0]
            return (
              <g key={slope.key}>
                <line
                  x1={px(left + 6)}
                  x2={px(right - 6)}
                  y1={px(onLeft[at])}
                  y2={px(onRight[at])}
                  style={{ stroke: tint, strokeWidth: 1 + change * 2, opacity: 0.45 + change * 0.55 }}
                />
                <circle cx={px(left + 6)} cy={px(onLeft[at])} r="3" style={{ fill: tint }} />
                <circle cx={px(right - 6)} cy={px(onRight[at])} r="3" style={{ fill: tint }} />
                {narrow ? null : (
                  <text className="t-text end" x={px(left - numbers)} y={px(onLeft[at] + size * 0.35)}>
                    {fitText(slope.name, size, names)}
                  </text>
                )}
                <text className="end" x={px(left - 0.4 * remPx)} y={px(onLeft[at] + size * 0.35)}>
                  {slope.leftSaid}
                </text>
                <text x={px(right + 0.4 * remPx)} y={px(onRight[at] + size * 0.35)}>
                  {slope.rightSaid}
                </text>
                <text className="t-text" x={px(right + numbers)} y={px(onRight[at] + size * 0.35)}>
                  {fitText(slope.name, size, names)}
                </text>
              </g>
            )
          })}
        </>
      ),
    }
  }
