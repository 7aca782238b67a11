// How it was heard: counts in a sentence, and the latest times.

import type { TrackDetail } from '../../../../src/server/contract.ts'
import { countOf, formatClock, formatDate, formatExact, formatSpan, formatTime } from '../../kit/format.ts'

export function Plays({ track: { plays } }: { track: TrackDetail }) {
  const now = Date.now()
  return (
    <section>
      <h2>How have you heard it?</h2>
      {plays.recent.length === 0 ? (
        <p className="quiet">Never yet, as far as Deepcut knows.</p>
      ) : (
        <>
          <p className="plays-sum">
            {`${countOf(plays.counted, 'counted listen')}, ${plays.completions} to the end, ${countOf(plays.skips, 'skip')}; ${formatSpan(plays.msPlayed)} in all.`}
          </p>
          <ol className="plays-list">
            {plays.recent.map((listen) => (
              <li key={listen.endedAtMs} title={formatExact(listen.endedAtMs)}>
                <span>{`${formatDate(listen.endedAtMs, now)}, ${formatClock(listen.endedAtMs)}`}</span>
                <span>{listen.msPlayed === null ? '' : formatTime(listen.msPlayed)}</span>
                <span className="quiet">{listen.skipped ? 'skipped' : ''}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
