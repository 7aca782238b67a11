// The contract of identity: pairs that wait, decisions, and what sources call a track.

import { z } from 'zod'
import { TrackCard } from './contract-cards.ts'

const id = z.number().int().min(1)
const name = z.string().trim().min(1).max(500)

/** One of two tracks that may be the same. */
const PairSide = z.object({
  track: TrackCard,
  /** Counted listens of the listener. */
  plays: z.number(),
  isrc: z.string().nullable(),
  spotifyId: z.string().nullable(),
  /** What its sources call it, "artist – title", each once, at most six. */
  wordings: z.array(z.string()),
})
export type PairSide = z.infer<typeof PairSide>
/** GET /api/identity/review?user&offset&count: the surest first. */
export const ReviewPage = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      score: z.number(),
      kind: z.enum(['title', 'artist', 'id', 'swapped']),
      /** In words, the strongest first. */
      reasons: z.array(z.string()),
      sides: z.tuple([PairSide, PairSide]),
    }),
  ),
  total: z.number(),
})
export type ReviewPage = z.infer<typeof ReviewPage>

/** POST /api/identity/merge: all of these are one recording. */
export const MergeBody = z.object({ trackIds: z.array(id).min(2).max(100) })
/** POST /api/identity/split: these wordings and files are another recording. */
export const SplitBody = z.object({ trackId: id, heardIds: z.array(id).max(5000).default([]), fileIds: z.array(id).max(5000).default([]) })
/** POST /api/identity/alias: `name` is another name of the artist. */
export const AliasBody = z.object({ artistId: id, name })
/** POST /api/identity/rename: what is left out stays. */
export const RenameBody = z.object({ trackId: id, title: name.optional(), artistName: name.optional() })
/** POST /api/identity/apart: they look alike and are not the same. */
export const ApartBody = z.object({ trackIds: z.tuple([id, id]) })

/** What each of them answers with, and POST /api/identity/edits/{id}/undo. */
export const IdentityEditBody = z.object({
  id: z.number().int(),
  kind: z.enum(['merge', 'split', 'alias', 'rename', 'apart']),
  summary: z.string(),
  madeAtMs: z.number(),
  undoneAtMs: z.number().nullable(),
  /** The one that stays of a merge, the new one of a split, first. */
  trackIds: z.array(z.number().int()),
})
export type IdentityEditBody = z.infer<typeof IdentityEditBody>
/** GET /api/identity/edits?offset&count, newest first. */
export const IdentityEdits = z.object({ items: z.array(IdentityEditBody), total: z.number() })
export type IdentityEdits = z.infer<typeof IdentityEdits>

/** GET /api/identity/tracks/{id}?user */
export const TrackWordings = z.object({
  wordings: z.array(
    z.object({
      heardId: z.number().int(),
      title: z.string(),
      artist: z.string(),
      album: z.string().nullable(),
      durationMs: z.number().nullable(),
      /** The kind of its source id, such as spotify; null where it has none. */
      source: z.string().nullable(),
      /** Listens of the listener told in these words. */
      listens: z.number(),
    }),
  ),
  files: z.array(z.object({ fileId: z.number().int(), path: z.string() })),
})
export type TrackWordings = z.infer<typeof TrackWordings>

/** GET /api/identity/artists/{id} */
export const ArtistNames = z.object({ aliases: z.array(z.string()) })
export type ArtistNames = z.infer<typeof ArtistNames>
