// The parts of Spotify's answers that Deepcut reads (Web API, state of July 2026). Everything else is let go unread; what may be missing may be missing.

import { z } from 'zod'

export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().max(86_400).default(3600),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().optional(),
})
export type TokenAnswer = z.infer<typeof TokenAnswer>

export const Me = z.object({ id: z.string(), account_id: z.string().optional() })

export const SpotifyTrack = z.object({
  type: z.literal('track').optional(),
  /** Null for files of the person's own machine. */
  id: z.string().nullish(),
  uri: z.string().nullish(),
  name: z.string(),
  artists: z.array(z.object({ name: z.string().nullish() })).default([]),
  album: z.object({ name: z.string().nullish(), release_date: z.string().nullish() }).nullish(),
  duration_ms: z.number().nonnegative().nullish(),
  external_ids: z.object({ isrc: z.string().nullish() }).nullish(),
})
export type SpotifyTrack = z.infer<typeof SpotifyTrack>

export const PlayHistory = z.object({
  items: z.array(
    z.object({
      track: z.unknown(),
      played_at: z.string(),
      context: z.object({ type: z.string().nullish(), uri: z.string().nullish() }).nullish(),
    }),
  ),
})

export const SavedTracks = z.object({
  total: z.number(),
  next: z.string().nullish(),
  items: z.array(z.object({ added_at: z.string().nullish(), track: z.unknown() })),
})

export const Playlists = z.object({
  total: z.number(),
  next: z.string().nullish(),
  items: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        description: z.string().nullish(),
        collaborative: z.boolean().nullish(),
        snapshot_id: z.string().nullish(),
        owner: z.object({ id: z.string().nullish() }).nullish(),
        uri: z.string().nullish(),
      })
      // Lists that are gone come as null.
      .nullable()
      .catch(null),
  ),
})

export const PlaylistItems = z.object({
  total: z.number(),
  next: z.string().nullish(),
  items: z.array(z.object({ added_at: z.string().nullish(), item: z.unknown() })),
})
