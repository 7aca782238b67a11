// What a person does to a track: love it, ban it, pass it over. Shown at once, then told to the server.

import type { AlbumDetail, Recommendations, TrackCard, TrackDetail } from '../../../src/server/contract.ts'
import { say } from '../app/notice.ts'
import { playerStore } from '../player/state.ts'
import { address, send } from './fetch.ts'
import { listenerName } from './listener.ts'
import { queryClient } from './queries.ts'

/** Takes a track out of every list of recommendations that is held; returns what puts it back. */
function leaveLists(trackId: number): () => void {
  const before = queryClient.getQueriesData<Recommendations>({ queryKey: ['recommendations'] })
  queryClient.setQueriesData<Recommendations>({ queryKey: ['recommendations'] }, (list) =>
    list ? { ...list, items: list.items.filter((item) => item.trackId !== trackId) } : list,
  )
  return () => {
    for (const [key, list] of before) queryClient.setQueryData(key, list)
  }
}

/** "Not now": the card leaves, and the list is ranked anew. */
export async function passOver(trackId: number): Promise<void> {
  const putBack = leaveLists(trackId)
  await queryClient.cancelQueries({ queryKey: ['recommendations'] })
  try {
    await send('POST', address(`/api/recommendations/${trackId}/skip`, { user: listenerName() }))
    void queryClient.invalidateQueries({ queryKey: ['recommendations'] })
  } catch (error) {
    putBack()
    say(`That skip did not arrive. ${(error as Error).message}`)
  }
}

const marked = <Card extends TrackCard>(card: Card, trackId: number, feedback: TrackCard['feedback']): Card =>
  card.id === trackId ? { ...card, feedback } : card

function markEverywhere(trackId: number, feedback: TrackCard['feedback']): void {
  queryClient.setQueriesData<Recommendations>({ queryKey: ['recommendations'] }, (list) =>
    list ? { ...list, items: list.items.map((item) => ({ ...item, track: marked(item.track, trackId, feedback) })) } : list,
  )
  queryClient.setQueriesData<TrackDetail>({ queryKey: ['track', trackId] }, (track) => (track ? { ...track, feedback } : track))
  queryClient.setQueriesData<AlbumDetail>({ queryKey: ['library', 'album'] }, (album) =>
    album ? { ...album, tracks: album.tracks.map((track) => marked(track, trackId, feedback)) } : album,
  )
  const { queue } = playerStore.get()
  if (queue.some((entry) => entry.track.id === trackId)) {
    playerStore.set({ queue: queue.map((entry) => ({ ...entry, track: marked(entry.track, trackId, feedback) })) })
  }
}

/** Sets what a person says of a track, or takes it back with null. */
export async function giveFeedback(track: TrackCard, feedback: TrackCard['feedback']): Promise<void> {
  markEverywhere(track.id, feedback)
  const putBack = feedback === 'ban' ? leaveLists(track.id) : () => {}
  try {
    await send('PUT', address(`/api/tracks/${track.id}/feedback`, { user: listenerName() }), { feedback })
    void queryClient.invalidateQueries({ queryKey: ['recommendations'] })
    if (feedback === 'ban') say(`${track.title} will not come up again.`, { label: 'Undo', act: () => void giveFeedback(track, null) })
  } catch (error) {
    putBack()
    markEverywhere(track.id, track.feedback)
    say(`That did not arrive. ${(error as Error).message}`)
  }
}

/** Loves a track, or takes the love back. */
export const toggleLove = (track: TrackCard) => giveFeedback(track, track.feedback === 'love' ? null : 'love')

/** Removes the demo's music and history. */
export async function removeDemo(): Promise<void> {
  try {
    await send('DELETE', '/api/demo')
    await queryClient.invalidateQueries()
    say('The demo is gone. Your own music is untouched.')
  } catch (error) {
    say(`The demo could not be removed. ${(error as Error).message}`)
  }
}
