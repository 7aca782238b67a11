// An artist, by the name on the tags.

import type { Brand } from '#kernel'
import type { Page } from './track.ts'

export type ArtistId = Brand<number, 'ArtistId'>

export interface Artist {
  readonly id: ArtistId
  readonly name: string
  readonly mbid: string | null
  /** Tracks and albums that can be played here. */
  readonly trackCount: number
  readonly albumCount: number
  /** A cover of one of the albums, to show. */
  readonly coverId: string | null
}

export interface ArtistStore {
  get(id: ArtistId): Promise<Artist | null>
  /** Artists with at least one playable track, by name. */
  find(query: { text?: string; offset?: number; countMax: number }): Promise<Page<Artist>>
}
