// Every question the page asks, with the key under which its answer is kept.

import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  AlbumDetail,
  AlbumPage,
  ArtistDetail,
  ArtistPage,
  Folders,
  Imports,
  ListenRows,
  PlaylistDetail,
  Playlists,
  Recommendations,
  SearchResult,
  SimilarTracks,
  Stats,
  Status,
  ToldByBody,
  TrackDetail,
  TrackPage,
  WaveformBody,
} from '../../../src/server/contract.ts'
import { ApiProblem, address, ask } from './fetch.ts'

export type From = 'library' | 'catalogue' | 'all'
export interface Wish {
  readonly user: string | null
  readonly radar: number
  readonly from: From
}

/** Shown at once; the rest waits to slide up when a card leaves. */
export const PICKS_SHOWN = 10
const PICKS_ASKED = 16

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
  },
})

export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: () => ask<Status>('/api/status') })

export const recommendationsQuery = (wish: Wish) =>
  queryOptions({
    queryKey: ['recommendations', wish],
    queryFn: ({ signal }) => ask<Recommendations>(address('/api/recommendations', { ...wish, count: PICKS_ASKED }), { signal }),
    staleTime: 0,
  })

export const trackQuery = (id: number, user: string | null) =>
  queryOptions({ queryKey: ['track', id, user], queryFn: () => ask<TrackDetail>(address(`/api/tracks/${id}`, { user })) })

export const waveformQuery = (id: number) =>
  queryOptions({
    queryKey: ['waveform', id],
    queryFn: () => ask<WaveformBody>(`/api/tracks/${id}/waveform`),
    staleTime: 300_000,
    retry: false,
  })

export const similarQuery = (id: number, user: string | null) =>
  queryOptions({
    queryKey: ['similar', id, user],
    queryFn: () => ask<SimilarTracks>(address(`/api/tracks/${id}/similar`, { count: 12, user })),
  })

export const albumQuery = (id: number, user: string | null) =>
  queryOptions({ queryKey: ['library', 'album', id, user], queryFn: () => ask<AlbumDetail>(address(`/api/albums/${id}`, { user })) })

export const artistQuery = (id: number, user: string | null) =>
  queryOptions({ queryKey: ['library', 'artist', id, user], queryFn: () => ask<ArtistDetail>(address(`/api/artists/${id}`, { user })) })

export const searchQuery = (text: string, user: string | null) =>
  queryOptions({
    queryKey: ['library', 'search', text, user],
    queryFn: ({ signal }) => ask<SearchResult>(address('/api/search', { text, count: 12, user }), { signal }),
  })

export interface Slice {
  readonly offset: number
  readonly count: number
  readonly text?: string
  readonly sort?: string
  readonly user?: string | null
  /** Tracks only: owned ones unless told otherwise. */
  readonly playable?: 'any'
}
/** Lists of the library, a slice at a time. */
export const slices = {
  tracks: (slice: Slice) => ask<TrackPage>(address('/api/tracks', { ...slice })),
  albums: (slice: Slice) => ask<AlbumPage>(address('/api/albums', { ...slice })),
  artists: (slice: Slice) => ask<ArtistPage>(address('/api/artists', { ...slice })),
}

export const statsQuery = (user: string | null) =>
  queryOptions({ queryKey: ['listens', 'stats', user], queryFn: () => ask<Stats>(address('/api/stats', { user })) })

const LISTENS_A_PAGE = 100
export const askListens = (user: string | null, beforeMs: number | null) =>
  ask<ListenRows>(address('/api/listens', { user, beforeMs, count: LISTENS_A_PAGE }))

/** Every row that tells of a listen. */
export const toldByQuery = (id: number, user: string | null) =>
  queryOptions({ queryKey: ['listens', 'told-by', id, user], queryFn: () => ask<ToldByBody>(address(`/api/listens/${id}`, { user })) })

const LOOK_AGAIN_MS = 2000
/** While an import runs it is looked at now and then, should no event arrive. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: () => ask<Imports>('/api/imports'),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'running') ? LOOK_AGAIN_MS : false),
})
export const foldersQuery = queryOptions({ queryKey: ['folders'], queryFn: () => ask<Folders>('/api/folders') })

export const playlistsQuery = (user: string | null) =>
  queryOptions({ queryKey: ['library', 'playlists', user], queryFn: () => ask<Playlists>(address('/api/playlists', { user })) })

export const PLAYLIST_ENTRIES_A_PAGE = 500
/** A playlist, some hundred entries at a time. */
export const playlistQuery = (id: number, user: string | null) =>
  infiniteQueryOptions({
    queryKey: ['library', 'playlist', id, user],
    queryFn: ({ pageParam }) =>
      ask<PlaylistDetail>(address(`/api/playlists/${id}`, { user, offset: pageParam, count: PLAYLIST_ENTRIES_A_PAGE })),
    initialPageParam: 0,
    getNextPageParam: (last, _all, offset) => (offset + last.entries.length < last.entryCount ? offset + last.entries.length : undefined),
  })
