// Ordered sets of tracks: the front door.
export type { Playlist, PlaylistId, PlaylistStore } from './playlist.ts'
