// An album: its cover, and its tracks by disc.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useListener } from '../../api/listener.ts'
import { albumQuery } from '../../api/queries.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { Button } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { countOf, formatSpan } from '../../kit/format.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { TrackList } from './track-list.tsx'
import './heading.css'

const route = getRouteApi('/library/albums/$id')

export function Album() {
  const id = Number(route.useParams().id)
  const { data: album, error, refetch } = useQuery(albumQuery(id, useListener()))
  if (error) return <Fault error={error} what="The album" retry={() => void refetch()} page />
  if (!album) return <HeadingShape what="the album" />
  const discs = new Set(album.tracks.map((track) => track.discNo ?? 1))
  return (
    <>
      <header className="heading">
        <div className="heading-cover">
          <Cover of="albums" id={album.id} eager />
        </div>
        <div className="heading-words">
          <p className="quiet">{album.compilation ? 'Compilation' : 'Album'}</p>
          <h1>{album.title}</h1>
          <p className="quiet">
            {album.artistId === null ? (
              album.artist
            ) : (
              <Link to="/library/artists/$id" params={{ id: String(album.artistId) }} className="heading-by">
                {album.artist}
              </Link>
            )}
            {[album.year, countOf(album.trackCount, 'track'), formatSpan(album.durationMs)].filter(Boolean).map((part) => ` · ${part}`)}{' '}
            {album.synthetic ? <Synthetic /> : null}
          </p>
          <div className="heading-acts">
            <Button filled icon="play" disabled={album.trackCount === 0} onClick={() => playTracks(album.tracks)}>
              Play
            </Button>
          </div>
        </div>
      </header>
      {[...discs]
        .sort((a, b) => a - b)
        .map((disc) => (
          <section key={disc} className="section" aria-label={discs.size > 1 ? `Disc ${disc}` : 'Tracks'}>
            {discs.size > 1 ? <h2>Disc {disc}</h2> : null}
            <TrackList
              tracks={album.tracks}
              only={(track) => (album.tracks.find((other) => other.id === track.id)?.discNo ?? 1) === disc}
              artist={album.compilation || album.tracks.some((track) => track.artist !== album.artist)}
              numbers={new Map(album.tracks.map((track) => [track.id, track.trackNo]))}
            />
          </section>
        ))}
    </>
  )
}

export const HeadingShape = ({ what }: { what: string }) => (
  <Loading what={what}>
    <div className="heading">
      <div className="heading-cover">
        <span className="cover" />
      </div>
      <div className="heading-words">
        <Skeleton width="6rem" />
        <Skeleton width="60%" height="2rem" />
        <Skeleton width="40%" />
      </div>
    </div>
  </Loading>
)
