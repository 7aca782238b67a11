// Tells when a new answer to "what next" is ready: after a listen, feedback, an import, or a change of the library. Bursts become one event.

import type { EventBus } from '#events'
import type { Clock } from '#kernel'
import type { ListenerId, ListenerStore } from '#listens'
import type { Recommender } from '#recommend'

const DEBOUNCE_MS = 60
/** While files are analysed one after the other, the list is renewed this often. */
const ANALYSIS_EVERY_MS = 10_000

/** Publishes `recommendations.changed` at most DEBOUNCE_MS after its cause; returns the function that ends it. */
export function announceChanges(deps: { events: EventBus; listeners: ListenerStore; recommender: Recommender; clock: Clock }): () => void {
  const causes = new Map<number, string>()
  let timer: NodeJS.Timeout | undefined
  let analysisSaidMs = deps.clock.nowMs()

  const tell = () => {
    timer = undefined
    const due = [...causes]
    causes.clear()
    for (const [listenerId, cause] of due) deps.events.publish('recommendations.changed', { listenerId, cause })
  }
  const changed = (listenerId: number, cause: string) => {
    causes.set(listenerId, cause)
    timer ??= setTimeout(tell, DEBOUNCE_MS)
  }
  const changedForAll = (cause: string) => {
    deps.listeners.list().then(
      (listeners) => {
        for (const { id } of listeners) changed(id, cause)
      },
      () => {},
    )
  }
  const end = deps.events.subscribe((event) => {
    if (event.name === 'listen.recorded') changed(event.data.listenerId, 'listen')
    else if (event.name === 'feedback.changed') changed(event.data.listenerId, 'feedback')
    else if (event.name === 'import.finished') {
      deps.recommender.invalidate(event.data.listenerId as ListenerId)
      changedForAll('import')
    } else if (event.name === 'scan.finished' && event.data.added + event.data.updated + event.data.removed > 0) changedForAll('scan')
    else if (event.name === 'analysis.finished' && event.data.done > 0) changedForAll('analysis')
    else if (event.name === 'analysis.progress' && deps.clock.nowMs() - analysisSaidMs >= ANALYSIS_EVERY_MS) {
      analysisSaidMs = deps.clock.nowMs()
      changedForAll('analysis')
    }
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
