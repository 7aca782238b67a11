// ReplayGain of whole albums: from the loudness of all their tracks together, where the library heard all of them whole.

import { albumReplayGain, type ReplayGain } from '#analysis'
import type { AlbumId, TrackId } from '#library'
import type { House } from '#server'

const ALBUM_TRACKS_MAX = 1000

/** Answers for the album of a track; each album is worked out once. Null where the track is on none, or some of it was not heard whole. */
export function albumGains(house: Pick<House, 'tracks' | 'analyses'>): (trackId: TrackId) => Promise<ReplayGain | null> {
  const known = new Map<AlbumId, Promise<ReplayGain | null>>()
  return async (trackId) => {
    const [track] = await house.tracks.get([trackId])
    if (!track || track.albumId === null) return null
    if (!known.has(track.albumId)) known.set(track.albumId, gainOf(house, track.albumId))
    return known.get(track.albumId)!
  }
}

async function gainOf(house: Pick<House, 'tracks' | 'analyses'>, albumId: AlbumId): Promise<ReplayGain | null> {
  const { items, total } = await house.tracks.find({ albumId, playable: true, countMax: ALBUM_TRACKS_MAX })
  const outcomes = await Promise.all(items.map((track) => house.analyses.ofTrack(track.id)))
  const analyses = outcomes.flatMap((outcome) => (outcome?.ok && outcome.analysis.extent === 'whole' ? [outcome.analysis] : []))
  return analyses.length === total ? albumReplayGain(analyses) : null
}
