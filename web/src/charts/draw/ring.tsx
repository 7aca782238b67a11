// The day as a ring, midnight on top: a beam an hour, as long as it is full, in the colour of that hour.

import { type Draw, type Mark, px } from '../drawing.ts'
import { hourColour } from '../hour-colour.ts'

export interface Hour {
  readonly value: number
  readonly told: string
}

/** `middle` is said inside the ring, in two lines. */
export const drawRing =
  (hours: readonly Hour[], middle: readonly [string, string]): Draw =>
  (room) => {
    const { remPx, widthPx } = room
    const side = Math.min(widthPx, 21 * remPx)
    const [cx, cy] = [widthPx / 2, side / 2]
    const outer = side / 2 - 1.5 * remPx
    const inner = outer * 0.42
    const most = Math.max(Number.MIN_VALUE, ...hours.map(({ value }) => value))
    const marks = hours.map(({ told }, hour): Mark => {
      const [x, y] = polar(cx, cy, (inner + outer) / 2, hour + 0.5)
      return {
        key: `${hour}`,
        name: `${hour}:00 to ${(hour + 1) % 24}:00`,
        value: told,
        box: [px(x - remPx), px(y - remPx), 2 * remPx, 2 * remPx],
        outline: beam(cx, cy, inner, outer, hour),
      }
    })
    return {
      widthPx,
      heightPx: side,
      marks,
      body: (
        <>
          {[0.5, 1].map((share) => (
            <circle key={share} className="grid" cx={px(cx)} cy={px(cy)} r={px(inner + (outer - inner) * share)} />
          ))}
          <circle className="zero" cx={px(cx)} cy={px(cy)} r={px(inner)} fill="none" />
          {hours.map(({ value }, hour) =>
            value > 0 ? (
              <path
                // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a day never change places
                key={hour}
                d={beam(cx, cy, inner, inner + (outer - inner) * (value / most), hour)}
                style={{ fill: hourColour(hour + 0.5) }}
              />
            ) : null,
          )}
          {[0, 6, 12, 18].map((hour) => {
            const [x, y] = polar(cx, cy, outer + 0.8 * remPx, hour)
            return (
              <text key={hour} className="mid" x={px(x)} y={px(y + 0.27 * remPx)}>
                {hour}
              </text>
            )
          })}
          <text className="mid t-large" x={px(cx)} y={px(cy + 0.3 * remPx)}>
            {middle[0]}
          </text>
          <text className="mid" x={px(cx)} y={px(cy + 1.6 * remPx)}>
            {middle[1]}
          </text>
        </>
      ),
    }
  }

function polar(cx: number, cy: number, radius: number, hour: number): readonly [number, number] {
  const angle = (hour / 24) * 2 * Math.PI - Math.PI / 2
  return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)]
}

/** A piece of a ring over one hour. */
function beam(cx: number, cy: number, inner: number, outer: number, hour: number): string {
  const point = (radius: number, at: number) => polar(cx, cy, radius, at).map(px).join(' ')
  const [from, to] = [hour + 0.06, hour + 0.94]
  return `M${point(inner, from)}L${point(outer, from)}A${px(outer)} ${px(outer)} 0 0 1 ${point(outer, to)}L${point(inner, to)}A${px(inner)} ${px(inner)} 0 0 0 ${point(inner, from)}Z`
}
