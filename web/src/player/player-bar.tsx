// The player along the bottom, always there: what plays, its waveform to seek in, and the few things to do.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { toggleLove } from '../api/actions.ts'
import { waveformQuery } from '../api/queries.ts'
import { Waveform } from '../charts/waveform.tsx'
import { IconButton } from '../kit/button.tsx'
import { Cover } from '../kit/cover.tsx'
import { formatTime } from '../kit/format.ts'
import { Icon } from '../kit/icon.tsx'
import { useStore } from '../kit/store.ts'
import { next, previous, seek, togglePlay } from './engine.ts'
import { PlayerSheet } from './player-sheet.tsx'
import { QueueDrawer } from './queue-drawer.tsx'
import { currentOf, playerStore, positionStore } from './state.ts'
import { Volume } from './volume.tsx'
import './player-bar.css'

/** The waveform of what plays, as its seek bar. */
export function SeekBar() {
  const track = useStore(playerStore, (state) => currentOf(state)?.track ?? null)
  const durationMs = useStore(playerStore, (state) => state.durationMs)
  const positionMs = useStore(positionStore, (state) => state.positionMs)
  const { data: body } = useQuery({ ...waveformQuery(track?.id ?? 0), enabled: track !== null })
  return (
    <Waveform
      body={track ? (body ?? null) : null}
      durationMs={durationMs}
      positionMs={track ? positionMs : null}
      onSeek={track ? seek : undefined}
      label={track ? `Position in ${track.title}` : 'Nothing is playing'}
    />
  )
}

export function PositionTime() {
  const seconds = useStore(positionStore, (state) => Math.floor(state.positionMs / 1000))
  return <>{formatTime(seconds * 1000)}</>
}

export function PlayButton({ large = false }: { large?: boolean }) {
  const playing = useStore(playerStore, (state) => state.playing)
  const waiting = useStore(playerStore, (state) => state.waiting)
  return (
    <button
      type="button"
      className={`play-button ${large ? 'play-button-large' : ''} ${waiting ? 'play-button-waiting' : ''}`}
      data-testid={large ? undefined : 'player-play'}
      aria-label={playing ? 'Pause' : 'Play'}
      onClick={() => void togglePlay()}
    >
      <Icon name={playing ? 'pause' : 'play'} size={large ? 30 : 22} />
    </button>
  )
}

export function PlayerBar() {
  const track = useStore(playerStore, (state) => currentOf(state)?.track ?? null)
  const durationMs = useStore(playerStore, (state) => state.durationMs)
  const problem = useStore(playerStore, (state) => state.problem)
  const [open, setOpen] = useState<'queue' | 'sheet' | null>(null)
  return (
    <section className="player" aria-label="Player" data-testid="player">
      <div className="player-now">
        {track ? (
          <>
            <Link to="/tracks/$id" params={{ id: String(track.id) }} className="player-cover" tabIndex={-1} aria-hidden="true">
              <Cover of="tracks" id={track.id} eager />
            </Link>
            <div className="player-words">
              <Link
                to="/tracks/$id"
                params={{ id: String(track.id) }}
                className="player-title clip"
                data-testid="player-title"
                title={track.title}
              >
                {track.title}
              </Link>
              {problem ? (
                <span className="player-problem small clip" role="alert" title={problem}>
                  {problem}
                </span>
              ) : (
                <Link to="/library/artists/$id" params={{ id: String(track.artistId) }} className="small quiet clip" title={track.artist}>
                  {track.artist}
                </Link>
              )}
            </div>
            <IconButton
              icon={track.feedback === 'love' ? 'loved' : 'heart'}
              label={track.feedback === 'love' ? 'Loved: take it back' : 'Love'}
              pressed={track.feedback === 'love'}
              className="player-love"
              onClick={() => void toggleLove(track)}
            />
            <button type="button" className="player-open" aria-label={`Open the player: ${track.title}`} onClick={() => setOpen('sheet')} />
          </>
        ) : (
          <p className="player-idle small quiet">Nothing playing. Press play for what Deepcut would put on.</p>
        )}
      </div>
      <div className="player-transport">
        <IconButton icon="previous" label="Previous" size={22} disabled={!track} onClick={previous} className="player-previous" />
        <PlayButton />
        <IconButton
          icon="next"
          label="Next (skips this one)"
          size={22}
          disabled={!track}
          data-testid="player-next"
          onClick={() => void next()}
        />
      </div>
      <div className="player-seek">
        <span className="small quiet player-time">{track ? <PositionTime /> : ''}</span>
        <div className="player-wave">
          <SeekBar />
        </div>
        <span className="small quiet">{track ? formatTime(durationMs) : ''}</span>
      </div>
      <div className="player-more">
        <Volume />
        <IconButton icon="queue" label="Queue" onClick={() => setOpen('queue')} />
      </div>
      <QueueDrawer open={open === 'queue'} onClose={() => setOpen(null)} />
      <PlayerSheet open={open === 'sheet'} onClose={() => setOpen(null)} onQueue={() => setOpen('queue')} />
    </section>
  )
}
