// An album: one release, of one artist or a compilation, on one or more discs.

import type { Brand } from '#kernel'
import type { ArtistId } from './artist.ts'
import type { Page } from './track.ts'

export type AlbumId = Brand<number, 'AlbumId'>

export interface Album {
  readonly id: AlbumId
  readonly title: string
  /** "Various Artists" for a compilation. */
  readonly artistName: string
  readonly artistId: ArtistId | null
  readonly year: number | null
  readonly compilation: boolean
  readonly coverId: string | null
  /** Playable tracks. */
  readonly trackCount: number
  readonly durationMs: number
  readonly synthetic: boolean
}

export interface AlbumStore {
  get(id: AlbumId): Promise<Album | null>
  /** Albums with at least one playable track. */
  find(query: {
    text?: string
    artistId?: ArtistId
    sort?: 'title' | 'artist' | 'year' | 'added'
    offset?: number
    countMax: number
  }): Promise<Page<Album>>
}
