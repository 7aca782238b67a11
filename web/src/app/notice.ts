// One line that says what just happened, with at most one thing to do about it.

import { createStore } from '../kit/store.ts'

export interface Notice {
  readonly serial: number
  readonly text: string
  readonly action: { readonly label: string; readonly act: () => void } | null
}

export const noticeStore = createStore<{ notice: Notice | null }>({ notice: null })

const SHOWN_MS = 6000
let serial = 0

/** Shows a line for a few seconds; screen readers hear it too. */
export function say(text: string, action: Notice['action'] = null): void {
  const mine = ++serial
  noticeStore.set({ notice: { serial: mine, text, action } })
  setTimeout(() => noticeStore.get().notice?.serial === mine && noticeStore.set({ notice: null }), SHOWN_MS)
}
