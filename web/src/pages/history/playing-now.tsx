// What a player says it plays now, above the history that it will be part of.

import { useQuery } from '@tanstack/react-query'
import type { PlayingNow as Playing } from '../../../../src/server/contract.ts'
import { address, ask } from '../../api/fetch.ts'
import { useListener } from '../../api/listener.ts'
import './playing-now.css'

/** Asked again now and then too: nothing tells when a track is over. */
const AGAIN_MS = 30_000

export function PlayingNow() {
  const user = useListener()
  const { data } = useQuery({
    queryKey: ['playing', user],
    queryFn: () => ask<Playing>(address('/api/playing', { user })),
    refetchInterval: AGAIN_MS,
  })
  const [playing] = data?.items ?? []
  return (
    <div role="status">
      {playing ? (
        <p className="playing-now">
          <span className="small quiet">Now, on {playing.device}</span>
          <span>
            <strong>{playing.title}</strong> by {playing.artist}
          </span>
        </p>
      ) : null}
    </div>
  )
}
