// Bar strips: one thin bar a measure, with its name before it and its value after it. Zero is at the left end.

import { Explained } from '../kit/hint.tsx'
import './strip.css'

export interface Strip {
  readonly name: string
  /** 0 to 1. */
  readonly value: number
  readonly shown: string
  readonly explanation?: string
}

export const Strips = ({ strips }: { strips: readonly Strip[] }) => (
  <dl className="strips">
    {strips.map(({ name, value, shown, explanation }) => (
      <div key={name}>
        <dt className="small">{explanation ? <Explained text={explanation}>{name}</Explained> : name}</dt>
        <dd>
          <span className="strip" aria-hidden="true">
            <i style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }} />
          </span>
          <span className="strip-value small quiet">{shown}</span>
        </dd>
      </div>
    ))}
  </dl>
)
