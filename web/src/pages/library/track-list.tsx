// A short list of tracks, all of it there: on albums, artists, and beside pictures.

import { Link } from '@tanstack/react-router'
import type { TrackCard } from '../../../../src/server/contract.ts'
import { toggleLove } from '../../api/actions.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { IconButton } from '../../kit/button.tsx'
import { formatTime } from '../../kit/format.ts'
import { playTracks } from '../../player/engine.ts'
import { PlayCover } from './play-cover.tsx'
import './track-table.css'
import './track-list.css'

interface TrackListProps {
  readonly tracks: readonly TrackCard[]
  /** Which of them to show; all of them are queued. */
  readonly only?: (track: TrackCard) => boolean
  readonly artist?: boolean
  readonly album?: boolean
  /** Numbers to show before the titles. */
  readonly numbers?: ReadonlyMap<number, number | null>
}

export const TrackList = ({ tracks, only = () => true, artist = false, album = false, numbers }: TrackListProps) => (
  <ol className="track-list">
    {tracks.filter(only).map((track) => (
      <li key={track.id} className="track-row track-line">
        <span className="track-play">
          {numbers ? <span className="track-number quiet">{numbers.get(track.id) ?? ''}</span> : null}
          {track.playable ? <PlayCover track={track} onPlay={() => playTracks(tracks, tracks.indexOf(track))} /> : <span />}
        </span>
        <span className="track-title">
          <span className="track-name">
            <Link to="/tracks/$id" params={{ id: String(track.id) }} className="clip" title={track.title}>
              {track.title}
            </Link>
            {track.synthetic ? <Synthetic /> : null}
          </span>
          {artist || album ? <span className="track-below small quiet clip">{artist ? track.artist : track.album}</span> : null}
        </span>
        <span className="track-heart">
          <IconButton
            icon={track.feedback === 'love' ? 'loved' : 'heart'}
            size={18}
            label={track.feedback === 'love' ? `${track.title} is loved: take it back` : `Love ${track.title}`}
            pressed={track.feedback === 'love'}
            onClick={() => void toggleLove(track)}
          />
        </span>
        <span className="track-length quiet">{track.durationMs ? formatTime(track.durationMs) : ''}</span>
      </li>
    ))}
  </ol>
)
