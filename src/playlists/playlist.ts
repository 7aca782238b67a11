// A playlist: tracks in an order, as a source told of them. It belongs to a listener and goes with its source.

import type { Brand } from '#kernel'
import type { ListenerId, NewPlaylist, PlaylistEntry, PlaylistKeeper, SourceId } from '#listens'

export type PlaylistId = Brand<number, 'PlaylistId'>

export interface Playlist {
  readonly id: PlaylistId
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  /** The format of its source, such as spotify-playlists. */
  readonly format: string
  readonly name: string
  readonly description: string | null
  /** Null where the source does not say. */
  readonly modifiedAtMs: number | null
  readonly entryCount: number
  /** Entries whose track has a file to play. */
  readonly playableCount: number
}

export interface PlaylistStore extends PlaylistKeeper {
  /** One playlist of a source that goes on telling, in place of the one with its origin. */
  put(listenerId: ListenerId, sourceId: SourceId, playlist: NewPlaylist): Promise<PlaylistId>
  /** By name. Of two exports that tell of a playlist of one name, the newer one. */
  list(listenerId: ListenerId): Promise<Playlist[]>
  /** Null where the listener has none of that id. */
  get(listenerId: ListenerId, id: PlaylistId): Promise<Playlist | null>
  /** In order, some of them from `offset` on. */
  entries(id: PlaylistId, part: { readonly offset: number; readonly countMax: number }): Promise<PlaylistEntry[]>
}
