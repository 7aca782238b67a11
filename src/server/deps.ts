// What the server needs: the rooms' stores and parts, opened by the hall.

import type { AnalysisStore, BudgetStore } from '#analysis'
import type { ArtifactStore } from '#artifacts'
import type { Compute } from '#compute'
import type { Egress, EgressStore, EnrichStore, RelayStore, SpotifyStore } from '#connectors'
import type { EventBus } from '#events'
import type { Clock, Log } from '#kernel'
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
import type { Recommender } from '#recommend'

/** Every store of the house. */
export interface HouseStores {
  readonly tracks: TrackStore
  readonly albums: AlbumStore
  readonly artists: ArtistStore
  readonly audioFiles: AudioFileStore
  readonly folders: FolderStore
  /** Which recordings are one: what a person decided, and what waits for them. */
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
  /** How much of the machine the analysis may take. */
  readonly budget: BudgetStore
  /** The switches, limits and ledger of the way out. */
  readonly egressStore: EgressStore
  readonly relayStore: RelayStore
  readonly spotifyStore: SpotifyStore
  readonly enrichStore: EnrichStore
}

/** The house, opened: what doors work with. */
export interface House extends HouseStores {
  readonly artifacts: ArtifactStore
  readonly compute: Compute
  readonly recommender: Recommender
  readonly events: EventBus
  /** The only way out of the house; nothing leaves until a host is switched on. */
  readonly egress: Egress
  readonly clock: Clock
  readonly log: Log
  /** The folder that holds everything Deepcut writes. */
  readonly homePath: string
  /** The environment, as the hall read it. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of Deepcut, such as 0.1.0. */
  readonly version: string
  /** Copies the database to a file while it stays in use. */
  backup(path: string): Promise<void>
}
