// Relaying to ListenBrainz: an import of some listens, marked as coming from here so that they never come back round.

import type { Scrobble } from '#listens'
import type { Egress } from './egress.ts'
import type { Sent } from './relay.ts'
import type { Queued, RelayCredentials } from './relay-queue.ts'

/** What our relay calls itself; the scrobble door relays nothing that carries this name. */
export const RELAY_NAME = 'Deepcut'

/** A listen in the words of ListenBrainz. */
function listenOf({ title, artistName, albumTitle, listenedAtS, msPlayed, recording, platform }: Scrobble) {
  const info = {
    submission_client: RELAY_NAME,
    ...(platform === null ? {} : { media_player: platform }),
    ...(recording.durationMs ? { duration_ms: Math.round(recording.durationMs) } : {}),
    ...(msPlayed === null ? {} : { duration_played: Math.round(msPlayed / 1000) }),
    ...(recording.recordingMbid ? { recording_mbid: recording.recordingMbid } : {}),
    ...(recording.isrc ? { isrc: recording.isrc } : {}),
    ...(recording.spotifyId ? { spotify_id: `https://open.spotify.com/track/${recording.spotifyId}` } : {}),
    ...(recording.artistNames ? { artist_names: recording.artistNames } : {}),
  }
  const metadata = {
    artist_name: artistName,
    track_name: title,
    ...(albumTitle === null ? {} : { release_name: albumTitle }),
    additional_info: info,
  }
  return { listened_at: listenedAtS, track_metadata: metadata }
}

export async function sendToListenBrainz(
  egress: Egress,
  credentials: RelayCredentials,
  batch: readonly Queued[],
  signal: AbortSignal,
): Promise<Sent> {
  if (!('token' in credentials)) return { kind: 'parked', why: 'There is no token; enter it again.' }
  const answer = await egress.call('listenbrainz', {
    method: 'POST',
    path: '/1/submit-listens',
    headers: { authorization: `Token ${credentials.token}` },
    json: { listen_type: 'import', payload: batch.map(({ scrobble }) => listenOf(scrobble)) },
    why: `relaying ${batch.length} ${batch.length === 1 ? 'listen' : 'listens'}`,
    signal,
  })
  if (answer.status === 200) return { kind: 'taken', refused: [] }
  const why = `ListenBrainz answered ${answer.status}: ${saidIn(answer.text())}`
  if (answer.status === 401 || answer.status === 403) return { kind: 'parked', why }
  if (answer.status === 429 || answer.status >= 500) return { kind: 'later', why }
  return answer.status >= 400 ? { kind: 'refused', why } : { kind: 'later', why }
}

/** What an error body says, short. */
function saidIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown }
    return String(error ?? '').slice(0, 200)
  } catch {
    return text.slice(0, 200)
  }
}
