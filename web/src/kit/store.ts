// A value that several places watch: the smallest thing that React can subscribe to.

import { useSyncExternalStore } from 'react'

export interface Store<State> {
  get(): State
  /** Merges the change and tells those who watch. */
  set(change: Partial<State>): void
  subscribe(receive: () => void): () => void
}

/** Makes a store that holds `initial`. */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial
  const receivers = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const receive of receivers) receive()
    },
    subscribe(receive) {
      receivers.add(receive)
      return () => receivers.delete(receive)
    },
  }
}

/** Watches one part of a store; `pick` must return the same value for the same state. */
export function useStore<State extends object, Part>(store: Store<State>, pick: (state: State) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()))
}
