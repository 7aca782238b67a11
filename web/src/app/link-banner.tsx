// Says on every page when a link to the world outside needs its person: two weeks before a log-in ends, and when it has ended.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SpotifyState } from '../../../src/server/contract.ts'
import { address, ask } from '../api/fetch.ts'
import { useListener } from '../api/listener.ts'
import { formatDate } from '../kit/format.ts'
import './demo-banner.css'

const LOOK_AGAIN_MS = 30 * 60_000

export function LinkBanner() {
  const user = useListener()
  const { data } = useQuery({
    queryKey: ['outside', 'spotify', user],
    queryFn: () => ask<SpotifyState>(address('/api/spotify', { user })),
    staleTime: LOOK_AGAIN_MS,
    refetchInterval: LOOK_AGAIN_MS,
  })
  const account = data?.account
  if (!account || (account.state !== 'log-in-again' && !account.endingSoon)) return null
  const told =
    account.state === 'log-in-again'
      ? 'Your log-in at Spotify is over; what you play there is not fetched any more.'
      : `Your log-in at Spotify ends on ${formatDate(account.endsAtMs, Date.now())}.`
  return (
    <aside className="demo small" data-testid="link-banner" aria-label="About the Spotify link">
      <p>
        {told}{' '}
        <Link to="/outside" hash="spotify">
          Log in again
        </Link>
      </p>
    </aside>
  )
}
