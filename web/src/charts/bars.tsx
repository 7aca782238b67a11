// Small bars side by side, from a line of zero: notes, timbre, months. Labels stand under them where there is room.

import './bars.css'

export interface Bar {
  readonly key: string
  readonly value: number
  readonly label: string
  /** For hovering. */
  readonly exact: string
  readonly strong?: boolean
}

/** `description` says in words what the picture shows. */
export function SmallBars({ bars, description, height = '5rem' }: { bars: readonly Bar[]; description: string; height?: string }) {
  const top = Math.max(0, ...bars.map((bar) => bar.value))
  const bottom = Math.min(0, ...bars.map((bar) => bar.value))
  const span = top - bottom || 1
  return (
    <div className="bars" role="img" aria-label={description}>
      <div className="bars-area" style={{ height }}>
        {bars.map((bar) => (
          <span key={bar.key} className="bars-slot" title={bar.exact}>
            <i
              className={bar.strong ? 'bars-strong' : ''}
              style={{ height: `${(Math.abs(bar.value) / span) * 100}%`, bottom: `${((Math.min(0, bar.value) - bottom) / span) * 100}%` }}
            />
          </span>
        ))}
        <span className="bars-zero" style={{ bottom: `${(-bottom / span) * 100}%` }} />
      </div>
      <div className="bars-labels">
        {bars.map((bar) => (
          <span key={bar.key}>{bar.label}</span>
        ))}
      </div>
    </div>
  )
}
