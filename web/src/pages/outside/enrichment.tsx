// What is asked of the hosts about the tracks: how many wait, what was found, when it goes on.

import { useQuery } from '@tanstack/react-query'
import type { EnrichmentKind, Outside } from '../../../../src/server/contract.ts'
import { countOf, formatCount } from '../../kit/format.ts'
import { Switch } from '../../kit/switch.tsx'
import { enrichmentQuery, useKind } from './queries.ts'
import { sayKind } from './words.ts'

/** ListenBrainz is asked about fifty recordings in one call. */
const TRACKS_A_CALL: Readonly<Record<string, number>> = { listenbrainz: 50 }

export function Enrichment({ outside }: { outside: Outside }) {
  const { data } = useQuery(enrichmentQuery)
  if (!data) return null
  return (
    <section aria-labelledby="outside-enrichment">
      <h2 id="outside-enrichment">What is asked about your tracks?</h2>
      <p className="quiet outside-lead">
        One question at a time, what you listen to most first. Nothing that your files, tables or exports say is changed; only what they
        leave open is filled.
      </p>
      <ul className="kinds">
        {data.kinds.map((kind) => (
          <KindRow key={kind.kind} kind={kind} outside={outside} />
        ))}
      </ul>
      {data.failures.length > 0 ? (
        <details className="host-more">
          <summary>{countOf(data.failures.length, 'question')} that failed last</summary>
          <ul className="failures small">
            {data.failures.map(({ kind, key, why }) => (
              <li key={`${kind} ${key}`}>
                <code>{key.replaceAll('\u001f', ' – ')}</code> <span className="quiet">{why}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

function KindRow({ kind, outside }: { kind: EnrichmentKind; outside: Outside }) {
  const change = useKind(kind.kind)
  const host = outside.hosts.find(({ name }) => name === kind.host)
  const answered = kind.found + kind.nothing + kind.failed
  const share = (count: number) => `${(100 * count) / Math.max(1, answered + kind.waiting)}%`
  return (
    <li className="kind">
      <div className="host-head">
        <h3>{kind.title}</h3>
        {host?.on ? <Switch label={kind.title} on={kind.on} hidden onChange={(on) => change.mutate(on)} /> : null}
      </div>
      <p className="quiet">
        {host?.title}: {kind.purpose}
      </p>
      <div className="kind-bar" role="img" aria-label={`${formatCount(answered)} of ${formatCount(answered + kind.waiting)} answered`}>
        <i className="kind-found" style={{ width: share(kind.found) }} />
        <i className="kind-nothing" style={{ width: share(kind.nothing + kind.failed) }} />
      </div>
      <p className="small">
        {sayKind(kind, { title: host?.title ?? '', delayMs: host?.delayMs ?? 1000 }, TRACKS_A_CALL[kind.kind] ?? 1, Date.now())}
        {answered > 0 ? (
          <span className="quiet">
            {` Found ${formatCount(kind.found)}, nothing known of ${formatCount(kind.nothing)}${kind.failed > 0 ? `, ${formatCount(kind.failed)} failed` : ''}.`}
          </span>
        ) : null}
      </p>
    </li>
  )
}
