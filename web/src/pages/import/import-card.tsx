// One import of this run: how far it is, then its report.

import type { ImportState } from '../../../../src/server/contract.ts'
import { uploadStore } from '../../app/uploads.ts'
import { countOf, formatBytes, formatCount, formatEta } from '../../kit/format.ts'
import { useStore } from '../../kit/store.ts'
import { Meter } from './meter.tsx'
import { Report } from './report.tsx'

export function ImportCard({ item }: { item: ImportState }) {
  if (item.state === 'running') return <Running item={item} />
  if (item.state === 'failed' || !item.report) {
    return (
      <section className="import-item" data-testid="import-report" aria-label={`Import of ${item.name}`}>
        <h2>{item.name}</h2>
        <p className="import-fault" role="alert">
          Nothing was imported. {item.problem?.message ?? ''}
        </p>
        {item.problem ? <p className="small quiet">Code {item.problem.code}</p> : null}
      </section>
    )
  }
  const { sources, seconds } = item.report
  const readable = sources.filter((source) => !source.asks)
  const imported = readable.reduce((sum, source) => sum + source.imported, 0)
  const read = readable.reduce((sum, source) => sum + source.read, 0)
  return (
    <section className="import-item" data-testid="import-report" aria-label={`Import of ${item.name}`}>
      <h2>{item.name}</h2>
      <p className="import-sum" role="status">
        {read === 0 && item.state === 'asking' ? (
          'It needs a word from you before it is read.'
        ) : (
          <>
            {item.state === 'asking' ? 'A table in it needs a word from you. Of the rest: ' : null}
            {imported === 0 ? 'Nothing new' : `${formatCount(imported)} new`} of {countOf(read, 'row')}, in{' '}
            {seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s.
          </>
        )}
      </p>
      {sources.map((source) => (
        <Report key={source.path} report={source} within={item.name} importId={item.state === 'asking' ? item.id : undefined} />
      ))}
    </section>
  )
}

function Running({ item }: { item: ImportState }) {
  const progress = useStore(uploadStore, (state) => state.progress[item.id])
  const { bytesRead, bytesTotal, rowsRead } = progress ?? item
  const share = bytesTotal > 0 ? bytesRead / bytesTotal : null
  const goneS = progress ? (Date.now() - progress.sinceMs) / 1000 : 0
  const leftS = share && share > 0.02 && goneS > 1 ? (goneS / share) * (1 - share) : null
  const words = [
    `${countOf(rowsRead, 'row')} read`,
    bytesTotal > 0 ? `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}` : null,
    leftS === null ? null : `${formatEta(leftS)} left`,
  ]
  return (
    <section className="import-item" aria-label={`Import of ${item.name}`}>
      <h2>{item.name}</h2>
      <Meter share={share} words={words.filter(Boolean).join(' · ')} />
    </section>
  )
}
