// One listen: when, what, for how long, how it ended, and where it is known from.

import { Link } from '@tanstack/react-router'
import { memo, useState } from 'react'
import type { ListenRow } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { formatClock, formatExact, formatTime } from '../../kit/format.ts'
import { ToldBy } from './told-by.tsx'

export const HistoryRow = memo(function HistoryRow({ listen }: { listen: ListenRow }) {
  const [open, setOpen] = useState(false)
  const others = listen.toldBy - 1
  const mark = listen.skipped ? 'skipped' : listen.counted ? '' : 'not counted'
  return (
    <li data-testid="history-row">
      <div className={listen.counted ? 'listen' : 'listen listen-brief'}>
        <time className="small quiet" dateTime={new Date(listen.endedAtMs).toISOString()} title={formatExact(listen.endedAtMs)}>
          {formatClock(listen.startedAtMs)}
        </time>
        <span className="listen-cover">
          {listen.trackId === null ? <span className="cover" /> : <Cover of="tracks" id={listen.trackId} />}
        </span>
        <span className="listen-words">
          {listen.trackId === null ? (
            <span className="clip" title={listen.title}>
              {listen.title}
            </span>
          ) : (
            <Link to="/tracks/$id" params={{ id: String(listen.trackId) }} className="clip" title={listen.title}>
              {listen.title}
            </Link>
          )}
          <span className="small quiet clip">{listen.kind === 'music' ? listen.artist : `${listen.artist} · ${listen.kind}`}</span>
        </span>
        <span
          className="listen-mark small"
          title={mark === 'not counted' ? 'Too short to count: under 30 s and under half the track' : undefined}
        >
          {mark}
        </span>
        <span className="listen-source small quiet">
          <span className="clip" title={listen.source}>
            {listen.source}
          </span>
          {others > 0 || listen.apart ? (
            <button
              type="button"
              className="told-mark"
              aria-expanded={open}
              aria-label={
                others > 0
                  ? `+${others} ${others === 1 ? 'row tells' : 'rows tell'} of it too; show them`
                  : 'apart from another listen; show how'
              }
              title={others > 0 ? `${listen.toldBy} rows tell of this listen; it counts once` : 'You set it apart from another listen'}
              onClick={() => setOpen(!open)}
            >
              {others > 0 ? `+${others}` : 'apart'}
            </button>
          ) : null}
        </span>
        <span
          className="listen-length"
          title={listen.msPlayed === null ? 'The source does not say how long' : `${(listen.msPlayed / 1000).toFixed(1)} s played`}
        >
          {listen.msPlayed === null ? '' : formatTime(listen.msPlayed)}
        </span>
      </div>
      {open ? <ToldBy id={listen.id} /> : null}
    </li>
  )
})
