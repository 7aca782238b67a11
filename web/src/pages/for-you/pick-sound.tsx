// The sound of the first pick as a picture; a click listens from there.

import { useQuery } from '@tanstack/react-query'
import type { TrackCard } from '../../../../src/server/contract.ts'
import { waveformQuery } from '../../api/queries.ts'
import { Waveform } from '../../charts/waveform.tsx'
import { useStore } from '../../kit/store.ts'
import { playTracks, seek } from '../../player/engine.ts'
import { currentOf, playerStore, positionStore } from '../../player/state.ts'

export function PickSound({ track }: { track: TrackCard }) {
  const { data: body } = useQuery(waveformQuery(track.id))
  const isCurrent = useStore(playerStore, (state) => currentOf(state)?.track.id === track.id)
  const positionMs = useStore(positionStore, (state) => (isCurrent ? state.positionMs : null))
  if (!body) return <div className="pick-sound" />
  const listenFrom = (ms: number) => {
    if (!isCurrent) playTracks([track])
    seek(ms)
  }
  return (
    <div className="pick-sound">
      <Waveform
        body={body}
        durationMs={body.durationS * 1000}
        positionMs={positionMs}
        onSeek={listenFrom}
        label={`Waveform of ${track.title}: choose where to listen`}
      />
    </div>
  )
}
