// The middle spectrum of a track as a hill: low sounds left, high ones right, in the colours of timbre.

import { useId } from 'react'
import { useStore } from '../kit/store.ts'
import { themeStore } from '../theme/theme.ts'
import { envelope, shareOfHz } from './envelope.ts'
import { timbreRamp } from './ramp.ts'
import './spectrum.css'

const COUNT = 96
/** Levels further below the highest are on the ground. */
const FLOOR_DB = 60
const MARKS: readonly { hz: number; label: string }[] = [
  { hz: 200, label: '200 Hz' },
  { hz: 1000, label: '1 kHz' },
  { hz: 5000, label: '5 kHz' },
]

export function Spectrum({ mfcc, description }: { mfcc: readonly number[]; description: string }) {
  const theme = useStore(themeStore, (state) => state.theme)
  const paint = useId()
  const ramp = timbreRamp(theme)
  const points = envelope(mfcc, COUNT).map(
    (level, at) => `${((at / (COUNT - 1)) * 100).toFixed(2)},${(100 * Math.min(1, -level / FLOOR_DB)).toFixed(2)}`,
  )
  return (
    <div className="spectrum" role="img" aria-label={description}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <linearGradient id={paint}>
          {ramp
            .filter((_, step) => step % 4 === 0)
            .map((colour, step, all) => (
              <stop key={colour} offset={step / (all.length - 1)} stopColor={colour} />
            ))}
        </linearGradient>
        <polygon points={`0,100 ${points.join(' ')} 100,100`} fill={`url(#${paint})`} />
      </svg>
      <div className="spectrum-marks">
        {MARKS.map(({ hz, label }) => (
          <span key={hz} style={{ left: `${shareOfHz(hz) * 100}%` }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  )
}
