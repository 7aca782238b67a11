// Files that could not be heard, and why; all of them can be tried again.

import { useState } from 'react'
import type { AnalysisQueue } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { countOf, formatCount } from '../../kit/format.ts'
import { useAct } from './queue.ts'

const SHOWN = 5

export function Failed({ files, count }: { files: AnalysisQueue['failed']; count: number }) {
  const [all, setAll] = useState(false)
  const act = useAct()
  if (files.length === 0) return null
  const shown = all ? files : files.slice(0, SHOWN)
  return (
    <section>
      <div className="failed-head">
        <h2>{countOf(count, 'file')} could not be heard</h2>
        <Button onClick={() => act.mutate('retry')} disabled={act.isPending}>
          Try again
        </Button>
      </div>
      <ul className="failed">
        {shown.map((file) => (
          <li key={file.path}>
            <span className="failed-title">{file.artist ? `${file.title}, ${file.artist}` : file.title}</span>
            <span className="small">{file.message}</span>
            <span className="small quiet">
              <code>{file.code}</code>
            </span>
          </li>
        ))}
      </ul>
      {files.length > SHOWN ? (
        <Button onClick={() => setAll(!all)}>{all ? 'Fewer' : `All ${formatCount(Math.min(count, files.length))}`}</Button>
      ) : null}
    </section>
  )
}
