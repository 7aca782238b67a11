// A listener: the person whose history it is.

import { type Brand, Fault } from '#kernel'

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

/** The listener of that name; the first one where no name is given. An unknown name is a fault: reading must not make listeners. */
export async function listenerNamed(listeners: ListenerStore, name?: string | null): Promise<Listener> {
  if (name === undefined || name === null || name.trim() === '') return (await listeners.list())[0]
  const listener = await listeners.find(name)
  if (listener === null) {
    const names = (await listeners.list()).map((one) => one.name).join(', ')
    throw new Fault(
      'not-found',
      'LISTENER_UNKNOWN',
      `There is no listener named ${name}; there is ${names}. An import for that name makes one.`,
    )
  }
  return listener
}
