// Lanes under a waveform, on the same line of time: sections as blocks as high as they are loud, cues, keys where they change, tempo where it drifts.

import { formatTime } from '../kit/format.ts'
import { useHint } from '../kit/hint.tsx'
import { linePath, placeOf, slotPoints, tempoPoints, tintOf, type View } from './timeline.ts'
import './lanes.css'

export interface LaneSection {
  readonly fromS: number
  readonly toS: number
  readonly label: string
  readonly energy: number
}

interface LaneProps {
  readonly durationS: number
  readonly view: View
  readonly onSeek?: (ms: number) => void
}

const nameOf = (label: string) => (label.length === 1 ? `Part ${label.toUpperCase()}` : `${label.charAt(0).toUpperCase()}${label.slice(1)}`)
const CUES: Readonly<Record<string, string>> = {
  'mix-in': 'Mix in: the first downbeat of its sound.',
  body: 'The body begins: the intro is over.',
  'mix-out': 'Mix out: the outro begins.',
  end: 'The last downbeat of its sound.',
}

/** Sections with the curve of energy before them; a click listens from there. */
export function Sections({
  sections,
  energy,
  cues,
  durationS,
  view,
  onSeek,
}: LaneProps & {
  readonly sections: readonly LaneSection[]
  readonly energy: readonly number[]
  readonly cues: readonly { readonly atS: number; readonly kind: string }[]
}) {
  return (
    <div className="lane lane-form" data-testid="sections">
      <ol className="lane-blocks" aria-label="Sections">
        {sections.map((section) => (
          <Block key={section.fromS} section={section} durationS={durationS} view={view} onSeek={onSeek} />
        ))}
      </ol>
      <svg className="lane-curve" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={linePath(slotPoints(energy), view)} />
      </svg>
      {cues.map((cue) => (
        <Cue key={cue.kind} cue={cue} durationS={durationS} view={view} onSeek={onSeek} />
      ))}
    </div>
  )
}

function Block({ section, durationS, view, onSeek }: LaneProps & { readonly section: LaneSection }) {
  const { fromS, toS, label, energy } = section
  const place = placeOf(fromS, toS, durationS, view)
  const words = `${nameOf(label)}, ${formatTime(fromS * 1000)} to ${formatTime(toS * 1000)}, energy ${Math.round(energy * 100)} of 100`
  const hint = useHint(words)
  if (!place) return null
  const style = { left: `${place.left}%`, width: `${place.width}%`, '--energy': `${Math.round(30 + 70 * energy)}%` } as React.CSSProperties
  return (
    <li className={`block block-${tintOf(label)}`} style={style}>
      <button type="button" disabled={!onSeek} onClick={() => onSeek?.(fromS * 1000)} aria-label={`${words}. Listen from there.`} {...hint}>
        <span>{label.length === 1 ? label.toUpperCase() : label}</span>
      </button>
    </li>
  )
}

function Cue({ cue, durationS, view, onSeek }: LaneProps & { readonly cue: { readonly atS: number; readonly kind: string } }) {
  const place = placeOf(cue.atS, cue.atS, durationS, view)
  const words = `${CUES[cue.kind] ?? cue.kind} ${formatTime(cue.atS * 1000)}`
  const hint = useHint(words)
  if (!place) return null
  return (
    <button
      type="button"
      className={place.left > 50 ? 'cue cue-late' : 'cue'}
      style={{ left: `${place.left}%` }}
      disabled={!onSeek}
      onClick={() => onSeek?.(cue.atS * 1000)}
      aria-label={`${words}. Listen from there.`}
      {...hint}
    />
  )
}

/** Keys in turn, where there is more than one. */
export function Keys({
  spans,
  durationS,
  view,
}: LaneProps & {
  readonly spans: readonly { readonly fromS: number; readonly toS: number; readonly name: string; readonly short: string }[]
}) {
  return (
    <ol className="lane lane-keys" aria-label="Keys in turn">
      {spans.map(({ fromS, toS, name, short }) => {
        const place = placeOf(fromS, toS, durationS, view)
        const words = `${name}, ${formatTime(fromS * 1000)} to ${formatTime(toS * 1000)}`
        return place ? (
          <li key={fromS} title={words} style={{ left: `${place.left}%`, width: `${place.width}%` }}>
            <span aria-hidden="true" className="lane-long">
              {name}
            </span>
            <span aria-hidden="true" className="lane-short">
              {short}
            </span>
            <span className="hidden">{words}</span>
          </li>
        ) : null
      })}
    </ol>
  )
}

/** The tempo over time, where it drifts. */
export function TempoLane({
  curve,
  durationS,
  view,
}: LaneProps & { readonly curve: { readonly atS: readonly number[]; readonly bpm: readonly number[] } }) {
  const { points, lowBpm, highBpm } = tempoPoints(curve, durationS)
  const words = `Tempo between ${lowBpm.toFixed(0)} and ${highBpm.toFixed(0)} BPM`
  return (
    <div className="lane lane-tempo" role="img" aria-label={words} title={words}>
      <svg className="lane-curve" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={linePath(points, view)} />
      </svg>
      <span className="lane-note">{`${lowBpm.toFixed(0)} to ${highBpm.toFixed(0)} BPM`}</span>
    </div>
  )
}
