// Says that what is shown was made up, wherever it is shown, and removes it.

import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { removeDemo } from '../api/actions.ts'
import { statusQuery } from '../api/queries.ts'
import './demo-banner.css'

export function DemoBanner() {
  const { data: status } = useQuery(statusQuery)
  const removal = useMutation({ mutationFn: removeDemo })
  if (!status?.demo) return null
  return (
    <aside className="demo small" data-testid="demo-banner" aria-label="About the demo">
      <p>
        This is music Deepcut composed itself, with a made-up history, so that there is something to hear.{' '}
        <Link to="/import">Bring your own</Link>, or{' '}
        <button type="button" data-testid="demo-remove" disabled={removal.isPending} onClick={() => removal.mutate()}>
          {removal.isPending ? 'removing the demo …' : 'remove the demo'}
        </button>
        .
      </p>
    </aside>
  )
}

/** The mark on a track that Deepcut composed. */
export const Synthetic = () => (
  <span className="synthetic" title="Composed by Deepcut's demo, not by a person">
    synthetic
  </span>
)
