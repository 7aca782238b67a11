// Every album, covers first. Rows of covers come and go with scrolling.

import { useState } from 'react'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { AlbumCard } from './album-card.tsx'
import { remPx, useRows, useWidth } from './use-rows.ts'
import { useSlices } from './use-slices.ts'

const COVER_REM = 10.5
const GAP_REM = 1.5
const WORDS_REM = 3.25

export function AlbumGrid() {
  const { box: frame, width } = useWidth<HTMLDivElement>()
  const rem = remPx()
  const gap = (width < 40 * rem ? 1 : GAP_REM) * rem
  const columns = Math.max(2, Math.floor((width + gap) / (COVER_REM * rem + gap)))
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const albums = useSlices('albums', { sort: 'artist' }, range)
  const rowHeight = (width - gap * (columns - 1)) / columns + WORDS_REM * rem + gap
  const rows = useRows(width > 0 && albums.total ? Math.ceil(albums.total / columns) : 0, Math.max(rowHeight, 1))
  const wanted: readonly [number, number] = [rows.range[0] * columns, rows.range[1] * columns + columns - 1]
  if (wanted[0] !== range[0] || wanted[1] !== range[1]) setRange(wanted)
  return (
    <div ref={frame}>
      {albums.error && albums.total === null ? <Fault error={albums.error} what="The albums" retry={albums.retry} /> : null}
      {albums.total === null && !albums.error ? <AlbumShapes /> : null}
      <div ref={rows.box} className="rows" style={{ height: rows.height }}>
        {rows.shown.map(({ index, y }) => (
          <div key={index} className="album-row" style={{ transform: `translateY(${y}px)`, '--columns': columns } as React.CSSProperties}>
            {Array.from({ length: columns }, (_, column) => {
              const place = index * columns + column
              const album = albums.at(place)
              if (place >= (albums.total ?? 0)) return null
              return album ? <AlbumCard key={album.id} album={album} /> : <AlbumShape key={place} />
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

const AlbumShape = () => (
  <div className="album">
    <span className="cover" />
    <Skeleton width="70%" height="0.875rem" />
  </div>
)

const AlbumShapes = () => (
  <Loading what="your albums">
    <div className="albums">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((key) => (
        <AlbumShape key={key} />
      ))}
    </div>
  </Loading>
)
