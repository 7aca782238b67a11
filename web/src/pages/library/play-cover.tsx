// A small cover that plays its track.

import type { TrackCard } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useStore } from '../../kit/store.ts'
import { togglePlay } from '../../player/engine.ts'
import { currentOf, playerStore } from '../../player/state.ts'

export function PlayCover({ track, onPlay }: { track: TrackCard; onPlay: () => void }) {
  const isCurrent = useStore(playerStore, (state) => currentOf(state)?.track.id === track.id)
  const playing = useStore(playerStore, (state) => state.playing) && isCurrent
  return (
    <button
      type="button"
      className={isCurrent ? 'play-cover play-cover-now' : 'play-cover'}
      aria-label={playing ? `Pause ${track.title}` : `Play ${track.title}`}
      onClick={() => (isCurrent ? void togglePlay() : onPlay())}
    >
      <Cover of="tracks" id={track.id} />
      <span className="play-cover-sign">
        <Icon name={playing ? 'pause' : 'play'} size={18} />
      </span>
    </button>
  )
}
