// Music folders: which are read, adding one by its path, and how far reading and listening have come.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../../api/fetch.ts'
import { foldersQuery, statusQuery } from '../../api/queries.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { Button } from '../../kit/button.tsx'
import { countOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icon.tsx'
import { useStore } from '../../kit/store.ts'
import { Meter } from './meter.tsx'
import { statusWork, workStore } from './work.ts'

export function Folders() {
  const { data } = useQuery(foldersQuery)
  const client = useQueryClient()
  const [path, setPath] = useState('')
  const refresh = () => client.invalidateQueries({ queryKey: ['folders'] })
  const add = useMutation({
    mutationFn: (wanted: string) => send('POST', '/api/folders', { path: wanted }),
    onSuccess: () => {
      setPath('')
      void refresh()
    },
  })
  const again = useMutation({ mutationFn: () => send('POST', '/api/scan') })
  return (
    <section>
      <h2>Your music</h2>
      <p className="quiet">Folders on the machine where Deepcut runs. Files are read where they are; nothing in them is changed.</p>
      <form
        className="folder-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (path.trim()) add.mutate(path.trim())
        }}
      >
        <input
          className="field"
          aria-label="Path of a music folder"
          placeholder="/home/you/Music"
          value={path}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button type="submit" disabled={add.isPending || !path.trim()}>
          {add.isPending ? 'Adding …' : 'Add folder'}
        </Button>
      </form>
      {add.error ? (
        <p className="import-fault small" role="alert">
          {add.error.message}
        </p>
      ) : null}
      <ul className="folder-list">
        {data?.items.map((folder) => (
          <li key={folder.path}>
            <Icon name="folder" size={18} />
            <code>{folder.path}</code>
            {folder.synthetic ? <Synthetic /> : null}
          </li>
        ))}
      </ul>
      <Works />
      {data?.items.length ? (
        <Button onClick={() => again.mutate()} disabled={again.isPending}>
          Look for changes
        </Button>
      ) : null}
      {again.error ? <p className="import-fault small">{again.error.message}</p> : null}
    </section>
  )
}

function Works() {
  const { data: status } = useQuery(statusQuery)
  const told = useStore(workStore, (state) => state)
  const from = status ? statusWork(status) : { scan: null, analysis: null }
  const scan = told.scan === undefined ? from.scan : told.scan
  const analysis = told.analysis === undefined ? from.analysis : told.analysis
  const failed = status?.analysis.failed ?? 0
  return (
    <div className="work" role="status">
      {scan ? <Meter {...scan} /> : told.said ? <p className="small">{told.said}</p> : null}
      {analysis ? <Meter {...analysis} /> : null}
      {analysis || failed > 0 ? (
        <p className="small">
          <Link to="/analysis" className="work-link">
            {analysis ? 'What is next, and how much of this machine it may take' : `${countOf(failed, 'file')} could not be heard: see why`}
          </Link>
        </p>
      ) : null}
      {status && !status.ffmpeg && failed > 0 ? (
        <p className="small quiet">Some kinds of file, such as m4a and wma, need ffmpeg on the PATH. It was not found.</p>
      ) : null}
    </div>
  )
}
