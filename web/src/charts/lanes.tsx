// Lanes under a waveform, on the same line of time: sections as blocks as high as they are loud, cues, keys where they change, tempo where it drifts.

import { useEffect, useRef, useState } from 'react'
import { formatTime } from '../kit/format.ts'
import { useHint } from '../kit/hint.tsx'
import { drawnHeight, linePath, placeOf, slotPoints, tempoPoints, tintOf, type View } from './timeline.ts'
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
  'mix-in': 'Mix in at the first downbeat of its sound',
  body: 'The body begins',
  'mix-out': 'Mix out as the outro begins',
  end: 'The last downbeat of its sound',
}

/** "The body begins, 0:12". */
export const cueWords = ({ atS, kind }: { readonly atS: number; readonly kind: string }): string =>
  `${CUES[kind] ?? kind}, ${formatTime(atS * 1000)}`

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
  const [lane, widthPx] = useWidth()
  return (
    <div className="lane lane-form" data-testid="sections" ref={lane}>
      <ol className="lane-blocks" aria-label="Sections">
        {sections.map((section) => (
          <Block key={section.fromS} section={section} widthPx={widthPx} durationS={durationS} view={view} onSeek={onSeek} />
        ))}
      </ol>
      <svg className="lane-curve" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={linePath(slotPoints(energy), view)} />
      </svg>
      {cues.map((cue) => (
        <Cue key={cue.kind} cue={cue} durationS={durationS} view={view} />
      ))}
    </div>
  )
}

/** A button smaller than this is hard to hit (WCAG 2.2, 2.5.8). */
const TARGET_PX = 24

function Block({ section, widthPx, durationS, view, onSeek }: LaneProps & { readonly section: LaneSection; readonly widthPx: number }) {
  const { fromS, toS, label, energy } = section
  const place = placeOf(fromS, toS, durationS, view)
  const words = `${nameOf(label)}, ${formatTime(fromS * 1000)} to ${formatTime(toS * 1000)}, energy ${Math.round(energy * 100)} of 100`
  const hint = useHint(words)
  if (!place) return null
  const style = {
    left: `${place.left}%`,
    width: `${place.width}%`,
    '--energy': `${Math.round(100 * drawnHeight(energy))}%`,
  } as React.CSSProperties
  const shown = <span aria-hidden="true">{label.length === 1 ? label.toUpperCase() : label}</span>
  return (
    <li className={`block block-${tintOf(label)}`} style={style}>
      {onSeek && (place.width / 100) * widthPx >= TARGET_PX ? (
        <button type="button" onClick={() => onSeek(fromS * 1000)} aria-label={`${words}. Listen from there.`} {...hint}>
          {shown}
        </button>
      ) : (
        <div {...hint}>
          {shown}
          <span className="hidden">{words}</span>
        </div>
      )}
    </li>
  )
}

/** The width of an element in px, also after it changes. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const watch = new ResizeObserver(([entry]) => setWidthPx(entry.contentRect.width))
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [])
  return [element, widthPx] as const
}

function Cue({ cue, durationS, view }: LaneProps & { readonly cue: { readonly atS: number; readonly kind: string } }) {
  const place = placeOf(cue.atS, cue.atS, durationS, view)
  const hint = useHint(cueWords(cue))
  if (!place) return null
  return (
    <span
      className={cue.kind === 'mix-out' || cue.kind === 'end' ? 'cue cue-late' : 'cue'}
      style={{ left: `${place.left}%` }}
      role="img"
      aria-label={cueWords(cue)}
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
