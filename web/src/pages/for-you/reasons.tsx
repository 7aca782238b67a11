// Why a track is here, in sentences. The first is the strongest; what held it back and what is a bet are marked. Hovering, or reaching the card by
// keyboard, shows how much each part weighs.

import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { runsOf } from '../../kit/prose.ts'
import { foremost, type Reason } from './foremost.ts'
import './reasons.css'

const SHOWN = 3

export function Reasons({ reasons, all }: { reasons: readonly Reason[]; all: boolean }) {
  const [opened, setOpened] = useState(false)
  const open = all || opened
  const ordered = foremost(reasons, reasons.length)
  const shown = open ? ordered : foremost(reasons, SHOWN)
  const heaviest = Math.max(0.0001, ...reasons.map((reason) => Math.abs(reason.weight)))
  return (
    <>
      <ul className="reasons" aria-label="Why">
        {shown.map((reason) => (
          <li key={`${reason.kind} ${reason.text}`} data-kind={reason.kind} className={reason.weight < 0 ? 'reason reason-held' : 'reason'}>
            <Sentence reason={reason} />
            <span className="reason-weight" aria-hidden="true">
              <i style={{ width: `${(Math.abs(reason.weight) / heaviest) * 100}%` }} />
            </span>
            <span className="hidden">
              {reason.weight < 0
                ? `, takes ${(-reason.weight).toFixed(2)} off the score`
                : `, adds ${reason.weight.toFixed(2)} to the score`}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < ordered.length ? (
        <button type="button" className="reasons-more small quiet" onClick={() => setOpened(true)}>
          {ordered.length - shown.length} more
        </button>
      ) : null}
    </>
  )
}

/** A sentence whose works lead to their pages. */
function Sentence({ reason }: { reason: Reason }) {
  let work = -1
  return (
    <span className="reason-text">
      {runsOf(reason.text).map((run, place) => {
        if (!run.work) return run.text
        work++
        const id = reason.trackIds[work]
        const name = run.work === 'starred' ? <em>{run.text}</em> : run.text
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs of one sentence never change places
          <Fragment key={place}>
            {id === undefined ? (
              name
            ) : (
              <Link to="/tracks/$id" params={{ id: String(id) }}>
                {name}
              </Link>
            )}
          </Fragment>
        )
      })}
    </span>
  )
}
