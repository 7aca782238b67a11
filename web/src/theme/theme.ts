// Which theme is shown: the system's, or the one that was chosen and is remembered.

import { createStore } from '../kit/store.ts'

export type ThemeChoice = 'auto' | 'dark' | 'light'

const KEY = 'deepcut.theme'
const night = window.matchMedia('(prefers-color-scheme: dark)')

function remembered(): ThemeChoice {
  const value = localStorage.getItem(KEY)
  return value === 'dark' || value === 'light' ? value : 'auto'
}

const resolve = (choice: ThemeChoice): 'dark' | 'light' => (choice === 'auto' ? (night.matches ? 'dark' : 'light') : choice)

/** What was chosen, and what that comes to now. */
export const themeStore = createStore({ choice: remembered(), theme: resolve(remembered()) })

/** Chooses a theme and remembers it. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'auto') {
    localStorage.removeItem(KEY)
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem(KEY, choice)
    document.documentElement.dataset['theme'] = choice
  }
  themeStore.set({ choice, theme: resolve(choice) })
}

night.addEventListener('change', () => themeStore.set({ theme: resolve(themeStore.get().choice) }))
