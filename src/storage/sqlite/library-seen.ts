// A sighting as identification sees it, and when it and a track may be one recording.

import {
  CATALOGUED,
  durationsAgree,
  leadOfCredit,
  matchKey,
  type Sighting,
  splitGuest,
  titlePart,
  titlesAgree,
  UNKNOWN_ARTIST,
} from '#library'
import type { ORIGIN, TrackRow } from './library-rows.ts'

export type Source = keyof typeof ORIGIN

/** A sighting with everything that is worked out once. */
export interface Seen {
  readonly sighting: Sighting
  readonly title: string
  readonly names: readonly string[]
  readonly credit: string
  readonly key: string
  readonly leadKey: string | null
  readonly source: Source
  /** Keys of an unknown artist say nothing: files without names are only joined by content. */
  readonly nameless: boolean
  /** Its Spotify id leads to a track of another length. */
  idElsewhere: boolean
}

/** Kinds of external ids, the surest first, and where a sighting has them. */
export const IDS = [
  ['spotify', 'spotifyId'],
  ['mbid', 'recordingMbid'],
  ['isrc', 'isrc'],
] as const

/** Works out what identification needs of a sighting. */
export function look(sighting: Sighting, source: Source): Seen {
  const given = sighting.artistNames.map((name) => name.trim()).filter((name) => name !== '')
  const guest = given.length === 1 ? splitGuest(given[0]) : null
  const names = guest ?? (given.length > 0 ? given : [UNKNOWN_ARTIST])
  const title = sighting.title.trim() || 'Untitled'
  const lead = given.length === 1 ? leadOfCredit(names[0]) : null
  const key = matchKey(names[0], title)
  const leadKey = lead === null ? null : matchKey(lead, title)
  const nameless = given.length === 0 || names[0] === UNKNOWN_ARTIST
  return {
    sighting,
    title,
    names,
    credit: sighting.artistCredit?.trim() || (guest ? given[0] : names.join(', ')),
    key,
    leadKey: leadKey === key ? null : leadKey,
    source,
    nameless,
    idElsewhere: false,
  }
}

/** Whether a sighting that may only fill in has nothing that is unknown. */
export const tellsNothing = (row: TrackRow, sighting: Sighting): boolean =>
  (row.album_id !== null || !sighting.albumTitle) &&
  (row.year !== null || sighting.year == null) &&
  (row.duration_ms !== null || !sighting.durationMs) &&
  (row.cover_id !== null || !sighting.coverId) &&
  (row.disc_no !== null || sighting.discNo == null) &&
  (row.track_no !== null || sighting.trackNo == null) &&
  (sighting.popularity == null || (row.popularity ?? -1) >= sighting.popularity) &&
  (!sighting.catalogued || (row.flags & CATALOGUED) !== 0)

/** Whether an id that leads to this track can be right: the titles are one, or one says more than the other (where taggers share ids, only if the length is the same too). */
export function believable(row: TrackRow, seen: Seen, idKind: string): boolean {
  const keys = seen.leadKey === null ? [seen.key] : [seen.key, seen.leadKey]
  if (keys.some((key) => titlePart(key) === titlePart(row.match_key))) return true
  const measured = row.duration_ms !== null && !!seen.sighting.durationMs && agrees(row, seen)
  return (idKind === 'spotify' || measured) && keys.some((key) => titlesAgree(row.match_key, key))
}

/** Whether the lengths may be of one recording. */
export const agrees = (row: TrackRow, seen: Seen): boolean => durationsAgree(row.duration_ms, seen.sighting.durationMs)

/** Whether a second file may hold this track: on the same album and place, or where one of them names no album. */
export function mayHold(row: TrackRow, sighting: Sighting, albumId: number | null): boolean {
  if (row.album_id !== null && albumId !== null && row.album_id !== albumId) return false
  const differ = (a: number | null, b: number | null | undefined) => a !== null && b != null && a !== b
  return !differ(row.track_no, sighting.trackNo) && !differ(row.disc_no, sighting.discNo)
}
