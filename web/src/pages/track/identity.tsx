// What a track is called by its sources: fix its name, or say that it is two recordings and which wordings are the other one.

import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { TrackDetail, TrackWordings } from '../../../../src/server/contract.ts'
import { decide, wordingsQuery } from '../../api/identity.ts'
import { useListener } from '../../api/listener.ts'
import { Button } from '../../kit/button.tsx'
import { countOf, formatTime } from '../../kit/format.ts'
import './identity.css'

export function Identity({ track }: { track: TrackDetail }) {
  const [doing, setDoing] = useState<'rename' | 'split' | null>(null)
  const { data } = useQuery(wordingsQuery(track.id, useListener()))
  if (!data) return null
  const parts = data.wordings.length + data.files.length
  const kinds = new Set(data.wordings.map(({ title, artist }) => `${artist} – ${title}`))
  return (
    <section className="track-identity" data-testid="track-identity">
      <h2>What is it called?</h2>
      <p className="quiet">
        {kinds.size === 0
          ? 'No history names it yet.'
          : kinds.size === 1
            ? `Your sources agree on its name${data.wordings.length > 1 ? `, in ${countOf(data.wordings.length, 'wording')}` : ''}.`
            : `Your sources call it by ${countOf(kinds.size, 'name')}.`}
      </p>
      {doing === 'rename' ? <Rename track={track} done={() => setDoing(null)} /> : null}
      {doing === 'split' ? <Split track={track} data={data} done={() => setDoing(null)} /> : null}
      {doing === null ? (
        <div className="track-identity-acts">
          <Button onClick={() => setDoing('rename')}>Fix title or artist</Button>
          {parts > 1 ? <Button onClick={() => setDoing('split')}>This is two recordings</Button> : null}
        </div>
      ) : null}
    </section>
  )
}

function Rename({ track, done }: { track: TrackDetail; done: () => void }) {
  const [title, setTitle] = useState(track.title)
  const [artistName, setArtist] = useState(track.artist)
  const save = async () => {
    const edit = await decide({
      kind: 'rename',
      trackId: track.id,
      ...(title === track.title ? {} : { title }),
      ...(artistName === track.artist ? {} : { artistName }),
    })
    if (edit) done()
  }
  return (
    <form
      className="track-identity-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label>
        <span className="small quiet">Title</span>
        <input value={title} maxLength={500} onChange={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <label>
        <span className="small quiet">Artist</span>
        <input value={artistName} maxLength={500} onChange={(event) => setArtist(event.currentTarget.value)} />
      </label>
      <p className="small quiet">Imports and rescans keep it; the files themselves are not changed.</p>
      <div className="track-identity-acts">
        <Button
          filled
          type="submit"
          disabled={(title === track.title && artistName === track.artist) || !title.trim() || !artistName.trim()}
        >
          Save
        </Button>
        <Button onClick={done}>Cancel</Button>
      </div>
    </form>
  )
}

function Split({ track, data, done }: { track: TrackDetail; data: TrackWordings; done: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const navigate = useNavigate()
  const toggle = (key: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  const heardIds = data.wordings.filter(({ heardId }) => chosen.has(`h${heardId}`)).map(({ heardId }) => heardId)
  const fileIds = data.files.filter(({ fileId }) => chosen.has(`f${fileId}`)).map(({ fileId }) => fileId)
  const save = async () => {
    const edit = await decide({ kind: 'split', trackId: track.id, heardIds, fileIds })
    if (!edit) return
    done()
    void navigate({ to: '/tracks/$id', params: { id: String(edit.trackIds[0]) } })
  }
  const all = data.wordings.length + data.files.length
  return (
    <div className="track-identity-form">
      <p className="small quiet">Choose what is the other recording. Its listens go with it.</p>
      <ul className="track-identity-list">
        {data.wordings.map(({ heardId, title, artist, album, durationMs, source, listens }) => (
          <li key={heardId}>
            <label>
              <input type="checkbox" checked={chosen.has(`h${heardId}`)} onChange={() => toggle(`h${heardId}`)} />
              <span>
                {`${artist} – ${title}`}
                <span className="small quiet">
                  {[album, durationMs ? formatTime(durationMs) : null, source, countOf(listens, 'listen')].filter(Boolean).join(' · ')}
                </span>
              </span>
            </label>
          </li>
        ))}
        {data.files.map(({ fileId, path }) => (
          <li key={`f${fileId}`}>
            <label>
              <input type="checkbox" checked={chosen.has(`f${fileId}`)} onChange={() => toggle(`f${fileId}`)} />
              <span>
                {path}
                <span className="small quiet">file</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="track-identity-acts">
        <Button filled disabled={chosen.size === 0 || chosen.size === all} onClick={() => void save()}>
          Split off
        </Button>
        <Button onClick={done}>Cancel</Button>
      </div>
    </div>
  )
}
