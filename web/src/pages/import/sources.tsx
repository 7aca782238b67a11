// Where everything in the history came from, earlier imports included.

import { useState } from 'react'
import type { Imports } from '../../../../src/server/contract.ts'
import { send } from '../../api/fetch.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { say } from '../../app/notice.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { countOf, formatDate, formatExact } from '../../kit/format.ts'
import { formatName } from './report-parts.ts'

export function Sources({ sources }: { sources: Imports['sources'] }) {
  const [leaving, setLeaving] = useState<Imports['sources'][number] | null>(null)
  if (sources.length === 0) return null
  const remove = async (source: Imports['sources'][number]) => {
    setLeaving(null)
    try {
      await send('DELETE', `/api/sources/${source.id}`)
      say(`${source.label.split('/').at(-1)} is removed, and what only it told.`)
    } catch (error) {
      say(`It was not removed. ${(error as Error).message}`)
    }
  }
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
            <IconButton icon="close" size={16} label={`Remove ${source.label}`} onClick={() => setLeaving(source)} />
          </li>
        ))}
      </ul>
      <Dialog open={leaving !== null} onClose={() => setLeaving(null)} title="Remove a source">
        <p>{`${leaving?.label.split('/').at(-1) ?? ''}: every listen that only this file tells leaves your history. What another source tells too stays. Importing the file again brings it back.`}</p>
        <p className="dialog-acts">
          <Button filled onClick={() => leaving && void remove(leaving)}>
            Remove it
          </Button>
          <Button onClick={() => setLeaving(null)}>Keep it</Button>
        </p>
      </Dialog>
    </section>
  )
}
