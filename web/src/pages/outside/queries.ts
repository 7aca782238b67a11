// What the page of the world outside asks, and how it changes things: every change answers with the state after it.

import { queryOptions, useMutation } from '@tanstack/react-query'
import type { EnrichmentState, Outside, OutsideCalls, OutsideHostBody, SpotifyState } from '../../../../src/server/contract.ts'
import { address, ask, send } from '../../api/fetch.ts'
import { listenerName } from '../../api/listener.ts'
import { queryClient } from '../../api/queries.ts'
import { say } from '../../app/notice.ts'

const LOOK_AGAIN_MS = 4000
export const CALLS_A_PAGE = 50

export const outsideQuery = queryOptions({
  queryKey: ['outside', 'hosts'],
  queryFn: () => ask<Outside>('/api/outside'),
  refetchInterval: LOOK_AGAIN_MS,
})
export const enrichmentQuery = queryOptions({
  queryKey: ['outside', 'enrichment'],
  queryFn: () => ask<EnrichmentState>('/api/outside/enrichment'),
  refetchInterval: LOOK_AGAIN_MS,
})
export const callsQuery = (host: string) =>
  queryOptions({
    queryKey: ['outside', 'calls', host],
    queryFn: () => ask<OutsideCalls>(address('/api/outside/calls', { host: host || null, count: CALLS_A_PAGE })),
    refetchInterval: LOOK_AGAIN_MS,
    placeholderData: (before: OutsideCalls | undefined) => before,
  })
/** The calls before those at hand. */
export const askEarlier = (host: string, before: number) =>
  ask<OutsideCalls>(address('/api/outside/calls', { host: host || null, before, count: CALLS_A_PAGE }))
export const spotifyQuery = (user: string | null) =>
  queryOptions({
    queryKey: ['outside', 'spotify', user],
    queryFn: () => ask<SpotifyState>(address('/api/spotify', { user })),
    refetchInterval: LOOK_AGAIN_MS,
  })

/** Changes something and shows the state after it; what went wrong is said. */
function useChange<Change, State>(change: (value: Change) => Promise<State>, keep: (state: State) => void) {
  return useMutation({
    mutationFn: change,
    onSuccess: (state) => {
      keep(state)
      void queryClient.invalidateQueries({ queryKey: ['outside'] })
    },
    onError: (error) => say(error.message),
  })
}

const keepOutside = (state: Outside) => queryClient.setQueryData(outsideQuery.queryKey, state)
export const useHost = (name: string) =>
  useChange((body: OutsideHostBody) => send<Outside>('PUT', `/api/outside/hosts/${name}`, body), keepOutside)
export const useAllowance = () =>
  useChange((body: { allowed?: boolean; contact?: string }) => send<Outside>('PUT', '/api/outside', body), keepOutside)
export const useKind = (kind: string) =>
  useChange(
    (on: boolean) => send<EnrichmentState>('PUT', `/api/outside/enrichment/${kind}`, { on }),
    (state) => queryClient.setQueryData(enrichmentQuery.queryKey, state),
  )
/** Changes the Spotify link: a method, a path below /api/spotify, a body. */
export const useSpotify = () =>
  useChange(
    ({ method, path, body }: { method: 'PUT' | 'DELETE'; path: string; body?: unknown }) =>
      send<SpotifyState>(method, address(`/api/spotify/${path}`, { user: listenerName() }), body),
    (state) => queryClient.setQueryData(spotifyQuery(listenerName()).queryKey, state),
  )
