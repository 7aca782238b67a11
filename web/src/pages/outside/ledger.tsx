// Every outbound call, newest first: when, where to, what for, and what came of it.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outside, OutsideCalls } from '../../../../src/server/contract.ts'
import { say } from '../../app/notice.ts'
import { Button } from '../../kit/button.tsx'
import { formatBytes, formatCount, formatExact } from '../../kit/format.ts'
import { askEarlier, CALLS_A_PAGE, callsQuery } from './queries.ts'
import { formatWhen } from './words.ts'

type Call = OutsideCalls['items'][number]

export function Ledger({ outside }: { outside: Outside }) {
  const [host, setHost] = useState('')
  return (
    <section aria-labelledby="outside-calls">
      <div className="ledger-head">
        <h2 id="outside-calls">What went out?</h2>
        <label className="ledger-filter">
          <span className="hidden">Calls to</span>
          <select className="field" value={host} onChange={(event) => setHost(event.currentTarget.value)}>
            <option value="">all hosts</option>
            {outside.hosts.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Calls key={host} host={host} titles={new Map(outside.hosts.map(({ name, title }) => [name, title]))} />
    </section>
  )
}

function Calls({ host, titles }: { host: string; titles: ReadonlyMap<string, string> }) {
  const { data } = useQuery(callsQuery(host))
  const [earlier, setEarlier] = useState<readonly Call[]>([])
  const [ended, setEnded] = useState(false)
  if (!data) return null
  const seen = new Set(data.items.map(({ id }) => id))
  const calls = [...data.items, ...earlier.filter(({ id }) => !seen.has(id))]
  if (calls.length === 0) return <p className="quiet">No call was made. When one is, it stands here before its answer comes.</p>
  const nowMs = Date.now()
  const more = async () => {
    try {
      const { items } = await askEarlier(host, calls.at(-1)!.id)
      setEarlier([...calls, ...items])
      setEnded(items.length === 0)
    } catch (problem) {
      say((problem as Error).message)
    }
  }
  return (
    <>
      <ol className="calls">
        {calls.map((call) => (
          <CallRow key={call.id} call={call} title={titles.get(call.host) ?? call.host} nowMs={nowMs} />
        ))}
      </ol>
      {!ended && calls.length >= CALLS_A_PAGE ? <Button onClick={() => void more()}>Earlier calls</Button> : null}
      <p className="small quiet ledger-note">
        The newest 10,000 calls are kept. Secrets are left out of addresses (…); bodies and headers are not kept.
      </p>
    </>
  )
}

function CallRow({ call, title, nowMs }: { call: Call; title: string; nowMs: number }) {
  const good = call.status !== null && call.status < 400
  return (
    <li className="call">
      <time className="call-when" dateTime={new Date(call.atMs).toISOString()} title={formatExact(call.atMs)}>
        {formatWhen(call.atMs, nowMs)}
      </time>
      <p className="call-why">
        <b>{title}</b> <span>{call.why}</span>
      </p>
      <p className={`call-end ${good ? '' : 'call-bad'}`}>{outcome(call)}</p>
      <p className="call-url">
        <code>
          {call.method} {call.url}
        </code>
      </p>
    </li>
  )
}

function outcome({ status, fault, bytesOut, bytesIn, durationMs }: Call): string {
  if (fault !== null) return fault
  if (status === null) return 'no answer yet'
  const sent = bytesOut > 0 ? `${formatBytes(bytesOut)} out, ` : ''
  return `${status}, ${sent}${formatBytes(bytesIn)} in, ${formatCount(durationMs ?? 0)} ms`
}
