// What a listen was told by: each row with its source, and "these are two listens" where that was wrong.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TellingBody, ToldByBody } from '../../../../src/server/contract.ts'
import { address, send } from '../../api/fetch.ts'
import { useListener } from '../../api/listener.ts'
import { toldByQuery } from '../../api/queries.ts'
import { Fault } from '../../kit/states.tsx'
import { tellerName, tellingWords } from './told-words.ts'

const AS = { stands: 'Stands', same: 'Same listen', continued: 'Earlier part' } as const

export function ToldBy({ id }: { id: number }) {
  const user = useListener()
  const told = useQuery(toldByQuery(id, user))
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: ({ row, act }: { row: number; act: 'apart' | 'together' }) =>
      send<ToldByBody>('POST', address(`/api/listens/${row}/${act}`, { user })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listens'] }),
  })
  if (told.error) return <Fault error={told.error} what="What tells of it" retry={() => void told.refetch()} />
  if (!told.data) return <p className="told small quiet">Looking up what tells of it …</p>
  const { tellings, apartFrom } = told.data
  const parted = decide.variables?.act === 'apart' && decide.isSuccess ? decide.variables.row : null
  return (
    <div className="told small" data-testid="told-by">
      <ul>
        {tellings.map((telling) => (
          <li key={telling.id}>
            <span className="quiet">{AS[telling.as]}</span>
            <span>
              <b>{tellerName(telling)}</b>
              <span className="quiet">{` ${tellingWords(telling)}`}</span>
              {wordedOtherwise(telling, tellings[0]) ? (
                <span className="quiet">{`; as “${telling.artist} – ${telling.title}”`}</span>
              ) : null}
            </span>
            {telling.as === 'stands' ? null : (
              <button
                type="button"
                className="link"
                disabled={decide.isPending}
                onClick={() => decide.mutate({ row: telling.id, act: 'apart' })}
              >
                These are two listens
              </button>
            )}
          </li>
        ))}
      </ul>
      {parted === null ? null : (
        <p role="status">
          It stands for itself now.{' '}
          <button type="button" className="link" onClick={() => decide.mutate({ row: parted, act: 'together' })}>
            Undo
          </button>
        </p>
      )}
      {parted === null && apartFrom.length > 0 ? (
        <p>
          {`You said that it is not the listen of ${new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(apartFrom[0].endedAtMs)}. `}
          <button type="button" className="link" disabled={decide.isPending} onClick={() => decide.mutate({ row: id, act: 'together' })}>
            They are one after all
          </button>
        </p>
      ) : null}
      {decide.error ? <Fault error={decide.error} what="Your decision" retry={() => decide.reset()} /> : null}
    </div>
  )
}

const wordedOtherwise = (telling: TellingBody, first: TellingBody) => telling.title !== first.title || telling.artist !== first.artist
