// Spotify: the ISRC of a track known by its Spotify id, as the app itself (Client Credentials). One call a track, and a quota to be shared.

import { Refusal } from '../spotify/refusal.ts'
import { SpotifyTrack } from '../spotify/shapes.ts'
import { ask } from '../spotify/web-api.ts'
import type { Enquiry } from './asking.ts'

/** So many of a day's calls are left to the link's own jobs. */
const LEFT_TO_OTHERS = 100

export const spotifyTrack: Enquiry = {
  batchMax: 1,
  async ask(deps, [question], signal) {
    const path = `/tracks/${encodeURIComponent(question.key)}`
    const api = { egress: deps.egress, clock: deps.clock, tokens: deps.spotify.tokens }
    try {
      const track = await ask(api, { as: 'app', path, what: 'the ISRC of a track', shape: SpotifyTrack, signal, leave: LEFT_TO_OTHERS })
      const isrc = track.external_ids?.isrc?.toUpperCase()
      const found = { ...(isrc ? { isrcs: [isrc] } : {}), ...(track.duration_ms ? { durationMs: track.duration_ms } : {}) }
      return [Object.keys(found).length > 0 ? { outcome: 'found', found } : { outcome: 'nothing' }]
    } catch (error) {
      if (error instanceof Refusal && error.code === 'SPOTIFY_GONE') return [{ outcome: 'nothing' }]
      throw error
    }
  },
}
