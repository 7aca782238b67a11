// Progress on stderr: one line that renews itself on a terminal, a plain line now and then elsewhere.

import type { DeepcutEvent, EventBus } from '#events'
import type { Hall } from './hall.ts'
import { cut, duration, plain, plural, whole } from './print.ts'

const TERMINAL_EVERY_MS = 80
const PLAIN_EVERY_MS = 5000

export interface Progress {
  /** Says how far it is; shown at once, or later, or not at all where more follows. */
  tell(line: string): void
  /** A line that stays. */
  note(line: string): void
  /** Clears what is not to stay, and stops listening. */
  end(): void
}

/** Shows the progress of scan, analysis and import as the bus tells it. */
export function showProgress(hall: Hall, events: EventBus): Progress {
  const { stderr } = hall
  const live = stderr.isTTY === true
  const everyMs = live ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS
  let shownMs = live ? 0 : hall.clock.nowMs()
  let dirty = false

  const clear = () => {
    if (dirty) stderr.write('\r\u001b[2K')
    dirty = false
  }
  const tell = (line: string) => {
    const now = hall.clock.nowMs()
    if (now - shownMs < everyMs) return
    shownMs = now
    if (!live) return void stderr.write(`${line}\n`)
    clear()
    stderr.write(cut(line, (stderr.columns ?? 80) - 1))
    dirty = true
  }
  const unsubscribe = events.subscribe((event) => {
    const line = lineOf(event)
    if (line) tell(line)
  })
  return {
    tell,
    note(line) {
      clear()
      stderr.write(`${line}\n`)
    },
    end() {
      unsubscribe()
      clear()
    },
  }
}

const DOING = { derive: 'Working out anew', quick: 'Hearing excerpts', full: 'Analysing' } as const

/** An event of work under way, in words; null for others. */
function lineOf(event: DeepcutEvent): string | null {
  if (event.name === 'scan.progress') {
    const { filesSeen, filesTotal, path } = event.data
    return `Scanning: ${filesTotal === null ? plural(filesSeen, 'file') : `${whole(filesSeen)} of ${plural(filesTotal, 'file')}`}  ${plain(path)}`
  }
  if (event.name === 'analysis.progress') {
    const { tier, done, total, etaS, path } = event.data
    return `${DOING[tier]}: ${whole(done)} of ${plural(total, 'file')}${etaS === null ? '' : `, about ${duration(etaS)} to go`}  ${plain(path)}`
  }
  if (event.name === 'import.progress') {
    const { bytesRead, bytesTotal, rowsRead, path } = event.data
    const share = bytesTotal > 0 ? `, ${Math.min(100, Math.floor((100 * bytesRead) / bytesTotal))} %` : ''
    return `Importing: ${plural(rowsRead, 'row')}${share}  ${plain(path)}`
  }
  return null
}
