// What another process did to the same database, such as `deepcut import` beside a running server: seen by the number of listens, now and then.

import type { EventBus } from '#events'
import type { ListenerStore, ListenStore } from '#listens'
import type { Recommender } from '#recommend'

const EVERY_MS = 10_000

/** Has the recommender read anew, and says so, when listens came or went by other hands. Returns the function that ends it. */
export function noticeOutsideChanges(
  deps: { events: EventBus; listens: ListenStore; listeners: ListenerStore; recommender: Recommender },
  everyMs: number = EVERY_MS,
): () => void {
  /** What is to be expected; null while an import of our own changes it. */
  let expected: number | null = null
  const look = async () => {
    const count = await deps.listens.count()
    const changed = expected !== null && count !== expected
    expected = count
    if (!changed) return
    for (const { id } of await deps.listeners.list()) {
      deps.recommender.invalidate(id)
      deps.events.publish('recommendations.changed', { listenerId: id, cause: 'changed outside' })
    }
  }
  const unsubscribe = deps.events.subscribe(({ name }) => {
    if (name === 'listen.recorded') expected = expected === null ? null : expected + 1
    else if (name === 'import.progress' || name === 'import.finished') expected = null
  })
  const timer = setInterval(() => look().catch(() => {}), everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    unsubscribe()
  }
}
