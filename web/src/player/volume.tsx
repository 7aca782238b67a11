// How loud: a slider, and silence at a click.

import { IconButton } from '../kit/button.tsx'
import { useStore } from '../kit/store.ts'
import { setVolume } from './engine.ts'
import { playerStore } from './state.ts'

export function Volume() {
  const volume = useStore(playerStore, (state) => state.volume)
  const muted = useStore(playerStore, (state) => state.muted)
  const shown = muted ? 0 : volume
  return (
    <div className="volume">
      <IconButton
        icon={shown === 0 ? 'muted' : 'volume'}
        label={muted ? 'Sound on' : 'Sound off'}
        pressed={muted}
        onClick={() => setVolume(volume, !muted)}
      />
      <input
        type="range"
        min="0"
        max="100"
        step="1"
        aria-label="Volume"
        value={Math.round(shown * 100)}
        style={{ '--share': `${shown * 100}%` } as React.CSSProperties}
        onChange={(event) => setVolume(Number(event.currentTarget.value) / 100)}
      />
    </div>
  )
}
