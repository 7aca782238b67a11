// A list of music with covers and numbers: who was played most, what was loved first, what was forgotten.

import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import '../kit/cover.css'
import './things.css'

export interface ThingRow {
  readonly key: string
  readonly rank?: number
  readonly name: string
  readonly note?: string
  /** Address of its picture; null where there is none of its kind (genres). */
  readonly cover: string | null
  readonly round?: boolean
  /** Where its name leads. */
  readonly to?: { readonly page: '/library/artists/$id' | '/library/albums/$id' | '/tracks/$id'; readonly id: number }
  /** Draws a bar where rows have one. */
  readonly value?: number
  readonly said: string
  readonly saidNote?: string
  /** On hovering the number. */
  readonly exact?: string
}

interface ThingsProps {
  readonly rows: readonly ThingRow[]
  readonly tint?: string
  readonly ranked?: boolean
  readonly label: string
  /** What the longest bar stands for; the greatest value of the rows without it. */
  readonly most?: number
}

const mostOf = (rows: readonly ThingRow[]): number => Math.max(Number.MIN_VALUE, ...rows.map(({ value }) => value ?? 0))

/** A long list in two halves beside one another, where there is room; the bars of both have one scale. */
export function ThingHalves({ rows, label, ...rest }: ThingsProps) {
  const half = Math.ceil(rows.length / 2)
  const most = mostOf(rows)
  return (
    <div className="things-halves">
      <Things {...rest} rows={rows.slice(0, half)} most={most} label={`${label} First half`} />
      <Things {...rest} rows={rows.slice(half)} most={most} label={`${label} Second half`} />
    </div>
  )
}

export function Things({ rows, tint, ranked = false, label, most = mostOf(rows) }: ThingsProps) {
  const style = tint ? ({ '--thing-tint': tint } as React.CSSProperties) : undefined
  const hasCovers = rows.some(({ cover }) => cover !== null)
  return (
    <ol className={`things ${ranked ? 'things-ranked' : ''} ${hasCovers ? '' : 'things-bare'}`} style={style} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          {ranked ? <span className="thing-rank small quiet">{row.rank}</span> : null}
          {hasCovers ? <ThingCover src={row.cover} round={row.round ?? false} /> : null}
          <div className="thing-words">
            <span className="clip" title={row.name}>
              {row.to ? (
                <Link to={row.to.page} params={{ id: String(row.to.id) }}>
                  {row.name}
                </Link>
              ) : (
                row.name
              )}
            </span>
            {row.note ? (
              <span className="clip small quiet" title={row.note}>
                {row.note}
              </span>
            ) : null}
            {row.value === undefined ? null : (
              <span className="thing-bar" aria-hidden="true">
                <i style={{ width: `${(row.value / most) * 100}%` }} />
              </span>
            )}
          </div>
          <div className="thing-said" title={row.exact}>
            <span>{row.said}</span>
            {row.saidNote ? <span className="small quiet">{row.saidNote}</span> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Decorative: the name stands beside it. Where the picture is missing, a quiet record. */
function ThingCover({ src, round }: { src: string | null; round: boolean }) {
  const [missing, setMissing] = useState<string | null>(null)
  return (
    <span className={round ? 'cover cover-round' : 'cover'}>
      {src === null || missing === src ? (
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r="36" />
          <circle cx="50" cy="50" r="18" />
          <circle cx="50" cy="50" r="3" />
        </svg>
      ) : (
        <img src={src} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setMissing(src)} />
      )}
    </span>
  )
}
