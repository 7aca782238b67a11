// Import: drop a file, watch it, read the honest report; add a music folder, watch it being read and listened to.

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { importsQuery } from '../../api/queries.ts'
import { dismissUpload, type Upload, uploadFiles, uploadStore } from '../../app/uploads.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { formatBytes } from '../../kit/format.ts'
import { Icon } from '../../kit/icon.tsx'
import { Fault } from '../../kit/states.tsx'
import { useStore } from '../../kit/store.ts'
import { Waiting } from '../review/waiting.tsx'
import { ExportHelp } from './export-help.tsx'
import { Folders } from './folders.tsx'
import { ImportCard } from './import-card.tsx'
import { Meter } from './meter.tsx'
import { Presets } from './presets.tsx'
import { Sources } from './sources.tsx'
import './import.css'

export function Import() {
  const { data, error, refetch } = useQuery(importsQuery)
  const uploads = useStore(uploadStore, (state) => state.uploads)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Import</h1>
          <p>Your history, your music, and tables of music to discover. Nothing leaves this machine.</p>
        </div>
      </header>
      <DropPlace />
      {uploads.map((upload) => (
        <Travelling key={upload.key} upload={upload} />
      ))}
      {error && !data ? <Fault error={error} what="The imports" retry={() => void refetch()} /> : null}
      {data?.items.map((item) => (
        <ImportCard key={item.id} item={item} />
      ))}
      <Waiting />
      <div className="import-columns">
        <Folders />
        <ExportHelp />
      </div>
      {data ? <Sources sources={data.sources} /> : null}
      <Presets />
    </>
  )
}

function DropPlace() {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a mouse's way to do what the button inside does
    <div
      className={over ? 'drop-place drop-place-over' : 'drop-place'}
      data-testid="import-drop"
      onDragEnter={() => setOver(true)}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={() => setOver(false)}
    >
      <Icon name="import" size={32} />
      <div className="drop-words">
        <h2>Drop a file anywhere on this page</h2>
        <p className="quiet">
          An export of Spotify, Apple Music, YouTube, Deezer, Last.fm, ListenBrainz and others, as the zip it came in or any file from it;
          any table of listens; a CSV table of tracks with their attributes. Deepcut tells by the content what it is.
        </p>
      </div>
      <Button filled onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        className="hidden"
        data-testid="import-file"
        aria-label="Files to import"
        tabIndex={-1}
        onChange={(event) => {
          void uploadFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

function Travelling({ upload }: { upload: Upload }) {
  if (upload.problem) {
    return (
      <section className="import-item" role="alert">
        <div className="import-title">
          <h2>{upload.name}</h2>
          <IconButton icon="close" size={16} label={`Dismiss ${upload.name}`} onClick={() => dismissUpload(upload.key)} />
        </div>
        <p className="import-fault">It did not arrive. {upload.problem}</p>
      </section>
    )
  }
  return (
    <section className="import-item">
      <h2>{upload.name}</h2>
      <Meter
        share={upload.bytesTotal ? upload.bytesSent / upload.bytesTotal : null}
        words={`Sending, ${formatBytes(upload.bytesSent)} of ${formatBytes(upload.bytesTotal)}`}
      />
    </section>
  )
}
