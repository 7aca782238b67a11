// One row of the table of tracks.

import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { TrackCard } from '../../../../src/server/contract.ts'
import { toggleLove } from '../../api/actions.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { IconButton } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { formatTime } from '../../kit/format.ts'
import { Skeleton } from '../../kit/states.tsx'
import { PlayCover } from './play-cover.tsx'

interface TrackRowProps {
  readonly track: TrackCard | null
  readonly index: number
  readonly y: number
  readonly onPlay: (index: number) => void
}

export const TrackRow = memo(function TrackRow({ track, index, y, onPlay }: TrackRowProps) {
  const place = { transform: `translateY(${y}px)` }
  if (!track) {
    return (
      <tr className="track-row" style={place} aria-rowindex={index + 2}>
        <td>
          <Skeleton width="2.5rem" height="2.5rem" />
        </td>
        <td>
          <Skeleton width="60%" />
        </td>
      </tr>
    )
  }
  return (
    <tr className="track-row" style={place} aria-rowindex={index + 2}>
      <td>{track.playable ? <PlayCover track={track} onPlay={() => onPlay(index)} /> : <Cover of="tracks" id={track.id} />}</td>
      <td className="track-title">
        <span className="track-name">
          <Link to="/tracks/$id" params={{ id: String(track.id) }} className="clip" title={track.title}>
            {track.title}
          </Link>
          {track.synthetic ? <Synthetic /> : null}
        </span>
        <span className="track-under small quiet clip">{track.artist}</span>
      </td>
      <td className="track-artist clip quiet">
        <Link to="/library/artists/$id" params={{ id: String(track.artistId) }} title={track.artist}>
          {track.artist}
        </Link>
      </td>
      <td className="track-album clip quiet">
        {track.albumId === null ? (
          (track.album ?? '')
        ) : (
          <Link to="/library/albums/$id" params={{ id: String(track.albumId) }} title={track.album ?? ''}>
            {track.album}
          </Link>
        )}
      </td>
      <td className="track-heart">
        <IconButton
          icon={track.feedback === 'love' ? 'loved' : 'heart'}
          size={18}
          label={track.feedback === 'love' ? `${track.title} is loved: take it back` : `Love ${track.title}`}
          pressed={track.feedback === 'love'}
          onClick={() => void toggleLove(track)}
        />
      </td>
      <td className="track-length quiet">{track.durationMs ? formatTime(track.durationMs) : ''}</td>
    </tr>
  )
})
