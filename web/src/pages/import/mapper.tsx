// A table of listens whose columns leave a doubt: its first rows with what each column is taken for, and how Deepcut would read them.

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ImportState, MappingBody, SampleRows, TableLook } from '../../../../src/server/contract.ts'
import { send } from '../../api/fetch.ts'
import { queryClient } from '../../api/queries.ts'
import { makeStale } from '../../api/stale.ts'
import { Button } from '../../kit/button.tsx'
import { formatTime } from '../../kit/format.ts'
import { FIELD_WORDS, type Field, LENGTH_WORDS, TIME_WORDS, withColumn } from './mapping.ts'
import './mapper.css'

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export function Mapper({ id, path, look }: { id: string; path: string; look: TableLook }) {
  const [mapping, setMapping] = useState(look.mapping)
  const [zone, setZone] = useState(look.zoneless ? ownZone() : 'UTC')
  const [preset, setPreset] = useState('')
  const [problem, setProblem] = useState('')
  const { data: sample } = useQuery({
    queryKey: ['imports', id, 'sample', path, mapping, zone],
    queryFn: () => send<SampleRows>('POST', `/api/imports/${id}/sample`, { path, mapping, zone }),
    placeholderData: (before) => before,
  })
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await makeStale(queryClient, ['imports'])
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <div className="mapper" data-testid="mapper">
      <p>{look.doubts.join(' ')} Say what its columns mean, and look at what becomes of the first rows.</p>
      <Columns look={look} mapping={mapping} onChange={setMapping} />
      <div className="mapper-choices">
        <Choice
          label="Times are written"
          value={mapping.timeForm}
          words={TIME_WORDS}
          onChange={(timeForm) => setMapping({ ...mapping, timeForm })}
        />
        <Choice
          label="They tell when it"
          value={mapping.timeTold}
          words={{ start: 'began', end: 'ended' }}
          onChange={(timeTold) => setMapping({ ...mapping, timeTold })}
        />
        {mapping.columns.played === undefined ? null : (
          <Choice
            label="Time played is in"
            value={mapping.playedUnit}
            words={LENGTH_WORDS}
            onChange={(playedUnit) => setMapping({ ...mapping, playedUnit })}
          />
        )}
        {mapping.columns.length === undefined ? null : (
          <Choice
            label="Lengths are in"
            value={mapping.lengthUnit}
            words={LENGTH_WORDS}
            onChange={(lengthUnit) => setMapping({ ...mapping, lengthUnit })}
          />
        )}
        {look.zoneless ? (
          <Choice
            label="Times without a zone are of"
            value={zone}
            words={Object.fromEntries([...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')])].map((name) => [name, name]))}
            onChange={setZone}
          />
        ) : null}
      </div>
      {sample ? <Sample sample={sample} zone={zone} /> : null}
      {problem ? (
        <p className="import-fault" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="mapper-acts">
        <Button
          filled
          disabled={sample?.useless !== null}
          onClick={() =>
            void act(() =>
              send<ImportState>('POST', `/api/imports/${id}/answer`, {
                mapping,
                zone,
                ...(preset.trim() ? { presetName: preset.trim() } : {}),
              }),
            )
          }
        >
          Import it so
        </Button>
        <Button onClick={() => void act(() => send('DELETE', `/api/imports/${id}`))}>Leave it</Button>
        <label className="mapper-preset">
          <span className="small quiet">Remember as</span>
          <input
            value={preset}
            onChange={(event) => setPreset(event.currentTarget.value)}
            placeholder="no name, not remembered"
            maxLength={100}
          />
        </label>
      </div>
    </div>
  )
}

function Choice<Value extends string>({
  label,
  value,
  words,
  onChange,
}: {
  label: string
  value: Value
  words: Readonly<Record<string, string>>
  onChange: (value: Value) => void
}) {
  const id = useId()
  return (
    <span className="mapper-choice">
      <label htmlFor={id} className="small quiet">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {Object.entries(words).map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </span>
  )
}

function Columns({ look, mapping, onChange }: { look: TableLook; mapping: MappingBody; onChange: (mapping: MappingBody) => void }) {
  const fieldAt = (column: number) => (Object.entries(mapping.columns).find(([, index]) => index === column)?.[0] ?? '') as Field | ''
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="mapper-table" tabIndex={0} aria-label="The first rows of the table">
      <table>
        <thead>
          <tr>
            {look.mapping.header.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <th key={column} scope="col">
                <select
                  aria-label={`What ${name || `column ${column + 1}`} means`}
                  value={fieldAt(column)}
                  className={fieldAt(column) === '' ? 'mapper-unused' : undefined}
                  onChange={(event) => onChange(withColumn(mapping, column, event.currentTarget.value as Field | ''))}
                >
                  <option value="">not used</option>
                  {Object.entries(FIELD_WORDS).map(([field, word]) => (
                    <option key={field} value={field}>
                      {word}
                    </option>
                  ))}
                </select>
                <span className="small quiet">{name || `column ${column + 1}`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {look.rows.slice(0, 5).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={at}>
              {look.mapping.header.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <td key={column} className={fieldAt(column) === '' ? 'quiet' : undefined} title={row[column]}>
                  {row[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Sample({ sample, zone }: { sample: SampleRows; zone: string }) {
  if (sample.useless !== null) return <p className="import-fault">{sample.useless}</p>
  const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone })
  return (
    <ol className="mapper-sample" aria-label="What becomes of the first rows">
      {sample.rows.slice(0, 5).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
        <li key={at}>
          {'refused' in row ? (
            <span className="import-fault">{row.refused}</span>
          ) : (
            <>
              <span className="quiet">{when.format(row.atMs)}</span>
              <span>
                {row.title}
                <span className="quiet">{row.artist ? ` · ${row.artist}` : ' · no artist'}</span>
              </span>
              <span className="quiet">{row.msPlayed === null ? '' : formatTime(row.msPlayed)}</span>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
