// The bus: who publishes does not know who listens.

import type { DeepcutEvent, EventCatalog, EventName } from './catalog.ts'

export interface EventBus {
  publish<Name extends EventName>(name: Name, data: EventCatalog[Name]): void
  /** Calls `receive` for every later event, in order of publication; returns the function that ends it. */
  subscribe(receive: (event: DeepcutEvent) => void): () => void
}
