// A small Camelot wheel: the key filled, those that mix with it tinted.

import { mixesWith, partsOf } from './key.ts'
import './camelot.css'

const RINGS = { B: [38, 52], A: [23, 37] } as const

function segment(place: number, [inner, outer]: readonly [number, number]): string {
  const from = ((place - 0.5) / 12) * 2 * Math.PI - Math.PI / 2 + 0.02
  const to = ((place + 0.5) / 12) * 2 * Math.PI - Math.PI / 2 - 0.02
  const at = (radius: number, angle: number) =>
    `${(56 + radius * Math.cos(angle)).toFixed(2)} ${(56 + radius * Math.sin(angle)).toFixed(2)}`
  return `M${at(inner, from)}L${at(outer, from)}A${outer} ${outer} 0 0 1 ${at(outer, to)}L${at(inner, to)}A${inner} ${inner} 0 0 0 ${at(inner, from)}Z`
}

export function Camelot({ camelot, label }: { camelot: string; label: string }) {
  const near = mixesWith(camelot)
  const { place, ring } = partsOf(camelot)
  return (
    <svg
      className="camelot"
      viewBox="0 0 112 112"
      role="img"
      aria-label={`${label}: ${camelot} on the Camelot wheel; mixes with ${near.join(', ')}`}
    >
      {(['B', 'A'] as const).flatMap((name) =>
        Array.from({ length: 12 }, (_, at) => {
          const code = `${at + 1}${name}`
          const state = at + 1 === place && name === ring ? 'camelot-here' : near.includes(code) ? 'camelot-near' : ''
          return <path key={code} d={segment(at + 1, RINGS[name])} className={state} />
        }),
      )}
      <text x="56" y="57">
        {camelot}
      </text>
    </svg>
  )
}
