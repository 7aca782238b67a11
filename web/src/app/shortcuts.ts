// The keyboard: one key for each thing done often. Silent while someone types, or while a control wants the key itself.

import { useEffect } from 'react'
import { passOver, toggleLove } from '../api/actions.ts'
import { next, nudge, setVolume, togglePlay } from '../player/engine.ts'
import { currentOf, playerStore } from '../player/state.ts'
import { router } from './router.tsx'

export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: '← →', does: 'Back or ahead 5 s' },
  { keys: '↑ ↓', does: 'Louder or quieter' },
  { keys: 's', does: 'Skip to the next' },
  { keys: 'l', does: 'Love what plays, or take it back' },
  { keys: '/', does: 'Search your library' },
  { keys: '?', does: 'This list' },
]

const SEEK_MS = 5000
const VOLUME_STEP = 0.05

/** Whether the key belongs to what has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  if (!target || event.ctrlKey || event.metaKey || event.altKey) return true
  if (target.matches('input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]')) return true
  if (event.key === ' ') return target.matches('button, a, summary, input, [role=slider]')
  return event.key.startsWith('Arrow') && target.matches('input, [role=slider], [role=menuitem]')
}

async function openSearch(): Promise<void> {
  if (router.state.location.pathname !== '/library') await router.navigate({ to: '/library' })
  for (let tries = 0; tries < 40; tries++) {
    const field = document.querySelector<HTMLInputElement>('[data-testid="search"]')
    if (field) return field.focus()
    await new Promise((done) => setTimeout(done, 25))
  }
}

function love(): void {
  const track = currentOf(playerStore.get())?.track
  if (track) void toggleLove(track)
}

/** Skips what plays; where nothing does, the card that has the focus. */
function skip(): void {
  const { index, playing } = playerStore.get()
  const card = document.activeElement?.closest<HTMLElement>('[data-testid="card"]')
  if (card?.dataset['trackId'] && !playing) void passOver(Number(card.dataset['trackId']))
  else if (index >= 0) void next()
}

/** Listens to the keyboard while the frame is there. */
export function useShortcuts(openHelp: () => void): void {
  useEffect(() => {
    const act: Record<string, () => void> = {
      ' ': () => void togglePlay(),
      ArrowLeft: () => nudge(-SEEK_MS),
      ArrowRight: () => nudge(SEEK_MS),
      ArrowUp: () => setVolume(playerStore.get().volume + VOLUME_STEP),
      ArrowDown: () => setVolume(playerStore.get().volume - VOLUME_STEP),
      '/': () => void openSearch(),
      l: love,
      s: skip,
      '?': openHelp,
    }
    const pressed = (event: KeyboardEvent) => {
      const does = act[event.key]
      if (!does || isTaken(event) || document.querySelector('dialog[open].dialog-middle')) return
      if (event.key.startsWith('Arrow') && playerStore.get().index < 0) return
      event.preventDefault()
      does()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [openHelp])
}
