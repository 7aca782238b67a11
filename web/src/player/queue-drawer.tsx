// The queue: what plays, what comes, what was put there by the person and what Deepcut adds. Jump to one, or take it out.

import { Button, IconButton } from '../kit/button.tsx'
import { Cover } from '../kit/cover.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { formatSpan, formatTime } from '../kit/format.ts'
import { Empty } from '../kit/states.tsx'
import { useStore } from '../kit/store.ts'
import { dropEntry, jumpTo, togglePlay } from './engine.ts'
import { playerStore, type QueueEntry } from './state.ts'
import './queue-drawer.css'

export function QueueDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Queue" kind="drawer">
      <Queue />
    </Dialog>
  )
}

function Queue() {
  const queue = useStore(playerStore, (state) => state.queue)
  const index = useStore(playerStore, (state) => state.index)
  const current = queue[index]
  const ahead = queue.slice(index + 1)
  if (!current) {
    return (
      <div className="queue">
        <Empty
          title="Nothing is queued"
          action={
            <Button filled icon="play" onClick={() => void togglePlay()}>
              Play what is recommended
            </Button>
          }
        >
          What you play lines up here. When it runs out, Deepcut goes on with what it would recommend.
        </Empty>
      </div>
    )
  }
  const aheadMs = ahead.reduce((sum, { track }) => sum + (track.durationMs ?? 0), 0)
  return (
    <div className="queue">
      <h3 className="small quiet">Playing</h3>
      <ul>
        <Entry entry={current} now />
      </ul>
      <h3 className="small quiet">
        {ahead.length ? `Next, ${formatSpan(aheadMs)}` : 'Nothing after this yet; Deepcut will go on with what it recommends.'}
      </h3>
      <ol>
        {ahead.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </ol>
    </div>
  )
}

function Entry({ entry, now = false }: { entry: QueueEntry; now?: boolean }) {
  const { track } = entry
  return (
    <li className="queue-entry">
      <button
        type="button"
        className="queue-jump"
        disabled={now}
        onClick={() => jumpTo(entry.key)}
        aria-label={now ? undefined : `Play ${track.title} by ${track.artist}`}
      >
        <span className="queue-cover">
          <Cover of="tracks" id={track.id} />
        </span>
        <span className="queue-words">
          <span className="clip">{track.title}</span>
          <span className="small quiet clip">
            {entry.origin === 'recommended' && !now ? `${track.artist} · recommended` : track.artist}
          </span>
        </span>
        <span className="small quiet">{track.durationMs ? formatTime(track.durationMs) : ''}</span>
      </button>
      {now ? null : <IconButton icon="close" size={16} label={`Take ${track.title} out`} onClick={() => dropEntry(entry.key)} />}
    </li>
  )
}
