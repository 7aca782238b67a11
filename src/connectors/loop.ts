// Work in the background that tells itself when it is due again: one step at a time, woken when something changes, over at once when closed.

import { type Clock, type Log, MINUTE_MS, messageOf } from '#kernel'

export interface Loop {
  /** Looks again now, or right after the step in hand. */
  wake(): void
  /** Resolves when the step in hand has ended; no other begins. */
  close(): Promise<void>
}

/** A timer cannot wait longer than this. */
const WAIT_MS_MAX = 2 ** 31 - 1

/**
 * Runs `step` until it returns null (nothing to do until woken) or a time in the future, ms since the epoch, when it is due again. What it throws is
 * logged, and it is tried again a minute later. It begins with the first `wake`.
 */
export function openLoop(deps: { clock: Clock; log: Log }, name: string, step: (signal: AbortSignal) => Promise<number | null>): Loop {
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let woken = false

  const run = async () => {
    do {
      woken = false
      let dueMs: number | null
      try {
        dueMs = await step(closing.signal)
      } catch (error) {
        deps.log.error({ err: error }, `${name}: ${messageOf(error)}`)
        dueMs = deps.clock.nowMs() + MINUTE_MS
      }
      if (closing.signal.aborted) return
      const waitMs = dueMs === null ? null : dueMs - deps.clock.nowMs()
      if (waitMs !== null && waitMs <= 0) woken = true
      else if (waitMs !== null && !woken) timer = setTimeout(loop.wake, Math.min(waitMs, WAIT_MS_MAX)).unref()
    } while (woken && !closing.signal.aborted)
  }

  const loop: Loop = {
    wake() {
      if (closing.signal.aborted) return
      clearTimeout(timer)
      if (running) {
        woken = true
        return
      }
      running = run().finally(() => {
        running = null
        // Woken in the moment between its last look and its end.
        if (woken) loop.wake()
      })
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await running
    },
  }
  return loop
}
