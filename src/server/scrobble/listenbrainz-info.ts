// additional_info of a ListenBrainz listen: checked as ListenBrainz does, then read. What has no place of its own is kept raw; personal fields are not.

import { RELAY_NAME } from '#connectors'
import type { Scrobble } from '#listens'
import { badRequest } from './listenbrainz-fault.ts'

export type Info = Readonly<Record<string, unknown>>

const TAGS_MAX = 50
const TAG_CHARACTERS_MAX = 64
const DURATION_S_MAX = 2_073_600
const DURATION_MS_MAX = DURATION_S_MAX * 1000
/** Longer than a week without a break is no playback but a broken number. */
const PLAYED_S_MAX = 7 * 24 * 3600
const UUID = /^(?:urn:uuid:)?\{?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}\}?$/i

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

/** Throws the fault that ListenBrainz would answer. */
export function checkInfo(info: Info, listen: unknown): void {
  const tags = info['tags']
  if (Array.isArray(tags)) {
    if (tags.length > TAGS_MAX)
      throw badRequest(`JSON document may not contain more than ${TAGS_MAX} items in track_metadata.additional_info.tags.`, listen)
    if (tags.some((tag) => String(tag).length > TAG_CHARACTERS_MAX)) {
      throw badRequest(
        `JSON document may not contain track_metadata.additional_info.tags longer than ${TAG_CHARACTERS_MAX} characters.`,
        listen,
      )
    }
  }
  if ('duration' in info && 'duration_ms' in info)
    throw badRequest('JSON document should not contain both duration and duration_ms.', listen)
  checkDuration(info, 'duration', DURATION_S_MAX, listen)
  checkDuration(info, 'duration_ms', DURATION_MS_MAX, listen)
  for (const key of ['release_mbid', 'recording_mbid', 'release_group_mbid', 'track_mbid']) {
    if (info[key] && !isUuid(info[key])) throw badRequest(`${key} MBID format invalid.`, listen)
  }
  for (const key of ['artist_mbids', 'work_mbids']) {
    const mbids = info[key]
    if (!mbids) continue
    if (!Array.isArray(mbids) || mbids.some((mbid) => mbid && !isUuid(mbid))) throw badRequest(`${key} MBID format invalid.`, listen)
  }
}

/** A number, or one written as text. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function checkDuration(info: Info, key: 'duration' | 'duration_ms', max: number, listen: unknown): void {
  if (!(key in info) || info[key] === null) return
  const value = numberOf(info[key])
  if (value === null || Math.trunc(value) <= 0) throw badRequest(`Value for ${key} is invalid, should be a positive integer.`, listen)
  if (value > max) throw badRequest(`Value for ${key} is too large, max permitted value is ${max}`, listen)
}

/** Fields that have a place of their own in a listen. */
const PLACED = new Set([
  'duration',
  'duration_ms',
  'duration_played',
  'isrc',
  'recording_mbid',
  'spotify_id',
  'artist_names',
  'release_artist_name',
])
/** Fields that would tell of the person; never stored. */
const PERSONAL = /^(?:ip|user|account|e-?mail|lat|lon|lng|gps|geo|position|location|device_?(?:id|name)|host|password|token|session)/i

const SPOTIFY_ID = /(?:^|[/:])([\dA-Za-z]{22})(?:\?|$)/
const YOUTUBE_ID = /^https?:\/\/(?:(?:www\.|m\.|music\.)?youtube\.com\/watch\?(?:[^#]*&)?v=|youtu\.be\/)([\w-]{11})/
const PLATFORM_MAX = 200

/** What the fields say, forgiving where the meaning is plain. */
export function readInfo(info: Info): Omit<Scrobble, 'title' | 'artistName' | 'albumTitle' | 'listenedAtS'> {
  const text = (key: string) => (typeof info[key] === 'string' && info[key] !== '' ? info[key] : null)
  const durationS = numberOf(info['duration'])
  const durationMs = numberOf(info['duration_ms']) ?? (durationS === null ? null : durationS * 1000)
  const playedS = numberOf(info['duration_played'])
  const artistNames = namesOf(info['artist_names'])
  const isrcs = Array.isArray(info['isrc']) ? info['isrc'] : [info['isrc']]
  const isrc = typeof isrcs[0] === 'string' && isrcs[0] !== '' ? isrcs[0].toUpperCase() : null
  const recordingMbid = isUuid(info['recording_mbid']) ? info['recording_mbid'].toLowerCase() : null
  const spotifyId = SPOTIFY_ID.exec(text('spotify_id') ?? '')?.[1] ?? null
  const youtubeId = YOUTUBE_ID.exec(text('origin_url') ?? '')?.[1] ?? null
  const rest = Object.entries(info).filter(([key, value]) => !PLACED.has(key) && !PERSONAL.test(key) && value !== null && value !== '')
  return {
    msPlayed: playedS !== null && playedS > 0 && playedS <= PLAYED_S_MAX ? Math.round(playedS * 1000) : null,
    skipped: null,
    platform: (text('media_player') ?? text('submission_client') ?? text('music_service_name'))?.slice(0, PLATFORM_MAX) ?? null,
    sourceUri: spotifyId
      ? `spotify:track:${spotifyId}`
      : youtubeId
        ? `youtube:video:${youtubeId}`
        : isrc
          ? `isrc:${isrc}`
          : recordingMbid
            ? `mbid:${recordingMbid}`
            : null,
    recording: {
      ...(artistNames ? { artistNames } : {}),
      albumArtistName: text('release_artist_name'),
      durationMs: durationMs === null ? null : Math.round(durationMs),
      isrc,
      recordingMbid,
      spotifyId,
    },
    raw: rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest)),
    relayable: info['submission_client'] !== RELAY_NAME,
  }
}

function namesOf(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null
  const names = value.filter((name): name is string => typeof name === 'string' && name.trim() !== '')
  return names.length > 0 ? names : null
}
