// How much of the machine listening may take: how many files at once, and whether others go first.

import { type CSSProperties, useState } from 'react'
import type { AnalysisQueue } from '../../../../src/server/contract.ts'
import { Segmented } from '../../kit/segmented.tsx'
import { useAct } from './queue.ts'

/** What "others go first" means to the system. */
const BEHIND = 10

export function Budget({ budget, pace }: { budget: AnalysisQueue['budget']; pace: string | null }) {
  const act = useAct()
  const [moved, setMoved] = useState<number | null>(null)
  const cores = moved ?? budget.cores
  const settle = () => {
    if (moved !== null && moved !== budget.cores) act.mutate({ cores: moved }, { onSettled: () => setMoved(null) })
    else setMoved(null)
  }
  return (
    <section className="budget">
      <h2>How much of this machine may it take?</h2>
      {budget.coresMax > 1 ? (
        <label className="budget-cores">
          <span>Files at once</span>
          <input
            type="range"
            min={1}
            max={budget.coresMax}
            step={1}
            value={cores}
            style={{ '--share': `${((cores - 1) / (budget.coresMax - 1)) * 100}%` } as CSSProperties}
            aria-valuetext={`${cores} of ${budget.coresMax}`}
            onChange={(event) => setMoved(Number(event.currentTarget.value))}
            onPointerUp={settle}
            onKeyUp={settle}
            onBlur={settle}
          />
          <output>
            {cores} of {budget.coresMax}
          </output>
        </label>
      ) : null}
      {budget.nicenessWorks ? (
        <Segmented
          label="Who goes first"
          value={budget.niceness > 0 ? 'others' : 'equal'}
          options={[
            { value: 'others', label: 'Other programs go first' },
            { value: 'equal', label: 'Like any other' },
          ]}
          onChange={(who) => act.mutate({ niceness: who === 'others' ? BEHIND : 0 })}
        />
      ) : null}
      <p className="small quiet">{pace ? `${pace} ` : ''}What is set here holds from the next file on, and is remembered.</p>
    </section>
  )
}
