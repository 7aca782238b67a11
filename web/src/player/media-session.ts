// The system's own controls: media keys, lock screen, headset.

import { next, pause, previous, seek, togglePlay } from './engine.ts'
import { currentOf, playerStore, positionStore } from './state.ts'

/** Keeps the system's controls in step with the player. */
export function startMediaSession(): void {
  if (!('mediaSession' in navigator)) return
  const session = navigator.mediaSession
  session.setActionHandler('play', () => void togglePlay())
  session.setActionHandler('pause', () => pause())
  session.setActionHandler('previoustrack', () => previous())
  session.setActionHandler('nexttrack', () => void next())
  session.setActionHandler('seekto', ({ seekTime }) => seekTime !== undefined && seek(seekTime * 1000))
  let shownId = -1
  playerStore.subscribe(() => {
    const state = playerStore.get()
    const track = currentOf(state)?.track
    session.playbackState = !track ? 'none' : state.playing ? 'playing' : 'paused'
    if (track && track.id !== shownId) {
      shownId = track.id
      session.metadata = new MediaMetadata({
        title: track.title,
        artist: track.artist,
        album: track.album ?? '',
        artwork: [{ src: `/api/tracks/${track.id}/cover`, sizes: '512x512' }],
      })
    }
    if (track && state.durationMs > 0) {
      const duration = state.durationMs / 1000
      session.setPositionState({ duration, position: Math.min(duration, positionStore.get().positionMs / 1000) })
    }
  })
}
