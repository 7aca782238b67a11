// Whose it is, and what can be done with it.

import { Link } from '@tanstack/react-router'
import type { TrackDetail } from '../../../../src/server/contract.ts'
import { giveFeedback, toggleLove } from '../../api/actions.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { say } from '../../app/notice.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { Elsewhere } from '../../kit/elsewhere.tsx'
import { formatTime } from '../../kit/format.ts'
import { useStore } from '../../kit/store.ts'
import { playNext, playTracks, togglePlay } from '../../player/engine.ts'
import { currentOf, playerStore } from '../../player/state.ts'
import '../library/heading.css'

export function TrackHeading({ track }: { track: TrackDetail }) {
  const isCurrent = useStore(playerStore, (state) => currentOf(state)?.track.id === track.id)
  const playing = useStore(playerStore, (state) => state.playing) && isCurrent
  const facts = [track.year, track.durationMs ? formatTime(track.durationMs) : null, track.genres.join(', ')].filter(Boolean)
  return (
    <header className="heading">
      <div className="heading-cover">
        <Cover of="tracks" id={track.id} eager />
      </div>
      <div className="heading-words">
        <h1>{track.title}</h1>
        <p>
          <Link to="/library/artists/$id" params={{ id: String(track.artistId) }} className="heading-by">
            {track.artist}
          </Link>
          {track.album ? (
            <span className="quiet">
              {' on '}
              {track.albumId === null ? (
                track.album
              ) : (
                <Link to="/library/albums/$id" params={{ id: String(track.albumId) }}>
                  {track.album}
                </Link>
              )}
            </span>
          ) : null}
        </p>
        <p className="quiet">
          {facts.join(' · ')} {track.synthetic ? <Synthetic /> : null}
        </p>
        <div className="heading-acts">
          {track.playable ? (
            <>
              <Button filled icon={playing ? 'pause' : 'play'} onClick={() => (isCurrent ? void togglePlay() : playTracks([track]))}>
                {playing ? 'Pause' : 'Play'}
              </Button>
              <Button
                icon="queue"
                onClick={() => {
                  playNext(track)
                  say(`${track.title} comes next.`)
                }}
              >
                Play next
              </Button>
            </>
          ) : (
            <Elsewhere links={track.links} title={track.title} />
          )}
          <IconButton
            icon={track.feedback === 'love' ? 'loved' : 'heart'}
            label={track.feedback === 'love' ? 'Loved: take it back' : 'Love'}
            pressed={track.feedback === 'love'}
            onClick={() => void toggleLove(track)}
          />
          <IconButton
            icon="ban"
            label={track.feedback === 'ban' ? 'Banned: take it back' : 'Never recommend it'}
            pressed={track.feedback === 'ban'}
            onClick={() => void giveFeedback(track, track.feedback === 'ban' ? null : 'ban')}
          />
        </div>
      </div>
    </header>
  )
}
