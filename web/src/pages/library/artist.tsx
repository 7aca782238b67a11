// An artist: albums and tracks.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useListener } from '../../api/listener.ts'
import { artistQuery } from '../../api/queries.ts'
import { Button } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { countOf } from '../../kit/format.ts'
import { Empty, Fault } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { HeadingShape } from './album.tsx'
import { AlbumCard } from './album-card.tsx'
import { AlsoKnownAs } from './also-known-as.tsx'
import { TrackList } from './track-list.tsx'
import './library.css'
import './heading.css'

const route = getRouteApi('/library/artists/$id')

export function Artist() {
  const id = Number(route.useParams().id)
  const { data: artist, error, refetch } = useQuery(artistQuery(id, useListener()))
  if (error) return <Fault error={error} what="The artist" retry={() => void refetch()} page />
  if (!artist) return <HeadingShape what="the artist" />
  const playable = artist.tracks.filter((track) => track.playable)
  return (
    <>
      <header className="heading">
        <div className="heading-cover">
          <Cover of="artists" id={artist.id} eager round />
        </div>
        <div className="heading-words">
          <p className="quiet">Artist</p>
          <h1>{artist.name}</h1>
          <p className="quiet">
            {artist.trackCount
              ? `${countOf(artist.trackCount, 'track')} on ${countOf(artist.albumCount, 'album')} here`
              : 'Nothing in your library'}
          </p>
          <div className="heading-acts">
            <Button filled icon="play" disabled={playable.length === 0} onClick={() => playTracks(playable)}>
              Play
            </Button>
          </div>
        </div>
      </header>
      {artist.albums.length ? (
        <section className="section">
          <h2>Albums</h2>
          <div className="albums">
            {artist.albums.map((album) => (
              <AlbumCard key={album.id} album={album} by={false} />
            ))}
          </div>
        </section>
      ) : null}
      {artist.tracks.length ? (
        <section className="section">
          <h2>Tracks</h2>
          <TrackList tracks={artist.tracks} album />
        </section>
      ) : (
        <Empty title="No tracks by this artist">They may have been removed, or only appear in your history.</Empty>
      )}
      <AlsoKnownAs key={artist.id} artistId={artist.id} artistName={artist.name} />
    </>
  )
}
