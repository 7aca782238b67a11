// The way to Review, with how many pairs wait there.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { waitingQuery } from '../../api/identity.ts'
import { countOf } from '../../kit/format.ts'
import './waiting.css'

/** A line where something waits; with `always`, one where nothing does too. */
export function Waiting({ always = false }: { always?: boolean }) {
  const { data: waiting = 0 } = useQuery(waitingQuery)
  if (waiting === 0 && !always) return null
  return (
    <p className="quiet waiting" data-testid="review-waiting">
      {waiting > 0
        ? `${countOf(waiting, 'pair')} of tracks may be one recording. `
        : 'Which tracks are one recording, and what you decided about it. '}
      <Link to="/review">Review {waiting > 0 ? 'them' : 'it'}</Link>
    </p>
  )
}
