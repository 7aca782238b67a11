// Drawings of sound and width on a square of 600: the wheel of keys with the tempo in its middle, and the artists as seeds of a sunflower.

import type { YearChart } from '../../../../src/server/contract.ts'
import { n, SIDE } from './draw-time.tsx'

const MIDDLE = SIDE / 2
type Keys = Extract<YearChart, { shape: 'keys' }>
type Spread = Extract<YearChart, { shape: 'spread' }>

const polar = (angle: number, radius: number) => `${n(MIDDLE + radius * Math.sin(angle))} ${n(MIDDLE - radius * Math.cos(angle))}`

/** A petal for each key: minor from the inner ring, major from the outer, as long as what was heard in it. */
export function KeyFlower({ chart }: { chart: Keys }) {
  const top = Math.max(1, ...chart.keys.map(({ counted }) => counted))
  return (
    <>
      {[96, 268].map((radius) => (
        <circle key={radius} cx={MIDDLE} cy={MIDDLE} r={radius} className="art-faint-line" />
      ))}
      {chart.keys.map(({ camelot, key, counted }, at) => {
        const number = at >> 1
        const major = at % 2 === 1
        const turn = (number + (major ? 0.25 : -0.25)) / 12
        const [from, to] = [turn - 0.0195, turn + 0.0195].map((part) => part * 2 * Math.PI)
        const radius = 104 + Math.max(5, 140 * Math.sqrt(counted / top))
        const lit = counted === top
        return (
          <g key={camelot}>
            <path
              d={`M${polar(from, 104)}L${polar(from, radius)}A${n(radius * 0.042)} ${n(radius * 0.042)} 0 0 1 ${polar(to, radius)}L${polar(to, 104)}A104 104 0 0 0 ${polar(from, 104)}Z`}
              style={{ fill: petal(number, major), opacity: counted === 0 ? 0.3 : 1 }}
            />
            {lit ? (
              <text className="art-label art-strong" textAnchor="middle" {...placed(turn * 2 * Math.PI, 286)}>
                {key.replace(' minor', 'm').replace(' major', '')}
              </text>
            ) : null}
          </g>
        )
      })}
      {chart.bpm === null ? null : (
        <>
          <text x={MIDDLE} y={MIDDLE + 12} className="art-middle" textAnchor="middle">
            {Math.round(chart.bpm)}
          </text>
          <text x={MIDDLE} y={MIDDLE + 42} className="art-label" textAnchor="middle">
            BPM
          </text>
        </>
      )}
    </>
  )
}

const petal = (number: number, major: boolean) =>
  major
    ? `light-dark(oklch(0.66 0.13 ${number * 30}), oklch(0.78 0.12 ${number * 30}))`
    : `light-dark(oklch(0.48 0.12 ${number * 30}), oklch(0.58 0.12 ${number * 30}))`

const placed = (angle: number, radius: number) => ({
  x: n(MIDDLE + radius * Math.sin(angle)),
  y: n(MIDDLE - radius * Math.cos(angle) + 8),
})

/** The golden angle (Vogel 1979): seeds never stand in rows. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5))
/** How far out a seed looks for room at each try. */
const OUTWARD = 6
const GAP = 4

interface Seed {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Places circles, the largest first and in the middle, each as far in as it finds room. */
export function packed(counts: readonly number[]): Seed[] {
  const seeds: Seed[] = []
  const least = (counts[0] ?? 1) / 260
  for (const [at, count] of counts.entries()) {
    const radius = 40 * Math.sqrt(Math.max(count, least) / (counts[0] || 1))
    for (let tries = 0; ; tries++) {
      const distance = at === 0 ? 0 : Math.sqrt(tries) * OUTWARD
      const [x, y] = [distance * Math.cos((at + tries) * GOLDEN), distance * Math.sin((at + tries) * GOLDEN)]
      if (seeds.every((other) => (x - other.x) ** 2 + (y - other.y) ** 2 > (radius + other.radius + GAP) ** 2)) {
        seeds.push({ x, y, radius })
        break
      }
    }
  }
  const reach = Math.max(1, ...seeds.map(({ x, y, radius }) => Math.hypot(x, y) + radius))
  const scale = 284 / reach
  return seeds.map(({ x, y, radius }) => ({ x: MIDDLE + x * scale, y: MIDDLE + y * scale, radius: radius * scale }))
}

/** Each artist a seed, the most heard in the middle, as large as the listens to them. */
export function Seeds({ chart }: { chart: Spread }) {
  return (
    <>
      {packed(chart.counts).map(({ x, y, radius }, at) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a seed is its place
          key={at}
          cx={n(x)}
          cy={n(y)}
          r={n(radius)}
          className={at === 0 ? 'art-lit-fill' : at % 5 === 2 ? 'art-tone-2' : at % 3 === 1 ? 'art-tone-3' : 'art-tone'}
        />
      ))}
    </>
  )
}
