// Every artist with something to play, by name.

import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ArtistCard } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { countOf } from '../../kit/format.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { remPx, useRows, useWidth } from './use-rows.ts'
import { useSlices } from './use-slices.ts'

const COLUMN_REM = 17
const ROW_REM = 4.75

export const ArtistLink = ({ artist }: { artist: ArtistCard }) => (
  <Link to="/library/artists/$id" params={{ id: String(artist.id) }} className="artist">
    <Cover of="artists" id={artist.id} round />
    <span style={{ minWidth: 0 }}>
      <span className="artist-name clip" title={artist.name}>
        {artist.name}
      </span>
      <span className="small quiet">{`${countOf(artist.trackCount, 'track')}, ${countOf(artist.albumCount, 'album')}`}</span>
    </span>
  </Link>
)

export function ArtistList() {
  const { box: frame, width } = useWidth<HTMLDivElement>()
  const columns = Math.max(1, Math.floor(width / (COLUMN_REM * remPx())))
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const artists = useSlices('artists', {}, range)
  const rows = useRows(width > 0 && artists.total ? Math.ceil(artists.total / columns) : 0, ROW_REM * remPx())
  const wanted: readonly [number, number] = [rows.range[0] * columns, rows.range[1] * columns + columns - 1]
  if (wanted[0] !== range[0] || wanted[1] !== range[1]) setRange(wanted)
  return (
    <div ref={frame}>
      {artists.error && artists.total === null ? <Fault error={artists.error} what="The artists" retry={artists.retry} /> : null}
      {artists.total === null && !artists.error ? (
        <Loading what="your artists">
          <div className="artists">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <ArtistShape key={key} />
            ))}
          </div>
        </Loading>
      ) : null}
      <div ref={rows.box} className="rows" style={{ height: rows.height }}>
        {rows.shown.map(({ index, y }) => (
          <div key={index} className="artist-row" style={{ transform: `translateY(${y}px)`, '--columns': columns } as React.CSSProperties}>
            {Array.from({ length: columns }, (_, column) => {
              const place = index * columns + column
              const artist = artists.at(place)
              if (place >= (artists.total ?? 0)) return null
              return artist ? <ArtistLink key={artist.id} artist={artist} /> : <ArtistShape key={place} />
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

const ArtistShape = () => (
  <div className="artist">
    <Skeleton width="3.5rem" height="3.5rem" round />
    <Skeleton width="60%" height="1rem" />
  </div>
)
