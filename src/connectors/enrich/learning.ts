// Facts on their way into the tracks: gathered for a while, since each writing makes the ranker read anew. What is not written yet when Deepcut is killed
// is not lost: its answer is kept, and is learned from again without a call.

import type { EventBus } from '#events'
import { type Clock, type Log, messageOf, SECOND_MS } from '#kernel'
import type { EnrichStore, Learned } from './enquiry.ts'

const AT_ONCE = 100
const WAIT_MS_MAX = 30 * SECOND_MS

export interface Learning {
  add(facts: readonly Learned[]): Promise<void>
  /** Writes what is gathered. */
  flush(): Promise<void>
}

/** `onWritten` is told what the tracks now know. */
export function openLearning(
  deps: { enrichStore: EnrichStore; events: EventBus; clock: Clock; log: Log },
  onWritten: (facts: readonly Learned[]) => void,
): Learning {
  let gathered: Learned[] = []
  let timer: NodeJS.Timeout | undefined

  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const facts = gathered
    gathered = []
    if (facts.length === 0) return
    await deps.enrichStore.learn(facts, deps.clock.nowMs())
    deps.events.publish('library.changed', {})
    onWritten(facts)
  }
  const flushLater = () => {
    timer ??= setTimeout(() => flush().catch((error) => deps.log.error({ err: error }, `enrichment: ${messageOf(error)}`)), WAIT_MS_MAX)
    timer.unref()
  }

  return {
    flush,
    async add(facts) {
      gathered.push(...facts)
      if (gathered.length >= AT_ONCE) await flush()
      else if (gathered.length > 0) flushLater()
    },
  }
}
