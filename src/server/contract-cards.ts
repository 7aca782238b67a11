// How a track, an album and an artist appear in every answer. contract.ts re-exports it.

import { z } from 'zod'

export const TrackCard = z.object({
  id: z.number().int(),
  title: z.string(),
  artist: z.string(),
  artistId: z.number().int(),
  album: z.string().nullable(),
  albumId: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  year: z.number().nullable(),
  genres: z.array(z.string()),
  playable: z.boolean(),
  synthetic: z.boolean(),
  feedback: z.enum(['love', 'ban']).nullable(),
})
export type TrackCard = z.infer<typeof TrackCard>
// Its cover is always at /api/tracks/{id}/cover (a drawn one where the files have none), its sound at /api/tracks/{id}/audio where playable.

export const AlbumCard = z.object({
  id: z.number().int(),
  title: z.string(),
  artist: z.string(),
  artistId: z.number().int().nullable(),
  year: z.number().nullable(),
  compilation: z.boolean(),
  trackCount: z.number(),
  durationMs: z.number(),
  synthetic: z.boolean(),
})
export type AlbumCard = z.infer<typeof AlbumCard>
// Its cover is at /api/albums/{id}/cover.

export const ArtistCard = z.object({ id: z.number().int(), name: z.string(), trackCount: z.number(), albumCount: z.number() })
export type ArtistCard = z.infer<typeof ArtistCard>
