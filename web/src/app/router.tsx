// Which address shows which page. Pages are loaded when first visited; the frame and the player stay.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Fault } from '../kit/states.tsx'
import { readSearch } from '../pages/insights/search.ts'
import { readYearSearch } from '../pages/year/search.ts'
import { Frame } from './frame.tsx'
import { NotFound } from './not-found.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })
const at = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const

export type LibraryTab = 'albums' | 'artists' | 'tracks' | 'playlists'
const TABS: readonly unknown[] = ['albums', 'artists', 'tracks', 'playlists']
const librarySearch = (search: Record<string, unknown>): { tab?: LibraryTab; text?: string } => ({
  ...(TABS.includes(search['tab']) ? { tab: search['tab'] as LibraryTab } : {}),
  ...(search['text'] === undefined || search['text'] === '' ? {} : { text: String(search['text']) }),
})

const routes = [
  createRoute({ ...at('/'), component: lazyRouteComponent(() => import('../pages/for-you/for-you.tsx'), 'ForYou') }),
  createRoute({
    ...at('/library'),
    validateSearch: librarySearch,
    component: lazyRouteComponent(() => import('../pages/library/library.tsx'), 'Library'),
  }),
  createRoute({ ...at('/library/albums/$id'), component: lazyRouteComponent(() => import('../pages/library/album.tsx'), 'Album') }),
  createRoute({ ...at('/library/artists/$id'), component: lazyRouteComponent(() => import('../pages/library/artist.tsx'), 'Artist') }),
  createRoute({
    ...at('/library/playlists/$id'),
    component: lazyRouteComponent(() => import('../pages/library/playlist.tsx'), 'Playlist'),
  }),
  createRoute({ ...at('/tracks/$id'), component: lazyRouteComponent(() => import('../pages/track/track.tsx'), 'Track') }),
  createRoute({ ...at('/history'), component: lazyRouteComponent(() => import('../pages/history/history.tsx'), 'History') }),
  createRoute({
    ...at('/insights'),
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('../pages/insights/insights.tsx'), 'Insights'),
  }),
  createRoute({
    ...at('/year'),
    validateSearch: readYearSearch,
    component: lazyRouteComponent(() => import('../pages/year/year.tsx'), 'Year'),
  }),
  createRoute({ ...at('/import'), component: lazyRouteComponent(() => import('../pages/import/import.tsx'), 'Import') }),
  createRoute({ ...at('/review'), component: lazyRouteComponent(() => import('../pages/review/review.tsx'), 'Review') }),
  createRoute({ ...at('/analysis'), component: lazyRouteComponent(() => import('../pages/analysis/analysis.tsx'), 'Analysis') }),
  createRoute({ ...at('/rules'), component: lazyRouteComponent(() => import('../pages/rules/rules.tsx'), 'Rules') }),
  createRoute({ ...at('/outside'), component: lazyRouteComponent(() => import('../pages/outside/outside.tsx'), 'Outside') }),
  createRoute({ ...at('/settings'), component: lazyRouteComponent(() => import('../pages/settings/settings.tsx'), 'Settings') }),
] as const

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Fault error={error} what="This page" retry={reset} page />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
