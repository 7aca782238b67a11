// What a page shows when it has nothing to show: still loading, empty, or at fault. Each says what would be here and what to do.

import { type ReactNode, useEffect, useState } from 'react'
import { ApiProblem } from '../api/fetch.ts'
import { Button } from './button.tsx'
import './states.css'

/** A grey shape where something will be. */
export const Skeleton = ({ width = '100%', height = '1em', round }: { width?: string; height?: string; round?: boolean }) => (
  <span className="skeleton" style={{ width, height, borderRadius: round ? '50%' : undefined }} />
)

/** Skeletons for up to a second, then words that say it is still going on. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true">
      <p className="loading-words small quiet" role="status">
        {late ? `Still fetching ${what} …` : <span className="hidden">Fetching {what}</span>}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

/** Nothing here yet: what would be, and the one act that fills it. */
export function Empty({
  title,
  children,
  action,
  page = false,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
  page?: boolean
}) {
  return (
    <div className="empty">
      <svg viewBox="0 0 120 120" width="120" height="120" aria-hidden="true">
        <circle cx="60" cy="60" r="52" />
        <circle cx="60" cy="60" r="42" />
        <circle cx="60" cy="60" r="33" />
        <circle cx="60" cy="60" r="18" className="empty-label" />
        <circle cx="60" cy="60" r="2.5" />
      </svg>
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p className="quiet">{children}</p>
      {action}
    </div>
  )
}

/** It did not work: what happened, and trying again where that can help. */
export function Fault({ error, what, retry, page = false }: { error: unknown; what: string; retry?: () => void; page?: boolean }) {
  const problem = error instanceof ApiProblem ? error : null
  return (
    <div className="fault" role="alert">
      {page ? <h1>{what} could not be shown</h1> : <h2>{what} could not be shown</h2>}
      <p className="quiet">{error instanceof Error ? error.message : 'Something went wrong on this page.'}</p>
      {problem ? <p className="small quiet">Code {problem.code}</p> : null}
      {retry && problem?.status !== 404 ? <Button onClick={retry}>Try again</Button> : null}
    </div>
  )
}
