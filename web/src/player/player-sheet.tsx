// The player as a sheet, for phones: the cover large, the waveform under the thumb.

import { Link } from '@tanstack/react-router'
import { toggleLove } from '../api/actions.ts'
import { IconButton } from '../kit/button.tsx'
import { Cover } from '../kit/cover.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { formatTime } from '../kit/format.ts'
import { useStore } from '../kit/store.ts'
import { next, previous } from './engine.ts'
import { PlayButton, PositionTime, SeekBar } from './player-bar.tsx'
import { currentOf, playerStore } from './state.ts'
import './player-sheet.css'

export function PlayerSheet({ open, onClose, onQueue }: { open: boolean; onClose: () => void; onQueue: () => void }) {
  const track = useStore(playerStore, (state) => currentOf(state)?.track ?? null)
  const durationMs = useStore(playerStore, (state) => state.durationMs)
  return (
    <Dialog open={open && track !== null} onClose={onClose} title="Playing" kind="sheet">
      {track ? (
        <div className="sheet">
          <div className="sheet-cover">
            <Cover of="tracks" id={track.id} eager />
          </div>
          <div className="sheet-words">
            <Link to="/tracks/$id" params={{ id: String(track.id) }} onClick={onClose} className="sheet-title">
              {track.title}
            </Link>
            <Link to="/library/artists/$id" params={{ id: String(track.artistId) }} onClick={onClose} className="quiet clip">
              {track.artist}
            </Link>
          </div>
          <div className="sheet-wave">
            <SeekBar />
          </div>
          <div className="sheet-times small quiet">
            <span>
              <PositionTime />
            </span>
            <span>{formatTime(durationMs)}</span>
          </div>
          <div className="sheet-acts">
            <IconButton
              icon={track.feedback === 'love' ? 'loved' : 'heart'}
              label={track.feedback === 'love' ? 'Loved: take it back' : 'Love'}
              pressed={track.feedback === 'love'}
              size={24}
              onClick={() => void toggleLove(track)}
            />
            <IconButton icon="previous" label="Previous" size={28} onClick={previous} />
            <PlayButton large />
            <IconButton icon="next" label="Next (skips this one)" size={28} onClick={() => void next()} />
            <IconButton icon="queue" label="Queue" size={24} onClick={onQueue} />
          </div>
        </div>
      ) : null}
    </Dialog>
  )
}
