// The background work that goes outside, together: the Spotify link, enrichment and the relays. Opened with the server; silent until a person switches a host on.

import { join } from 'node:path'
import { type EnrichDeps, type Enrichment, openEnrichment } from './enrich/enrich.ts'
import { openRelays, type RelayDeps, type RelayDesk } from './relay.ts'
import { fileSeal } from './seal.ts'
import { openSpotifyLink, type SpotifyDeps, type SpotifyLink } from './spotify/link.ts'

export interface OutsideDeps extends Omit<SpotifyDeps, 'seal'>, Omit<EnrichDeps, 'spotify'>, Omit<RelayDeps, 'seal'> {
  /** The folder that holds everything Deepcut writes; the key to the kept tokens lies there. */
  readonly homePath: string
}

export interface Outside {
  readonly spotify: SpotifyLink
  readonly enrichment: Enrichment
  readonly relays: RelayDesk
  close(): Promise<void>
}

/** Opens all and starts them. */
export function openOutside(deps: OutsideDeps): Outside {
  const seal = fileSeal(join(deps.homePath, 'outside.key'))
  const spotify = openSpotifyLink({ ...deps, seal })
  const enrichment = openEnrichment({ ...deps, spotify })
  const relays = openRelays({ ...deps, seal })
  spotify.start()
  enrichment.start()
  relays.start()
  return {
    spotify,
    enrichment,
    relays,
    async close() {
      await Promise.all([spotify.close(), enrichment.close(), relays.close()])
    },
  }
}
