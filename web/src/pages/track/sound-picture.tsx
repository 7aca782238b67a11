// The large waveform: coloured by timbre, with beats once there is room for them; it can be drawn nearer, and clicked to listen from there.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TrackDetail } from '../../../../src/server/contract.ts'
import { waveformQuery } from '../../api/queries.ts'
import { timbreRamp } from '../../charts/ramp.ts'
import { Waveform } from '../../charts/waveform.tsx'
import { IconButton } from '../../kit/button.tsx'
import { formatTime } from '../../kit/format.ts'
import { useStore } from '../../kit/store.ts'
import { playTracks, seek } from '../../player/engine.ts'
import { currentOf, playerStore, positionStore } from '../../player/state.ts'
import { themeStore } from '../../theme/theme.ts'
import { Form, FormWords } from './form.tsx'
import './sound-picture.css'

const NEAREST = 16

export function SoundPicture({ track }: { track: TrackDetail }) {
  const { data: body } = useQuery({ ...waveformQuery(track.id), enabled: track.sound !== null })
  const durationMs = track.sound ? track.sound.durationS * 1000 : (track.durationMs ?? 0)
  const isCurrent = useStore(playerStore, (state) => currentOf(state)?.track.id === track.id)
  const positionMs = useStore(positionStore, (state) => (isCurrent ? state.positionMs : null))
  const [zoom, setZoom] = useState(1)
  const { scroller, view, onScroll } = useView(zoom, positionMs, durationMs)

  if (!track.sound) return <NoPicture track={track} />
  const listenFrom = (ms: number) => {
    if (!isCurrent) playTracks([track])
    seek(ms)
  }
  return (
    <section className="picture" aria-label="Its sound">
      <div className="picture-scroll" ref={scroller} onScroll={onScroll} tabIndex={zoom > 1 ? 0 : undefined}>
        <div style={{ width: `${zoom * 100}%` }}>
          <div className="picture-view">
            <div className={body && !body.peaks.length ? 'picture-wave picture-wave-none' : 'picture-wave'}>
              <Waveform
                body={body?.peaks.length ? body : null}
                durationMs={durationMs}
                beatsS={track.sound.beatsS}
                downbeatsS={track.sound.downbeatsS}
                positionMs={positionMs}
                view={view}
                onSeek={track.playable ? listenFrom : undefined}
                label={`Waveform of ${track.title}: choose where to listen`}
                testId="waveform"
              />
            </div>
            <Form sound={track.sound} view={view} onSeek={track.playable ? listenFrom : undefined} />
          </div>
        </div>
      </div>
      <div className="picture-foot small quiet">
        <span>{formatTime(view[0] * durationMs)}</span>
        {body?.peaks.length === 0 ? null : <TimbreKey />}
        <span className="picture-zoom">
          <IconButton icon="minus" size={16} label="Further away" disabled={zoom === 1} onClick={() => setZoom(zoom / 2)} />
          <IconButton icon="plus" size={16} label="Nearer" disabled={zoom === NEAREST} onClick={() => setZoom(zoom * 2)} />
        </span>
        <span>{formatTime(view[1] * durationMs)}</span>
      </div>
      <FormWords sound={track.sound} />
      {track.sound.extent === 'excerpt' ? (
        <p className="picture-part small quiet" role="status">
          <strong>Heard in part so far.</strong> Tempo, key and loudness are from an excerpt; the waveform, the sections and exact figures
          come when the whole file has had its turn.
        </p>
      ) : null}
    </section>
  )
}

/** Which share of the track is in view; while it plays, the view turns its page with the sound. */
function useView(zoom: number, positionMs: number | null, durationMs: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const [from, setFrom] = useState(0)
  const share = positionMs === null || durationMs <= 0 ? null : positionMs / durationMs
  const start = Math.min(from, 1 - 1 / zoom)
  useEffect(() => {
    const element = scroller.current
    if (element && zoom === 1) element.scrollLeft = 0
  }, [zoom])
  useEffect(() => {
    const element = scroller.current
    if (!element || zoom === 1 || share === null) return
    const at = element.scrollLeft / element.scrollWidth
    if (share < at || share > at + 1 / zoom) element.scrollLeft = Math.max(0, share - 0.1 / zoom) * element.scrollWidth
  }, [share, zoom])
  const onScroll = () => {
    const element = scroller.current
    if (element) setFrom(element.scrollLeft / element.scrollWidth)
  }
  return { scroller, onScroll, view: (zoom === 1 ? [0, 1] : [start, start + 1 / zoom]) as readonly [number, number] }
}

function TimbreKey() {
  const theme = useStore(themeStore, (state) => state.theme)
  return (
    <span className="picture-key">
      dark timbre
      <i
        style={{
          background: `linear-gradient(to right, ${timbreRamp(theme)
            .filter((_, step) => step % 4 === 0)
            .join(', ')})`,
        }}
      />
      bright
    </span>
  )
}

function NoPicture({ track }: { track: TrackDetail }) {
  if (track.analysisProblem) {
    return (
      <p className="picture-none" role="status">
        <strong>It could not be listened to.</strong> {track.analysisProblem.message}
      </p>
    )
  }
  return (
    <p className="picture-none quiet">
      {track.playable
        ? 'Deepcut has not listened to this file yet. Its waveform, tempo and key will be here when it has.'
        : 'You do not own this one, so there is no sound to look at. What follows is from the imported table.'}
    </p>
  )
}
