// Drawings made of covers and data on a square of 600: the artist over the months, the record in its sleeve, the echo, the path since a first meeting.

import { useId } from 'react'
import type { YearChart, YearThing } from '../../../../src/server/contract.ts'
import { n, SIDE } from './draw-time.tsx'
import { urlOfThing } from './picture-of.ts'

export type Steps = Extract<YearChart, { shape: 'steps' }>

/** A cover as part of a drawing, with round corners; `round` makes it a disc. */
export function Picture({
  thing,
  x,
  y,
  size,
  corner = 14,
  opacity,
}: {
  thing: YearThing
  x: number
  y: number
  size: number
  corner?: number
  opacity?: number
}) {
  // biome-ignore format: one line
  const clip = useId().replaceAll(/[^\w-]/g, '')
  const url = urlOfThing(thing)
  return (
    <g opacity={opacity}>
      <clipPath id={clip}>
        <rect x={n(x)} y={n(y)} width={n(size)} height={n(size)} rx={n(corner)} />
      </clipPath>
      <rect x={n(x)} y={n(y)} width={n(size)} height={n(size)} rx={n(corner)} className="art-dim" />
      {url ? (
        <image
          href={url}
          x={n(x)}
          y={n(y)}
          width={n(size)}
          height={n(size)}
          preserveAspectRatio="xMidYMid slice"
          clipPath={`url(#${clip})`}
        />
      ) : null}
    </g>
  )
}

/** Bars of steps along a ground line; the marked one is lit. */
export function StepBars({ chart, x, y, width, height }: { chart: Steps; x: number; y: number; width: number; height: number }) {
  const top = Math.max(1, ...chart.bins.map(({ counted }) => counted))
  const pitch = width / chart.bins.length
  const bar = Math.min(44, pitch * 0.68)
  return (
    <>
      {chart.bins.map(({ from, counted }, at) => {
        const tall = counted === 0 ? 3 : Math.max(6, height * (counted / top))
        return (
          <rect
            key={from}
            x={n(x + pitch * at + (pitch - bar) / 2)}
            y={n(y - tall)}
            width={n(bar)}
            height={n(tall)}
            rx={n(Math.min(bar / 2, 8, tall / 2))}
            className={counted === 0 ? 'art-dim' : at === chart.marked ? 'art-lit-fill' : 'art-tone'}
          />
        )
      })}
    </>
  )
}

const SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A few words under the bars: the first step, the marked one, the last. */
function StepLabels({ chart, x, y, width }: { chart: Steps; x: number; y: number; width: number }) {
  const count = chart.bins.length
  const word = (at: number) => {
    const { from } = chart.bins[at]
    if (chart.step === 'year') return from.slice(0, 4)
    const month = SHORT[Number(from.slice(5, 7)) - 1]
    if (chart.step !== 'month') return `${Number(from.slice(8))} ${month}`
    return count > 14 ? `${month} ${from.slice(0, 4)}` : month
  }
  const apart = count > 14 || chart.step !== 'month' ? count * 0.38 : 1.6
  const places = [0, chart.marked ?? -1, count - 1].filter((at, place, all) => at >= 0 && all.indexOf(at) === place)
  const shown = places.filter((at) => at === chart.marked || chart.marked === null || Math.abs(at - chart.marked) >= apart)
  return (
    <>
      {shown.map((at) => (
        <text
          key={at}
          x={n(x + (width / count) * (at + 0.5))}
          y={y}
          className={at === chart.marked ? 'art-label art-strong' : 'art-label'}
          textAnchor={at < count * 0.12 && count > 4 ? 'start' : at > count * 0.88 && count > 4 ? 'end' : 'middle'}
        >
          {word(at)}
        </text>
      ))}
    </>
  )
}

/** The cover, and below it when it was heard. */
export function CoverOverTime({ thing, chart }: { thing: YearThing; chart: Steps }) {
  return (
    <>
      <Picture thing={thing} x={105} y={0} size={390} corner={thing.kind === 'artist' ? 195 : 18} />
      <StepBars chart={chart} x={20} y={556} width={560} height={134} />
      <StepLabels chart={chart} x={20} y={592} width={560} />
    </>
  )
}

/** A record half out of its sleeve. */
export function Sleeve({ thing }: { thing: YearThing }) {
  return (
    <>
      <circle cx={400} cy={300} r={196} className="art-record" />
      {[180, 164, 148, 132, 116, 100].map((radius) => (
        <circle key={radius} cx={400} cy={300} r={radius} className="art-groove" />
      ))}
      <circle cx={400} cy={300} r={70} className="art-lit-fill" />
      <circle cx={400} cy={300} r={9} className="art-ground" />
      <Picture thing={thing} x={4} y={90} size={420} corner={8} />
    </>
  )
}

const ECHOES_MAX = 12

/** The same cover as often as it was played, each further away. */
export function Echoes({ thing, times }: { thing: YearThing; times: number }) {
  const count = Math.max(2, Math.min(ECHOES_MAX, times))
  const [size, step] = [340, Math.min(34, 236 / (count - 1))]
  const reach = step * (count - 1)
  const [x0, y0] = [(SIDE - size - reach) / 2 + reach, (SIDE - size - reach * 0.8) / 2]
  return (
    <>
      {Array.from({ length: count }, (_, at) => {
        const back = count - 1 - at
        return (
          <g key={back}>
            <rect
              x={n(x0 - step * at - 3)}
              y={n(y0 + step * 0.8 * at - 3)}
              width={size + 6}
              height={size + 6}
              rx={21}
              className="art-ground"
            />
            <Picture
              thing={thing}
              x={x0 - step * at}
              y={y0 + step * 0.8 * at}
              size={size}
              corner={18}
              opacity={n(1 - (back / count) * 0.78)}
            />
          </g>
        )
      })}
    </>
  )
}

/** From the first meeting on: how the listens added up, and the cover where it began. */
export function PathSince({ thing, others, chart }: { thing: YearThing; others: readonly YearThing[]; chart: Steps }) {
  const { bins } = chart
  const from = Math.max(0, chart.marked ?? 0)
  const all = bins.reduce((sum, { counted }) => sum + counted, 0) || 1
  let sum = 0
  const points = bins.map(({ counted }, at) => {
    sum += counted
    return [n(20 + (560 * (at + 0.5)) / bins.length), n(560 - 210 * (sum / all))] as const
  })
  const since = points.slice(from)
  const [x, y] = since[0] ?? [20, 560]
  const line = since.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${px} ${py}`).join('')
  const [endX] = since[since.length - 1] ?? [580]
  return (
    <>
      <Picture thing={thing} x={40} y={0} size={310} corner={155} />
      {others.map((other, at) => (
        <Picture key={other.id} thing={other} x={384 + at * 24} y={24 + at * 150} size={124} corner={62} />
      ))}
      <path d={`${line}L${endX} 566L${x} 566Z`} className="art-wash" />
      <line x1={20} x2={580} y1={566} y2={566} className="art-faint-line" />
      <path d={line} className="art-line" />
      <circle cx={x} cy={y} r={11} className="art-lit-fill" />
      <StepLabels chart={chart} x={20} y={596} width={560} />
    </>
  )
}
