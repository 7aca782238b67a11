// One recommendation: the cover, what it is, why it is here, and what can be done with it.

import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { Recommendation } from '../../../../src/server/contract.ts'
import { giveFeedback, passOver, toggleLove } from '../../api/actions.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { IconButton } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { Elsewhere } from '../../kit/elsewhere.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useStore } from '../../kit/store.ts'
import { next, togglePlay } from '../../player/engine.ts'
import { currentOf, playerStore } from '../../player/state.ts'
import { PickSound } from './pick-sound.tsx'
import { Reasons } from './reasons.tsx'
import './pick.css'

interface PickProps {
  readonly pick: Recommendation
  readonly first: boolean
  readonly onPlay: (trackId: number) => void
  readonly onPoint: (trackId: number | null) => void
}

/** Skips the card, and the sound too where it is this one that plays. */
function skip(trackId: number): void {
  if (currentOf(playerStore.get())?.track.id === trackId) void next()
  void passOver(trackId)
}

export const Pick = memo(function Pick({ pick, first, onPlay, onPoint }: PickProps) {
  const { track } = pick
  const id = String(track.id)
  return (
    <li
      className={first ? 'pick pick-first' : 'pick'}
      data-testid="card"
      data-track-id={track.id}
      data-flip={track.id}
      onPointerEnter={() => onPoint(track.id)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(track.id)}
      onBlur={() => onPoint(null)}
    >
      <div className="pick-cover">
        <Link to="/tracks/$id" params={{ id }} tabIndex={-1} aria-hidden="true">
          <Cover of="tracks" id={track.id} eager={first} />
        </Link>
        {track.playable ? <PickPlay trackId={track.id} title={track.title} onPlay={onPlay} /> : null}
      </div>
      <div className="pick-words">
        <h2 className="pick-title">
          <Link to="/tracks/$id" params={{ id }}>
            {track.title}
          </Link>
        </h2>
        <p className="pick-by quiet">
          <Link to="/library/artists/$id" params={{ id: String(track.artistId) }}>
            {track.artist}
          </Link>
          {track.synthetic ? <Synthetic /> : null}
        </p>
        <Reasons reasons={pick.reasons} all={first} />
        {first && track.playable ? <PickSound track={track} /> : null}
        <div className="pick-acts">
          <IconButton
            icon={track.feedback === 'love' ? 'loved' : 'heart'}
            label={track.feedback === 'love' ? 'Loved: take it back' : 'Love'}
            pressed={track.feedback === 'love'}
            data-testid="card-love"
            onClick={() => void toggleLove(track)}
          />
          <IconButton icon="later" label="Skip: not now" data-testid="card-skip" onClick={() => skip(track.id)} />
          <IconButton icon="ban" label="Never again" data-testid="card-ban" onClick={() => void giveFeedback(track, 'ban')} />
          {track.playable ? null : <Elsewhere links={pick.links} title={track.title} />}
        </div>
      </div>
    </li>
  )
})

function PickPlay({ trackId, title, onPlay }: { trackId: number; title: string; onPlay: (trackId: number) => void }) {
  const isCurrent = useStore(playerStore, (state) => currentOf(state)?.track.id === trackId)
  const playing = useStore(playerStore, (state) => state.playing) && isCurrent
  return (
    <button
      type="button"
      className={isCurrent ? 'pick-play pick-play-now' : 'pick-play'}
      data-testid="card-play"
      aria-label={playing ? `Pause ${title}` : `Play ${title}`}
      onClick={() => (isCurrent ? void togglePlay() : onPlay(trackId))}
    >
      <Icon name={playing ? 'pause' : 'play'} size={22} />
    </button>
  )
}
