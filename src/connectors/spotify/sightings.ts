// Spotify's tracks as the house knows recordings.

import type { Sighting } from '#library'
import { SpotifyTrack } from './shapes.ts'

/** A track, or null for an episode, a file of the person's own machine without a name, or what is gone. */
export function readTrack(value: unknown): SpotifyTrack | null {
  const parsed = SpotifyTrack.safeParse(value)
  return parsed.success && parsed.data.name !== '' && namesOf(parsed.data).length > 0 ? parsed.data : null
}

export const namesOf = (track: SpotifyTrack): string[] => track.artists.flatMap((artist) => (artist.name ? [artist.name] : []))

/** What Spotify says of a track, enough to find it or to make one. */
export function sightingOfTrack(track: SpotifyTrack): Sighting {
  const artistNames = namesOf(track)
  return {
    title: track.name,
    artistNames,
    artistCredit: artistNames.join(', '),
    albumTitle: track.album?.name || null,
    year: yearOf(track.album?.release_date),
    durationMs: track.duration_ms || null,
    isrc: track.external_ids?.isrc?.toUpperCase() || null,
    spotifyId: track.id ?? null,
  }
}

const yearOf = (date: string | null | undefined): number | null => {
  const year = Number(/^(\d{4})(?:-|$)/.exec(date ?? '')?.[1] ?? 0)
  return year > 1000 ? year : null
}

/** A time as Spotify writes it, ms since the epoch; null where it is none or absurd. */
export function timeOf(text: string | null | undefined): number | null {
  const ms = text ? Date.parse(text) : Number.NaN
  return ms > 0 && ms < 8.64e15 ? ms : null
}
