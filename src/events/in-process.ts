// The bus of one process: synchronous, in order; a subscriber that throws does not stop the others.

import type { DeepcutEvent } from './catalog.ts'
import type { EventBus } from './port.ts'

/** Opens a bus; what a subscriber throws goes to `onError`. */
export function inProcessEvents(onError: (error: unknown) => void = () => {}): EventBus {
  const receivers = new Set<(event: DeepcutEvent) => void>()
  return {
    publish(name, data) {
      for (const receive of [...receivers]) {
        try {
          receive({ name, data } as DeepcutEvent)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(receive) {
      receivers.add(receive)
      return () => receivers.delete(receive)
    },
  }
}
