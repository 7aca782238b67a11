// A sighting as identification sees it, and when it and a track may be one recording.

import {
  CATALOGUED,
  compilationKey,
  durationsAgree,
  idOfUri,
  isVarious,
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
  /** What it tells of ids, the surest kind first. */
  readonly ids: readonly { readonly kind: string; readonly value: string }[]
  /** A song of a compilation whose artist is not told. */
  readonly various: boolean
  /** Keys of an unknown artist say nothing: files without names are only joined by content. */
  readonly nameless: boolean
  /** Its Spotify id leads to a track of another length. */
  idElsewhere: boolean
}

/** What a sighting tells of ids, the surest kind first. */
function idsOf({ spotifyId, recordingMbid, isrc, sourceUri }: Sighting): Seen['ids'] {
  const ids: { kind: string; value: string }[] = []
  const main = sourceUri ? idOfUri(sourceUri) : null
  if (spotifyId) ids.push({ kind: 'spotify', value: spotifyId })
  else if (main?.kind === 'spotify') ids.push(main)
  if (recordingMbid) ids.push({ kind: 'mbid', value: recordingMbid })
  if (isrc) ids.push({ kind: 'isrc', value: isrc })
  if (main && !ids.some(({ kind }) => kind === main.kind)) ids.push(main)
  return ids
}

/** Works out what identification needs of a sighting; `nameOf` gives an artist's own name for another name of theirs. */
export function look(sighting: Sighting, source: Source, nameOf: (name: string) => string): Seen {
  const given: string[] = []
  for (const name of sighting.artistNames) {
    const trimmed = name.trim()
    if (trimmed !== '') given.push(nameOf(trimmed))
  }
  const guest = given.length === 1 ? splitGuest(given[0]) : null
  const names = guest ? [nameOf(guest[0]), guest[1]] : given.length > 0 ? given : [UNKNOWN_ARTIST]
  const title = sighting.title.trim() || 'Untitled'
  const lead = given.length === 1 ? leadOfCredit(names[0]) : null
  const album = sighting.albumTitle?.trim()
  const various = source !== 'file' && !!album && isVarious(names[0])
  const key = various ? compilationKey(album, title) : matchKey(names[0], title)
  const leadKey = lead === null || various ? null : matchKey(nameOf(lead), title)
  return {
    sighting,
    title,
    names,
    credit: sighting.artistCredit?.trim() || (guest ? given[0] : names.join(', ')),
    key,
    leadKey: leadKey === key ? null : leadKey,
    source,
    ids: idsOf(sighting),
    various,
    nameless: given.length === 0 || names[0] === UNKNOWN_ARTIST,
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
