// What was decided lately, each with its undo.

import type { IdentityEdits } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { formatExact } from '../../kit/format.ts'

export function Decided({ edits, undo }: { edits: IdentityEdits; undo: (editId: number) => void }) {
  return (
    <section className="decided">
      <h2>Decided</h2>
      <ol>
        {edits.items.map((edit) => (
          <li key={edit.id} className={edit.undoneAtMs === null ? '' : 'decided-undone'}>
            <span className="decided-words">
              {edit.summary}
              <time className="small quiet" dateTime={new Date(edit.madeAtMs).toISOString()}>
                {edit.undoneAtMs === null ? formatExact(edit.madeAtMs) : 'Undone'}
              </time>
            </span>
            {edit.undoneAtMs === null ? (
              <Button onClick={() => undo(edit.id)} aria-label={`Undo: ${edit.summary}`}>
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
