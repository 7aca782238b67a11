// Remembered mappings: tables with the same columns are read so without a question, until they are forgotten.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Presets as PresetList } from '../../../../src/server/contract.ts'
import { ask, send } from '../../api/fetch.ts'
import { say } from '../../app/notice.ts'
import { IconButton } from '../../kit/button.tsx'
import { FIELD_WORDS, type Field } from './mapping.ts'

export function Presets() {
  const client = useQueryClient()
  const { data } = useQuery({ queryKey: ['imports', 'presets'], queryFn: () => ask<PresetList>('/api/presets') })
  if (!data || data.items.length === 0) return null
  const forget = async (name: string) => {
    try {
      await send('DELETE', `/api/presets/${encodeURIComponent(name)}`)
      await client.invalidateQueries({ queryKey: ['imports', 'presets'] })
    } catch (error) {
      say(`It was not forgotten. ${(error as Error).message}`)
    }
  }
  return (
    <section className="sources">
      <h2>Tables Deepcut knows by now</h2>
      <ul>
        {data.items.map(({ name, mapping }) => (
          <li key={name} className="preset">
            <span>{name}</span>
            <span className="small quiet">
              {Object.entries(mapping.columns)
                .map(([field, index]) => `${mapping.header[index] || `column ${index + 1}`}: ${FIELD_WORDS[field as Field]}`)
                .join(' · ')}
            </span>
            <IconButton icon="close" size={16} label={`Forget ${name}`} onClick={() => void forget(name)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
