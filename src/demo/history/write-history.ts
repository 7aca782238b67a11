// Writes the invented history as Spotify's extended streaming history is delivered: a folder of JSON arrays, one a span of years.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Play, simulateHistory } from './simulate.ts'
import { spotifyId } from './spotify-id.ts'

const FOLDER = 'Spotify Extended Streaming History (synthetic)'

/** A row as the export has it, every field, in its order. */
export function rowOf(play: Play): Record<string, unknown> {
  const endMs = play.startedAtMs + play.msPlayed
  const { recording, episode } = play
  return {
    ts: `${new Date(Math.ceil(endMs / 1000) * 1000).toISOString().slice(0, 19)}Z`,
    platform: play.platform,
    ms_played: play.msPlayed,
    // ZZ is no country, and 192.0.2.0/24 is set aside for documentation (RFC 5737).
    conn_country: 'ZZ',
    ip_addr: '192.0.2.1',
    master_metadata_track_name: recording?.title ?? null,
    master_metadata_album_artist_name: recording?.artist ?? null,
    master_metadata_album_album_name: recording?.album ?? null,
    spotify_track_uri: recording ? `spotify:track:${spotifyId(recording.artist, recording.title)}` : null,
    episode_name: episode?.title ?? null,
    episode_show_name: episode?.show ?? null,
    spotify_episode_uri: episode ? `spotify:episode:${spotifyId(episode.show, episode.title)}` : null,
    audiobook_title: null,
    audiobook_uri: null,
    audiobook_chapter_uri: null,
    audiobook_chapter_title: null,
    reason_start: play.reasonStart,
    reason_end: play.reasonEnd,
    shuffle: play.shuffle,
    skipped: play.skipped,
    offline: play.offline,
    offline_timestamp: Math.floor(play.startedAtMs / 1000),
    incognito_mode: play.incognito,
  }
}

/** Where the history of a demo lies. */
export const historyPathOf = (folder: string): string => join(folder, 'history', FOLDER)

/** Writes the history below `folder` and returns the path of its own folder. */
export async function writeHistory(
  folder: string,
  options: { nowMs: number; seed: number; durationsMs: ReadonlyMap<string, number> },
): Promise<string> {
  const historyPath = historyPathOf(folder)
  await mkdir(historyPath, { recursive: true })
  const byYear = Map.groupBy(simulateHistory(options), (play) => new Date(play.startedAtMs).getUTCFullYear())
  let index = 0
  for (const [year, plays] of byYear)
    await writeFile(join(historyPath, `Streaming_History_Audio_${year}_${index++}.json`), `${JSON.stringify(plays.map(rowOf), null, 2)}\n`)
  return historyPath
}
