// The background work that goes outside, together: the Spotify link and enrichment. Opened with the server; silent until a person switches a host on.

import { join } from 'node:path'
import { type EnrichDeps, type Enrichment, openEnrichment } from './enrich/enrich.ts'
import { fileSeal } from './seal.ts'
import { openSpotifyLink, type SpotifyDeps, type SpotifyLink } from './spotify/link.ts'

export interface OutsideDeps extends Omit<SpotifyDeps, 'seal'>, Omit<EnrichDeps, 'spotify'> {
  /** The folder that holds everything Deepcut writes; the key to the kept tokens lies there. */
  readonly homePath: string
}

export interface Outside {
  readonly spotify: SpotifyLink
  readonly enrichment: Enrichment
  close(): Promise<void>
}

/** Opens both and starts them. */
export function openOutside(deps: OutsideDeps): Outside {
  const spotify = openSpotifyLink({ ...deps, seal: fileSeal(join(deps.homePath, 'outside.key')) })
  const enrichment = openEnrichment({ ...deps, spotify })
  spotify.start()
  enrichment.start()
  return {
    spotify,
    enrichment,
    async close() {
      await Promise.all([spotify.close(), enrichment.close()])
    },
  }
}
