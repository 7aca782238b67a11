// What GET /api/playlists and /api/playlists/{id} answer. contract.ts re-exports it.

import { z } from 'zod'
import { TrackCard } from './contract-cards.ts'

const PlaylistCard = z.object({
  id: z.number().int(),
  name: z.string(),
  description: z.string().nullable(),
  /** The name of the file or account that told of it. */
  source: z.string(),
  modifiedAtMs: z.number().nullable(),
  entryCount: z.number(),
  /** Entries whose track has a file to play. */
  playableCount: z.number(),
})

/** GET /api/playlists */
export const Playlists = z.object({ items: z.array(PlaylistCard) })
export type Playlists = z.infer<typeof Playlists>

/** GET /api/playlists/{id}: with `count` entries from `offset` on, in order; `track` is null for what is no music (then the words say what it is). */
export const PlaylistDetail = PlaylistCard.extend({
  entries: z.array(
    z.object({
      position: z.number(),
      title: z.string(),
      artist: z.string(),
      album: z.string().nullable(),
      addedAtMs: z.number().nullable(),
      track: TrackCard.nullable(),
    }),
  ),
})
export type PlaylistDetail = z.infer<typeof PlaylistDetail>
