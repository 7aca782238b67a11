// Other names of an artist: what goes by them is theirs, now and in later imports.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { decide, namesQuery } from '../../api/identity.ts'
import { Button } from '../../kit/button.tsx'
import '../track/identity.css'

export function AlsoKnownAs({ artistId, artistName }: { artistId: number; artistName: string }) {
  const { data } = useQuery(namesQuery(artistId))
  const [name, setName] = useState<string | null>(null)
  if (!data) return null
  const save = async () => {
    if (name?.trim() && (await decide({ kind: 'alias', artistId, name: name.trim() }))) setName(null)
  }
  return (
    <section className="track-identity" data-testid="also-known-as">
      <h2>Also known as</h2>
      <p className="quiet">{data.aliases.length > 0 ? data.aliases.join(', ') : 'No other name is known.'}</p>
      {name === null ? (
        <div className="track-identity-acts">
          <Button onClick={() => setName('')}>Add a name</Button>
        </div>
      ) : (
        <form
          className="track-identity-form"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <label>
            <span className="small quiet">{`Another name of ${artistName}, as a source spells it`}</span>
            <input value={name} maxLength={500} onChange={(event) => setName(event.currentTarget.value)} />
          </label>
          <div className="track-identity-acts">
            <Button filled type="submit" disabled={!name.trim()}>
              Add
            </Button>
            <Button onClick={() => setName(null)}>Cancel</Button>
          </div>
        </form>
      )}
    </section>
  )
}
