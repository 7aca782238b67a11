// The frame of every chart: the question, the answer in a sentence, the picture, and on demand what is counted, the table and what can be taken along.

import { type ReactNode, useId, useState } from 'react'
import { Button } from '../kit/button.tsx'
import { type ChartAct, ChartMenu } from './chart-menu.tsx'
import './chart-frame.css'

interface ChartFrameProps {
  readonly question: string
  /** In one sentence; computed from the data. */
  readonly answer: string
  /** How it is counted: a paragraph each. */
  readonly about: readonly string[]
  /** Under the picture, always: how far to trust it, such as "The tempo of 62 % of listens is known". */
  readonly note?: string
  readonly acts: readonly ChartAct[]
  /** The numbers, in place of the picture when asked for. */
  readonly table: () => ReactNode
  /** Beside the question: what can be chosen. */
  readonly choice?: ReactNode
  /** Under the picture: what shows more of it. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

export function ChartFrame({ question, answer, about, note, acts, table, choice, foot, children }: ChartFrameProps) {
  const [explained, setExplained] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const own: readonly ChartAct[] = [
    { label: explained ? 'Hide what is counted' : 'What is counted', act: () => setExplained(!explained) },
    { label: asTable ? 'As a picture' : 'As a table', act: () => setAsTable(!asTable) },
  ]
  return (
    <figure className="chart-frame" aria-labelledby={id}>
      <div className="chart-head">
        <h3 id={id}>{question}</h3>
        <ChartMenu of={question} acts={[...own, ...acts]} />
        <p className="chart-answer">{answer}</p>
      </div>
      {explained ? (
        <div className="chart-about small" data-testid="chart-about">
          {about.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      ) : null}
      {choice ? <div className="chart-choice">{choice}</div> : null}
      <div className="chart-body">{asTable ? table() : children}</div>
      {foot && !asTable ? <div className="chart-foot">{foot}</div> : null}
      {note ? <p className="chart-note small quiet">{note}</p> : null}
    </figure>
  )
}

/** Where a chart has nothing to show: a line of zero with nothing on it; the answer above says why. */
export const ChartSilence = () => (
  <svg className="chart-silence" viewBox="0 0 320 64" preserveAspectRatio="none" aria-hidden="true">
    <path d="M0 56H320" />
    {Array.from({ length: 20 }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
      <path key={at} d={`M${8 + at * 16} 56v-5`} />
    ))}
  </svg>
)

/** A chart that could not be shown: what happened, and trying again. */
export const ChartFault = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <div className="chart-fault" role="alert">
    <p className="quiet">{`This could not be shown. ${error instanceof Error ? error.message : ''}`}</p>
    <ChartSilence />
    <div className="chart-foot">
      <Button onClick={retry}>Try again</Button>
    </div>
  </div>
)

const WAVE = [0.35, 0.5, 0.42, 0.62, 0.8, 0.7, 0.55, 0.9, 0.75, 0.6, 0.48, 0.66, 0.84, 0.72, 0.5, 0.4]

/** A chart that is still on its way: its shape in grey. `height` in rem. */
export const ChartSkeleton = ({ height }: { height: number }) => (
  <div className="chart-skeleton" style={{ height: `${height}rem` }}>
    {WAVE.map((share, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
      <span key={at} className="skeleton" style={{ height: `${share * 100}%` }} />
    ))}
  </div>
)
