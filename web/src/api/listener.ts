// Whose page this is: the listener chosen in the settings, sent with every question. Null is the first one there is.

import { createStore, useStore } from '../kit/store.ts'

const KEY = 'deepcut.listener'

/** The chosen listener's name. */
export const listenerStore = createStore<{ name: string | null }>({ name: localStorage.getItem(KEY) })

/** Chooses a listener and remembers it. */
export function chooseListener(name: string | null): void {
  if (name === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, name)
  listenerStore.set({ name })
}

export const useListener = (): string | null => useStore(listenerStore, (state) => state.name)
export const listenerName = (): string | null => listenerStore.get().name
