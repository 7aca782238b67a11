// A listener: the person whose history it is.

import type { Brand } from '#kernel'

export type ListenerId = Brand<number, 'ListenerId'>

export interface Listener {
  readonly id: ListenerId
  readonly name: string
}

/** The listener who is there from the start. */
export const DEFAULT_LISTENER = 'me'

export interface ListenerStore {
  /** Every listener, the first made first; there is always at least the default one. */
  list(): Promise<Listener[]>
  find(name: string): Promise<Listener | null>
  /** Finds or makes. */
  ensure(name: string): Promise<Listener>
}
