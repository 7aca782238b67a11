// A track is one recording: owned as a file, known from a table, or only heard of in a history. The same recording is one track in all three.

import type { Brand } from '#kernel'
import type { AlbumId } from './album.ts'
import type { ArtistId } from './artist.ts'
import type { Attributes } from './attributes.ts'

export type TrackId = Brand<number, 'TrackId'>

export interface Track {
  readonly id: TrackId
  readonly title: string
  /** The credit as people read it: "Miles Davis & John Coltrane". */
  readonly artistCredit: string
  /** In order of credit; the first is the primary artist. */
  readonly artists: readonly { readonly id: ArtistId; readonly name: string }[]
  readonly albumId: AlbumId | null
  readonly albumTitle: string | null
  readonly discNo: number | null
  readonly trackNo: number | null
  readonly year: number | null
  readonly durationMs: number | null
  readonly genres: readonly string[]
  /** 0 to 100, from a table; null where no table knows it. */
  readonly popularity: number | null
  /** From a table; null where no table knows it. */
  readonly attributes: Attributes | null
  readonly spotifyId: string | null
  readonly isrc: string | null
  readonly recordingMbid: string | null
  /** Artifact id of its cover (embedded, of the folder, or its album's). */
  readonly coverId: string | null
  /** Owned: an audio file is there to play. */
  readonly playable: boolean
  /** Known from an imported table. */
  readonly catalogued: boolean
  /** Composed by Deepcut's demo. */
  readonly synthetic: boolean
}

/** What one source says about a recording: enough to find its track or to make one. */
export interface Sighting {
  /** The track it is already known to be: a file read again. What is told then replaces what was known. */
  readonly trackId?: TrackId | null
  readonly title: string
  /** In order of credit, at least one; a source that only has a credit line gives that as the one name. */
  readonly artistNames: readonly string[]
  readonly artistCredit?: string
  readonly albumTitle?: string | null
  readonly albumArtistName?: string | null
  readonly albumMbid?: string | null
  /** Where the album's files lie: joins the files of an album that name no album artist. */
  readonly albumFolder?: string | null
  readonly compilation?: boolean
  readonly discNo?: number | null
  readonly trackNo?: number | null
  readonly year?: number | null
  readonly durationMs?: number | null
  readonly genres?: readonly string[]
  readonly isrc?: string | null
  readonly recordingMbid?: string | null
  readonly spotifyId?: string | null
  /** The main id at the source, such as youtube:video:… or isrc:… */
  readonly sourceUri?: string | null
  readonly popularity?: number | null
  readonly attributes?: Attributes | null
  readonly coverId?: string | null
  /** From a table of tracks to recommend: makes it part of the catalogue. */
  readonly catalogued?: boolean
  readonly synthetic?: boolean
}

export interface TrackQuery {
  /** Words that must all begin a word of title, artist or album. */
  readonly text?: string
  readonly albumId?: AlbumId
  readonly artistId?: ArtistId
  readonly playable?: boolean
  readonly sort?: 'title' | 'artist' | 'album' | 'added' | 'relevance'
  readonly offset?: number
  readonly countMax: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** How many there are in all. */
  readonly total: number
}

/** Flag bits of `TrackColumns.flags`. */
export const PLAYABLE = 1
export const CATALOGUED = 2
export const SYNTHETIC = 4

/** Every track as columns, for the ranker: row i of each array is the same track, rows in order of id. */
export interface TrackColumns {
  readonly count: number
  readonly ids: Int32Array
  /** Primary artist. */
  readonly artistIds: Int32Array
  /** -1 where none. */
  readonly albumIds: Int32Array
  /** Index into `genreNames` of the first genre, -1 where none. */
  readonly genres: Int32Array
  readonly genreNames: readonly string[]
  /** 0 where unknown. */
  readonly durationMs: Int32Array
  /** NaN where unknown. */
  readonly years: Float32Array
  /** 0 to 100, NaN where unknown. */
  readonly popularity: Float32Array
  /** count x 13 in the order of ATTRIBUTE_NAMES, NaN where unknown. */
  readonly attributes: Float32Array
  readonly flags: Uint8Array
}

export interface TrackStore {
  /**
   * The track of each sighting, in order, found by external ids first, then by normalised artist and title (durations that differ by more than
   * the tolerance in identity.ts are different recordings), made where there is none. Fills what was unknown; a file's tags win over a table, a table over a history.
   */
  identify(sightings: readonly Sighting[], source: 'file' | 'table' | 'history'): Promise<TrackId[]>
  /** Tracks by id, in the order asked; unknown ids are left out. */
  get(ids: readonly TrackId[]): Promise<Track[]>
  find(query: TrackQuery): Promise<Page<Track>>
  /** Best match of "artist - title", or null. */
  findByName(artist: string, title: string): Promise<Track | null>
  columns(): Promise<TrackColumns>
  /** Rises with every change to any track, so that caches know. */
  revision(): Promise<number>
  counts(): Promise<{ tracks: number; playable: number; catalogued: number; albums: number; artists: number; synthetic: number }>
  /** Forgets tracks composed by the demo, with their albums, artists and files. Returns how many tracks went. */
  removeSynthetic(): Promise<number>
}
