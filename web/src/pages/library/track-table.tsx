// Every track as a table of which only the rows in view exist. Sorting and searching happen at the server.

import { useState } from 'react'
import type { TrackCard } from '../../../../src/server/contract.ts'
import { useListener } from '../../api/listener.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { TrackRow } from './track-row.tsx'
import { remPx, useRows } from './use-rows.ts'
import { useSlices } from './use-slices.ts'
import './track-table.css'

type Sort = 'title' | 'artist' | 'album' | 'added'
const COLUMNS: readonly { sort: Sort; label: string }[] = [
  { sort: 'title', label: 'Title' },
  { sort: 'artist', label: 'Artist' },
  { sort: 'album', label: 'Album' },
]
const ROW_REM = 3.5
/** How many of the rows after the one that is played go into the queue. */
const QUEUED_MAX = 200

export function TrackTable({ text }: { text?: string }) {
  const user = useListener()
  const [sort, setSort] = useState<Sort>('title')
  const [range, setRange] = useState<readonly [number, number]>([0, 0])
  const tracks = useSlices('tracks', text ? { text, sort: 'relevance', playable: 'any', user } : { sort, user }, range)
  const rows = useRows<HTMLTableSectionElement>(tracks.total ?? 0, ROW_REM * remPx())
  if (rows.range[0] !== range[0] || rows.range[1] !== range[1]) setRange(rows.range)

  const playFrom = (index: number) => {
    const queue: TrackCard[] = []
    for (let at = index; at < index + QUEUED_MAX; at++) {
      const track = tracks.at(at)
      if (!track) break
      queue.push(track)
    }
    playTracks(queue)
  }
  if (tracks.error && tracks.total === null) return <Fault error={tracks.error} what="The tracks" retry={tracks.retry} />
  if (tracks.total === null) {
    return (
      <Loading what="your tracks">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
          <div key={key} className="track-shape">
            <Skeleton height="2.5rem" />
          </div>
        ))}
      </Loading>
    )
  }
  if (tracks.total === 0) return <p className="quiet">No track fits.</p>
  return (
    <table aria-label="Tracks" aria-rowcount={tracks.total + 1} className="tracks">
      <thead>
        <tr className="track-row track-head small" aria-rowindex={1}>
          <th scope="col">
            <span className="hidden">Play</span>
          </th>
          {COLUMNS.map((column) => (
            <th
              key={column.sort}
              scope="col"
              aria-sort={!text && sort === column.sort ? 'ascending' : undefined}
              className={`track-${column.sort}`}
            >
              {text ? column.label : <SortButton label={column.label} on={sort === column.sort} onClick={() => setSort(column.sort)} />}
            </th>
          ))}
          <th scope="col" className="track-heart">
            <span className="hidden">Love</span>
          </th>
          <th scope="col" className="track-length">
            Length
          </th>
        </tr>
      </thead>
      <tbody ref={rows.box} className="rows" style={{ height: rows.height }}>
        {rows.shown.map(({ index, y }) => (
          <TrackRow key={index} track={tracks.at(index) ?? null} index={index} y={y} onPlay={playFrom} />
        ))}
      </tbody>
    </table>
  )
}

const SortButton = ({ label, on, onClick }: { label: string; on: boolean; onClick: () => void }) => (
  <button type="button" className={on ? 'track-sort track-sorted' : 'track-sort'} onClick={onClick}>
    {label}
    <span aria-hidden="true">{on ? ' ↓' : ''}</span>
  </button>
)
