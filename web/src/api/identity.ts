// Identity: what waits for a person, what they decide, and taking it back. Every decision says what it did, with undo beside it.

import { queryOptions } from '@tanstack/react-query'
import type { ArtistNames, IdentityEditBody, IdentityEdits, ReviewPage, TrackWordings } from '../../../src/server/contract.ts'
import { say } from '../app/notice.ts'
import { address, ask, send } from './fetch.ts'
import { queryClient } from './queries.ts'

const PAIRS_SHOWN = 12
const EDITS_SHOWN = 10

export const reviewQuery = (user: string | null) =>
  queryOptions({
    queryKey: ['library', 'identity', 'review', user],
    queryFn: () => ask<ReviewPage>(address('/api/identity/review', { user, count: PAIRS_SHOWN })),
  })

/** How many pairs wait. */
export const waitingQuery = queryOptions({
  queryKey: ['library', 'identity', 'waiting'],
  queryFn: async () => (await ask<ReviewPage>(address('/api/identity/review', { count: 1 }))).total,
})

export const editsQuery = queryOptions({
  queryKey: ['library', 'identity', 'edits'],
  queryFn: () => ask<IdentityEdits>(address('/api/identity/edits', { count: EDITS_SHOWN })),
})

export const wordingsQuery = (trackId: number, user: string | null) =>
  queryOptions({
    queryKey: ['library', 'identity', 'wordings', trackId, user],
    queryFn: () => ask<TrackWordings>(address(`/api/identity/tracks/${trackId}`, { user })),
  })

export const namesQuery = (artistId: number) =>
  queryOptions({
    queryKey: ['library', 'identity', 'names', artistId],
    queryFn: () => ask<ArtistNames>(`/api/identity/artists/${artistId}`),
  })

/** What a person decides, as the API takes it. */
export type Decision =
  | { readonly kind: 'merge'; readonly trackIds: readonly number[] }
  | { readonly kind: 'apart'; readonly trackIds: readonly [number, number] }
  | { readonly kind: 'split'; readonly trackId: number; readonly heardIds: readonly number[]; readonly fileIds: readonly number[] }
  | { readonly kind: 'alias'; readonly artistId: number; readonly name: string }
  | { readonly kind: 'rename'; readonly trackId: number; readonly title?: string; readonly artistName?: string }

const refresh = () =>
  Promise.all(['library', 'track', 'listens', 'insights', 'similar'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))

/** Tells the server; null where it refused, which it then said why. */
export async function decide({ kind, ...body }: Decision): Promise<IdentityEditBody | null> {
  try {
    const edit = await send<IdentityEditBody>('POST', `/api/identity/${kind}`, body)
    say(`${edit.summary}.`, { label: 'Undo', act: () => void takeBack(edit.id) })
    void refresh()
    return edit
  } catch (error) {
    say(`That could not be done. ${(error as Error).message}`)
    return null
  }
}

/** Undoes a decision. */
export async function takeBack(editId: number): Promise<boolean> {
  try {
    const edit = await send<IdentityEditBody>('POST', `/api/identity/edits/${editId}/undo`)
    say(`Undone: ${edit.summary}.`)
    void refresh()
    return true
  } catch (error) {
    say(`That could not be undone. ${(error as Error).message}`)
    return false
  }
}
