// The analysis while it runs: how much of the library is heard, what is in hand and next, what failed, and how much of the machine it may take.

import { useQuery } from '@tanstack/react-query'
import type { AnalysisQueue } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { formatCount, formatEta } from '../../kit/format.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { Budget } from './budget.tsx'
import { Failed } from './failed.tsx'
import { queueQuery, useAct } from './queue.ts'
import { Tasks } from './tasks.tsx'
import { coverage, moreWords, paceWords, stateWords } from './words.ts'
import './analysis.css'

export function Analysis() {
  const { data: queue, error, refetch } = useQuery(queueQuery)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Hearing</h1>
          <p role="status">{queue ? stateWords(queue) : 'How far Deepcut has listened to your files.'}</p>
        </div>
        {queue ? <Pause queue={queue} /> : null}
      </header>
      {queue ? (
        <Shown queue={queue} />
      ) : error ? (
        <Fault error={error} what="The analysis" retry={() => void refetch()} />
      ) : (
        <Loading what="the analysis">
          <Skeleton height="12rem" />
        </Loading>
      )}
    </>
  )
}

function Pause({ queue }: { queue: AnalysisQueue }) {
  const act = useAct()
  const paused = queue.budget.paused
  if (!paused && queue.state === 'idle') return null
  return (
    <Button icon={paused ? 'play' : 'pause'} onClick={() => act.mutate(paused ? 'resume' : 'pause')} disabled={act.isPending}>
      {paused ? 'Go on' : 'Pause'}
    </Button>
  )
}

function Shown({ queue }: { queue: AnalysisQueue }) {
  const { total } = coverage(queue.counts)
  if (total === 0)
    return <p className="quiet">There are no files yet. Add a folder under Import, and they are heard as soon as they are found.</p>
  return (
    <div className="analysis">
      <Heard queue={queue} />
      <Tasks title="In hand" tasks={queue.running} />
      <Tasks title="Next" tasks={queue.next} more={moreWords(queue)} />
      <Failed files={queue.failed} count={queue.counts.failed} />
      <Budget budget={queue.budget} pace={paceWords(queue)} />
    </div>
  )
}

/** Two parts of one whole: of use already, and heard to the end. */
function Heard({ queue }: { queue: AnalysisQueue }) {
  const { counts, usableEtaS, etaS, state } = queue
  const { total, usable, whole } = coverage(counts)
  const left = (seconds: number | null) => (state === 'running' && seconds !== null && seconds >= 1 ? `, ${formatEta(seconds)} to go` : '')
  return (
    <section aria-label="How much of the library is heard">
      <div className="heard-bar" aria-hidden="true">
        <i className="heard-usable" style={{ width: `${usable * 100}%` }} />
        <i className="heard-whole" style={{ width: `${whole * 100}%` }} />
      </div>
      <dl className="heard">
        <div>
          <dt className="small quiet">
            <i className="heard-key heard-whole" />
            heard whole{left(etaS)}
          </dt>
          <dd>{formatCount(counts.analysed)}</dd>
        </div>
        <div>
          <dt className="small quiet">
            <i className="heard-key heard-usable" />
            with tempo, key and neighbours, if only from an excerpt{left(usableEtaS)}
          </dt>
          <dd>{formatCount(counts.usable)}</dd>
        </div>
        <div>
          <dt className="small quiet">
            <i className="heard-key" />
            {total === 1 ? 'file' : 'files'} in your folders
            {counts.failed > 0 ? `, ${formatCount(counts.failed)} of them not readable` : ''}
          </dt>
          <dd>{formatCount(total)}</dd>
        </div>
      </dl>
    </section>
  )
}
