// The page starts here: styles, the player's engine, the stream of events, and the frame.

import './theme/fonts.css'
import './theme/tokens.css'
import './theme/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openEvents, watchEvents } from './api/events.ts'
import { queryClient } from './api/queries.ts'
import { takeDrops } from './app/drop.tsx'
import { askPicks, radioWish } from './app/picks.ts'
import { router } from './app/router.tsx'
import { coverUrl } from './kit/cover.tsx'
import { followsList, rerankQueue, startEngine } from './player/engine.ts'
import { startMediaSession } from './player/media-session.ts'
import { currentOf, playerStore } from './player/state.ts'
import { accentFromCover } from './theme/accent.ts'

startEngine(() => askPicks(radioWish()))
startMediaSession()
openEvents()
takeDrops(() => void router.navigate({ to: '/import' }))

// What was recommended and not yet played follows the list when it is ranked anew.
watchEvents((event) => {
  if (event.name === 'recommendations.changed' && followsList()) void askPicks(radioWish()).then(rerankQueue, () => {})
})

playerStore.subscribe(() => {
  const track = currentOf(playerStore.get())?.track
  accentFromCover(track ? coverUrl('tracks', track.id) : null)
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
