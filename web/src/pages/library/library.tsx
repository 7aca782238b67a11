// The library: albums, artists, tracks, and one field that searches all three.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { statusQuery } from '../../api/queries.ts'
import type { LibraryTab } from '../../app/router.tsx'
import { countOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icon.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { Empty } from '../../kit/states.tsx'
import { AlbumGrid } from './album-grid.tsx'
import { ArtistList } from './artist-list.tsx'
import { Found } from './found.tsx'
import { PlaylistList } from './playlist-list.tsx'
import { TrackTable } from './track-table.tsx'
import './library.css'

const route = getRouteApi('/library')
const TABS: readonly { value: LibraryTab; label: string }[] = [
  { value: 'albums', label: 'Albums' },
  { value: 'artists', label: 'Artists' },
  { value: 'tracks', label: 'Tracks' },
  { value: 'playlists', label: 'Playlists' },
]
const TYPING_MS = 180

export function Library() {
  const { tab = 'albums', text = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: status } = useQuery(statusQuery)
  const counts = status?.counts
  const isEmpty = counts?.playable === 0
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Library</h1>
          <p>
            {counts && !isEmpty
              ? `${countOf(counts.playable, 'track')} on ${countOf(counts.albums, 'album')} by ${countOf(counts.artists, 'artist')}`
              : 'What you own'}
          </p>
        </div>
        {isEmpty ? null : (
          <SearchField text={text} onText={(next) => void navigate({ search: { tab, ...(next ? { text: next } : {}) }, replace: true })} />
        )}
      </header>
      {text && !isEmpty ? (
        <Found text={text} />
      ) : (
        <>
          <div className="library-tabs">
            <Segmented label="Show" value={tab} options={TABS} onChange={(next) => void navigate({ search: { tab: next } })} />
          </div>
          {tab === 'playlists' ? (
            <PlaylistList />
          ) : isEmpty ? (
            <NoMusic />
          ) : tab === 'albums' ? (
            <AlbumGrid />
          ) : tab === 'artists' ? (
            <ArtistList />
          ) : (
            <TrackTable />
          )}
        </>
      )}
    </>
  )
}

const NoMusic = () => (
  <Empty
    title="No music yet"
    action={
      <Link to="/import" className="button button-filled">
        Add a music folder
      </Link>
    }
  >
    Your albums, artists and tracks would be here. Point Deepcut at a folder of music; it reads the files where they are and changes nothing
    in them.
  </Empty>
)

function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed sets off a search
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => onText(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => setTyped((now) => (now.trim() === text ? now : text)), [text])
  return (
    <search className="search">
      <Icon name="search" size={18} />
      <input
        type="search"
        data-testid="search"
        aria-label="Search your library"
        placeholder="Title, artist or album"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
      />
      <kbd>/</kbd>
    </search>
  )
}
