// Opens the stores of every room; the URL's scheme picks the technology.

import type { AnalysisStore, BudgetStore } from '#analysis'
import type { EgressStore, EnrichStore, RelayStore, SpotifyStore } from '#connectors'
import { type Clock, Fault } from '#kernel'
import type { AlbumStore, ArtistStore, AudioFileStore, FolderStore, IdentityStore, TrackStore } from '#library'
import type {
  EngagementStore,
  FeedbackStore,
  ListenerStore,
  ListenStore,
  MergeStore,
  PresetStore,
  RulesStore,
  ScrobbleStore,
  SourceStore,
  TokenStore,
} from '#listens'
import type { PlaylistStore } from '#playlists'
import { sqliteAnalyses } from './sqlite/analysis.ts'
import { sqliteEgress } from './sqlite/connectors-egress.ts'
import { sqliteEnrich } from './sqlite/connectors-enrich.ts'
import { sqliteSpotify } from './sqlite/connectors-spotify.ts'
import { Database } from './sqlite/database.ts'
import { sqliteEngagement } from './sqlite/engagement.ts'
import { libraryIdentifier, sqliteLibrary } from './sqlite/library.ts'
import { sqliteListens } from './sqlite/listens.ts'
import { sqlitePlaylists } from './sqlite/playlists.ts'
import { sqlitePresets } from './sqlite/presets.ts'
import { sqliteRelays } from './sqlite/scrobble-relays.ts'
import { sqliteBudget } from './sqlite/settings.ts'

export interface Stores {
  readonly tracks: TrackStore
  readonly albums: AlbumStore
  readonly artists: ArtistStore
  readonly audioFiles: AudioFileStore
  readonly folders: FolderStore
  readonly identity: IdentityStore
  readonly listeners: ListenerStore
  readonly sources: SourceStore
  readonly listens: ListenStore
  readonly merges: MergeStore
  readonly feedback: FeedbackStore
  readonly playlists: PlaylistStore
  readonly rules: RulesStore
  readonly presets: PresetStore
  readonly engagement: EngagementStore
  readonly scrobbles: ScrobbleStore
  readonly tokens: TokenStore
  readonly analyses: AnalysisStore
  readonly budget: BudgetStore
  readonly egressStore: EgressStore
  readonly relayStore: RelayStore
  readonly spotifyStore: SpotifyStore
  readonly enrichStore: EnrichStore
  /** Copies everything to a file while it stays in use. */
  backup(path: string): Promise<void>
  close(): void
}

/** Opens `sqlite:PATH` (`sqlite::memory:` for tests). */
export function openStores(url: string, clock: Clock): Stores {
  if (!url.startsWith('sqlite:')) throw new Fault('invalid', 'STORAGE_UNKNOWN', `STORAGE is ${url}; it must begin with sqlite:`)
  const database = new Database(url.slice('sqlite:'.length))
  const identifier = libraryIdentifier(database, clock)
  return {
    ...sqliteLibrary(database, clock, identifier),
    ...sqliteListens(database, identifier),
    playlists: sqlitePlaylists(database),
    presets: sqlitePresets(database),
    engagement: sqliteEngagement(database),
    analyses: sqliteAnalyses(database),
    budget: sqliteBudget(database),
    egressStore: sqliteEgress(database),
    relayStore: sqliteRelays(database),
    spotifyStore: sqliteSpotify(database),
    enrichStore: sqliteEnrich(database),
    backup: (path) => database.backup(path),
    close: () => database.close(),
  }
}
