// The week as squares: a day a row, an hour a column, the fuller the brighter.

import { formatCount } from '../../kit/format.ts'
import { type Draw, type Mark, px } from '../drawing.ts'
import { labelPx } from './axis.tsx'
import { Shades, shade } from './shades.tsx'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** "Friday, 20:00 to 21:00". */
const hourOfWeek = (day: number, hour: number): string => `${DAYS[day]}, ${two(hour)} to ${two((hour + 1) % 24)}`

/** `counts` and the words for each are 7 rows from Monday of 24 hours. */
export const drawWeek =
  (counts: readonly (readonly number[])[], told: (day: number, hour: number) => string, unit: string): Draw =>
  (room) => {
    const size = labelPx(room)
    const left = 2.5 * room.remPx
    const step = (room.widthPx - left) / 24
    const high = Math.min(1.75 * room.remPx, Math.max(step, 1.125 * room.remPx))
    const gap = step < 14 ? 1 : 2
    const most = Math.max(1, ...counts.flat())
    const base = 7 * high
    const marks = counts.flatMap((row, day) =>
      row.map(
        (_, hour): Mark => ({
          key: `${day}-${hour}`,
          name: hourOfWeek(day, hour),
          value: told(day, hour),
          box: [px(left + hour * step), px(day * high), px(step - gap), px(high - gap)],
        }),
      ),
    )
    return {
      widthPx: room.widthPx,
      heightPx: base + size * 3.6,
      marks,
      body: (
        <>
          {DAYS.map((name, day) => (
            <text key={name} x={0} y={px(day * high + high / 2 + size * 0.32)}>
              {name.slice(0, 3)}
            </text>
          ))}
          {counts.flatMap((row, day) =>
            row.map((count, hour) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a week never change places
                key={`${day}-${hour}`}
                x={px(left + hour * step)}
                y={px(day * high)}
                width={px(step - gap)}
                height={px(high - gap)}
                rx="2"
                style={{ fill: shade(count / most) }}
              />
            )),
          )}
          {[0, 6, 12, 18].map((hour) => (
            <text key={hour} x={px(left + hour * step)} y={px(base + size * 1.2)}>
              {`${hour}:00`}
            </text>
          ))}
          <Shades right={room.widthPx} y={base + size * 2.4} low="0" high={`${formatCount(most)} ${unit}`} room={room} />
        </>
      ),
    }
  }
