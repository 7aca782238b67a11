// Where everything in the history came from, earlier imports included.

import type { Imports } from '../../../../src/server/contract.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { countOf, formatDate, formatExact } from '../../kit/format.ts'
import { formatName } from './report-parts.ts'

export function Sources({ sources }: { sources: Imports['sources'] }) {
  if (sources.length === 0) return null
  const now = Date.now()
  return (
    <section className="sources">
      <h2>Where your history comes from</h2>
      <ul>
        {sources.map((source) => (
          <li key={source.id} className="source">
            <span className="source-name">
              {source.label} {source.synthetic ? <Synthetic /> : null}
              <span className="small quiet">{formatName(source.format)}</span>
            </span>
            <span className="source-listener small quiet clip">{source.listener}</span>
            <span className="small quiet" title={formatExact(source.importedAtMs)}>
              {formatDate(source.importedAtMs, now)}
            </span>
            <span className="small">{source.report ? countOf(source.report.imported, 'row') : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
