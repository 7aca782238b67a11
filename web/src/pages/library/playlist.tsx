// A playlist: what is in it, in order; what is owned plays, the rest is told by name.

import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { PlaylistDetail } from '../../../../src/server/contract.ts'
import { useListener } from '../../api/listener.ts'
import { PLAYLIST_ENTRIES_A_PAGE, playlistQuery } from '../../api/queries.ts'
import { Button } from '../../kit/button.tsx'
import { countOf, formatCount, formatDate, formatTime } from '../../kit/format.ts'
import { Fault } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { HeadingShape } from './album.tsx'
import { PlayCover } from './play-cover.tsx'
import './heading.css'
import './track-table.css'
import './track-list.css'
import './playlists.css'

const route = getRouteApi('/library/playlists/$id')
type Entry = PlaylistDetail['entries'][number]

export function Playlist() {
  const id = Number(route.useParams().id)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(playlistQuery(id, useListener()))
  if (error) return <Fault error={error} what="The playlist" retry={() => void refetch()} page />
  if (!data) return <HeadingShape what="the playlist" />
  const [playlist] = data.pages
  const entries = data.pages.flatMap((page) => page.entries)
  const playable = entries.flatMap(({ track }) => (track?.playable ? [track] : []))
  return (
    <>
      <header className="page-head">
        <div className="heading-words">
          <p className="quiet">Playlist</p>
          <h1>{playlist.name || 'Without a name'}</h1>
          {playlist.description ? <p>{playlist.description}</p> : null}
          <p className="quiet">
            {[
              countOf(playlist.entryCount, 'entry', 'entries'),
              `${formatCount(playlist.playableCount)} to play`,
              playlist.modifiedAtMs === null ? null : `changed ${formatDate(playlist.modifiedAtMs, Date.now())}`,
              `from ${playlist.source}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <div className="heading-acts">
            <Button filled icon="play" disabled={playable.length === 0} onClick={() => playTracks(playable)}>
              Play what is here
            </Button>
          </div>
        </div>
      </header>
      <ol className="track-list">
        {entries.map((entry) => (
          <PlaylistEntry key={entry.position} entry={entry} onPlay={() => playTracks(playable, playable.indexOf(entry.track!))} />
        ))}
      </ol>
      {hasNextPage ? (
        <p className="playlist-more">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {`Show ${formatCount(Math.min(PLAYLIST_ENTRIES_A_PAGE, playlist.entryCount - entries.length))} more`}
          </Button>
        </p>
      ) : null}
    </>
  )
}

function PlaylistEntry({ entry: { position, title, artist, track }, onPlay }: { entry: Entry; onPlay: () => void }) {
  const by = track?.artist ?? artist
  return (
    <li className={track?.playable ? 'track-row playlist-line' : 'track-row playlist-line playlist-absent'}>
      <span className="track-play">
        <span className="track-number quiet">{position}</span>
        {track?.playable ? <PlayCover track={track} onPlay={onPlay} /> : <span className="playlist-no-cover" />}
      </span>
      <span className="track-title">
        <span className="track-name">
          {track ? (
            <Link to="/tracks/$id" params={{ id: String(track.id) }} className="clip" title={track.title}>
              {track.title}
            </Link>
          ) : (
            <span className="clip" title={title}>
              {title}
            </span>
          )}
        </span>
        <span className="track-below small quiet clip">
          {track?.playable ? by : `${by ? `${by} · ` : ''}${track ? 'not in your library' : 'no music'}`}
        </span>
      </span>
      <span className="track-length quiet">{track?.durationMs ? formatTime(track.durationMs) : ''}</span>
    </li>
  )
}
