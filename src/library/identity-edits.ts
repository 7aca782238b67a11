// What a person decides about identity: merge, split, alias, rename, "not the same"; each can be undone. And the pairs that wait for a decision.

import type { ArtistId } from './artist.ts'
import type { AudioFileId } from './audio-file.ts'
import type { TrackId } from './track.ts'

/** One decision. */
export type IdentityChange =
  /** All of these are one recording. The best known of them stays: a file before a table before a history. */
  | { readonly kind: 'merge'; readonly trackIds: readonly TrackId[] }
  /** These wordings and files are another recording than the rest of the track. */
  | { readonly kind: 'split'; readonly trackId: TrackId; readonly heardIds: readonly number[]; readonly fileIds?: readonly AudioFileId[] }
  /** `name` is another name of the artist: what goes by it is theirs, now and in later imports. */
  | { readonly kind: 'alias'; readonly artistId: ArtistId; readonly name: string }
  /** The right title and artist of a track; what is left out stays. */
  | { readonly kind: 'rename'; readonly trackId: TrackId; readonly title?: string; readonly artistName?: string }
  /** Two recordings that look alike and are not the same. */
  | { readonly kind: 'apart'; readonly trackIds: readonly [TrackId, TrackId] }

export interface IdentityEdit {
  readonly id: number
  readonly kind: IdentityChange['kind']
  /** In words, such as "Merged 'Jóga' by Björk with 'Joga' by Bjork". */
  readonly summary: string
  readonly madeAtMs: number
  readonly undoneAtMs: number | null
  /** The tracks it touched that are there now; the one that stays of a merge, or the new one of a split, first. */
  readonly trackIds: readonly TrackId[]
}

/** Two tracks that may be one recording. */
export interface IdentityPair {
  readonly id: number
  readonly trackIds: readonly [TrackId, TrackId]
  /** 0 to 1: how sure it is without a person. */
  readonly score: number
  readonly kind: PairKind
  /** In words, the strongest first. */
  readonly reasons: readonly string[]
}

/** What two tracks have in common. */
export type PairKind = 'title' | 'artist' | 'id' | 'swapped'

/** What a source called a track. */
export interface Wording {
  readonly heardId: number
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly durationMs: number | null
  readonly sourceUri: string | null
}

export interface IdentityStore {
  /**
   * Brings order where the order of arrival decided: recordings of one name that new wordings or files made certain are joined or placed anew, so that
   * the same files give the same tracks whatever came first. To be called after an import. Returns how many wordings changed their track.
   */
  settle(): Promise<number>
  /** Pairs that wait for a person, the surest first; looks at what is new since it was last asked. */
  review(query: { offset?: number; countMax: number }): Promise<{ items: readonly IdentityPair[]; total: number }>
  /** The wordings and files of a track, in the order in which they came. */
  wordings(trackId: TrackId): Promise<{ wordings: readonly Wording[]; files: readonly { fileId: AudioFileId; path: string }[] }>
  /** Other names of an artist, as a person told them. */
  aliases(artistId: ArtistId): Promise<readonly string[]>
  /** Does what a person decided. A Fault where it cannot be done; then nothing changed. */
  edit(change: IdentityChange): Promise<IdentityEdit>
  /** Decisions, newest first. */
  edits(query: { offset?: number; countMax: number }): Promise<{ items: readonly IdentityEdit[]; total: number }>
  /** Takes one back: all is as it was, and what came in since stays. A Fault where a later decision builds on it. */
  undo(editId: number): Promise<IdentityEdit>
}
