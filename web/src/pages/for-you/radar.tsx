// The radar dial, after the tuner of an old receiver: from familiar to under the radar. The dots are the picks, where they stand by how known they are.

import { useRef } from 'react'
import type { Recommendation } from '../../../../src/server/contract.ts'
import { useHint } from '../../kit/hint.tsx'
import { radarWords, stations } from './stations.ts'
import './radar.css'

const MARKS = 40
const STEP = 0.05

interface RadarProps {
  readonly value: number
  readonly onChange: (value: number) => void
  readonly picks: readonly Recommendation[]
  readonly pointed: number | null
  readonly busy: boolean
}

export function Radar({ value, onChange, picks, pointed, busy }: RadarProps) {
  const dial = useRef<HTMLDivElement>(null)
  const hint = useHint('Turn it to say how known the music should be. The dots are the tracks below, by how many people know them.')
  const { 'aria-describedby': _, ...hover } = hint as { 'aria-describedby'?: string }
  const set = (next: number) => onChange(Math.round(Math.min(1, Math.max(0, next)) * 100) / 100)
  const turnTo = (event: React.PointerEvent) => {
    const rect = dial.current!.getBoundingClientRect()
    set((event.clientX - rect.left) / rect.width)
  }
  const keys = (event: React.KeyboardEvent) => {
    const to = {
      ArrowLeft: value - STEP,
      ArrowDown: value - STEP,
      ArrowRight: value + STEP,
      ArrowUp: value + STEP,
      PageDown: value - STEP * 4,
      PageUp: value + STEP * 4,
      Home: 0,
      End: 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    set(to)
  }
  return (
    <div className="radar">
      <div
        ref={dial}
        className={busy ? 'radar-dial radar-busy' : 'radar-dial'}
        data-testid="radar"
        role="slider"
        tabIndex={0}
        aria-label="Radar: familiar to under the radar"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={value}
        aria-valuetext={`${Math.round(value * 100)} of 100, ${radarWords(value)}`}
        onKeyDown={keys}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          turnTo(event)
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && turnTo(event)}
        {...hover}
      >
        <svg aria-hidden="true" width="100%" height="100%">
          {Array.from({ length: MARKS + 1 }, (_, mark) => {
            const x = `${(mark / MARKS) * 100}%`
            return (
              <line
                key={x}
                x1={x}
                x2={x}
                y1={mark % 10 === 0 ? 8 : mark % 5 === 0 ? 13 : 17}
                y2="26"
                className={mark % 10 === 0 ? 'radar-mark radar-tenth' : 'radar-mark'}
              />
            )
          })}
          {stations(picks).map(({ trackId, share, row, playable }) => (
            <circle
              key={trackId}
              cx={`${share * 100}%`}
              cy={37 + row * 8}
              r={pointed === trackId ? 5 : 3}
              className={`radar-station ${playable ? '' : 'radar-station-away'} ${pointed === trackId ? 'radar-station-on' : ''}`}
            />
          ))}
        </svg>
        <span className="radar-needle" style={{ left: `${value * 100}%` }} />
      </div>
      <div className="radar-words small" aria-hidden="true">
        <span>familiar</span>
        <strong>{radarWords(value)}</strong>
        <span>under the radar</span>
      </div>
    </div>
  )
}
