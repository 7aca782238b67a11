// The library's stores on SQLite.

import type { Clock } from '#kernel'
import type { AlbumStore, ArtistStore, AudioFileStore, FolderStore, IdentityStore, TrackStore } from '#library'
import type { Database } from './database.ts'
import { sqliteIdentity } from './identity-store.ts'
import { sqliteAudioFiles, sqliteFolders } from './library-files.ts'
import { Identifier } from './library-identify.ts'
import { LibraryNames } from './library-names.ts'
import { sqliteShelves } from './library-shelves.ts'
import { sqliteTracks } from './library-tracks.ts'
import { TrackWriter } from './library-write.ts'

export interface LibraryStores {
  readonly tracks: TrackStore
  readonly albums: AlbumStore
  readonly artists: ArtistStore
  readonly audioFiles: AudioFileStore
  readonly folders: FolderStore
  readonly identity: IdentityStore
}

/** What joins sightings to tracks; one for all who write, for it remembers names. */
export const libraryIdentifier = (database: Database, clock: Clock): Identifier =>
  new Identifier(database, new TrackWriter(database, new LibraryNames(database), clock))

export function sqliteLibrary(database: Database, clock: Clock, identifier = libraryIdentifier(database, clock)): LibraryStores {
  return {
    tracks: sqliteTracks(database, identifier),
    ...sqliteShelves(database),
    audioFiles: sqliteAudioFiles(database),
    folders: sqliteFolders(database, clock),
    identity: sqliteIdentity(database, clock),
  }
}
