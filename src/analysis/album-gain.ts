// ReplayGain of the album of a track: from the loudness of all its tracks together, where the library heard all of them whole.

import type { AlbumId, TrackId, TrackStore } from '#library'
import type { AnalysisStore } from './analysis.ts'
import { albumReplayGain, type ReplayGain } from './replay-gain.ts'

export interface AlbumGainDeps {
  readonly tracks: Pick<TrackStore, 'get' | 'find'>
  readonly analyses: Pick<AnalysisStore, 'ofTrack'>
}

/** Longer ones are collections, not albums that anybody levels. */
const ALBUM_TRACKS_MAX = 100

/** Answers for the album of a track; each album is worked out once. Null where the track is on none, or some of it was not heard whole. */
export function albumGains(deps: AlbumGainDeps): (trackId: TrackId) => Promise<ReplayGain | null> {
  const known = new Map<AlbumId, Promise<ReplayGain | null>>()
  return async (trackId) => {
    const [track] = await deps.tracks.get([trackId])
    if (!track || track.albumId === null) return null
    if (!known.has(track.albumId)) known.set(track.albumId, gainOf(deps, track.albumId))
    return known.get(track.albumId)!
  }
}

async function gainOf(deps: AlbumGainDeps, albumId: AlbumId): Promise<ReplayGain | null> {
  const { items, total } = await deps.tracks.find({ albumId, playable: true, countMax: ALBUM_TRACKS_MAX })
  if (items.length < total) return null
  const outcomes = await Promise.all(items.map((track) => deps.analyses.ofTrack(track.id)))
  const analyses = outcomes.flatMap((outcome) => (outcome?.ok && outcome.analysis.extent === 'whole' ? [outcome.analysis] : []))
  return analyses.length === total ? albumReplayGain(analyses) : null
}
