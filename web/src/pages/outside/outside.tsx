// The world outside: every host that Deepcut may call, what is sent to it, and every call that was made.

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { say } from '../../app/notice.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { Switch } from '../../kit/switch.tsx'
import { Enrichment } from './enrichment.tsx'
import { Hosts } from './hosts.tsx'
import { Ledger } from './ledger.tsx'
import { outsideQuery, useAllowance } from './queries.ts'
import { Spotify } from './spotify.tsx'
import { CAME_BACK, CAME_BACK_OTHERWISE, sayOutside } from './words.ts'
import './outside.css'

export function Outside() {
  const { data, error, refetch } = useQuery(outsideQuery)
  const allowance = useAllowance()
  useEffect(() => {
    const told = new URLSearchParams(location.search).get('spotify')
    if (told === null) return
    say(CAME_BACK[told] ?? CAME_BACK_OTHERWISE)
    history.replaceState(history.state, '', location.pathname)
  }, [])
  return (
    <>
      <header className="page-head outside-head">
        <div>
          <h1>Outside</h1>
          <p className="outside-sentence">{data ? sayOutside(data) : 'What leaves this machine, and where it goes.'}</p>
        </div>
        {data && !data.cutByEnvironment ? (
          <Switch label="Calls may leave" on={data.allowed} onChange={(allowed) => allowance.mutate({ allowed })} />
        ) : null}
      </header>
      {error && !data ? <Fault error={error} what="The world outside" retry={() => void refetch()} /> : null}
      {data ? (
        <div className="outside">
          <Hosts outside={data} />
          <Spotify outside={data} />
          <Enrichment outside={data} />
          <Ledger outside={data} />
        </div>
      ) : error ? null : (
        <Loading what="the hosts">
          <Skeleton height="20rem" />
        </Loading>
      )}
    </>
  )
}
