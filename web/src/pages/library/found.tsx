// What a search found: artists and albums first, then every track that fits.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useListener } from '../../api/listener.ts'
import { searchQuery } from '../../api/queries.ts'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { AlbumCard } from './album-card.tsx'
import { ArtistLink } from './artist-list.tsx'
import { TrackTable } from './track-table.tsx'

export function Found({ text }: { text: string }) {
  const user = useListener()
  const { data, error, refetch } = useQuery({ ...searchQuery(text, user), placeholderData: keepPreviousData })
  if (error) return <Fault error={error} what="The search" retry={() => void refetch()} />
  if (!data) {
    return (
      <Loading what="what fits">
        <Skeleton height="8rem" />
      </Loading>
    )
  }
  if (data.artists.length + data.albums.length + data.tracks.length === 0) {
    return (
      <Empty title={`Nothing fits “${text}”`}>
        Every word must begin a word of a title, an artist or an album. Try fewer, or only the beginnings.
      </Empty>
    )
  }
  return (
    <>
      {data.artists.length ? (
        <section className="section">
          <h2>Artists</h2>
          <div className="artists">
            {data.artists.map((artist) => (
              <ArtistLink key={artist.id} artist={artist} />
            ))}
          </div>
        </section>
      ) : null}
      {data.albums.length ? (
        <section className="section">
          <h2>Albums</h2>
          <div className="albums">
            {data.albums.map((album) => (
              <AlbumCard key={album.id} album={album} />
            ))}
          </div>
        </section>
      ) : null}
      {data.tracks.length ? (
        <section className="section">
          <h2>Tracks</h2>
          <TrackTable text={text} />
        </section>
      ) : null}
    </>
  )
}
