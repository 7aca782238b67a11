// Playlists that exports told of, by name.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useListener } from '../../api/listener.ts'
import { playlistsQuery } from '../../api/queries.ts'
import { countOf, formatCount } from '../../kit/format.ts'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import './playlists.css'

export function PlaylistList() {
  const { data, error, refetch } = useQuery(playlistsQuery(useListener()))
  if (error) return <Fault error={error} what="The playlists" retry={() => void refetch()} />
  if (!data)
    return (
      <Loading what="your playlists">
        {['a', 'b', 'c'].map((key) => (
          <div key={key} className="playlist">
            <Skeleton width="50%" height="1rem" />
          </div>
        ))}
      </Loading>
    )
  if (data.items.length === 0)
    return (
      <Empty
        title="No playlists yet"
        action={
          <Link to="/import" className="button button-filled">
            Import an export
          </Link>
        }
      >
        Playlists come with what you import: Spotify’s account data tells them. Each shows what of it you can play.
      </Empty>
    )
  return (
    <ul className="playlists">
      {data.items.map((playlist) => (
        <li key={playlist.id}>
          <Link to="/library/playlists/$id" params={{ id: String(playlist.id) }} className="playlist">
            <span className="playlist-name clip" title={playlist.name}>
              {playlist.name || 'Without a name'}
            </span>
            <span className="small quiet">
              {playlist.entryCount === 0
                ? 'Empty'
                : `${countOf(playlist.entryCount, 'entry', 'entries')}, ${formatCount(playlist.playableCount)} to play`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
