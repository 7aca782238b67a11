// Files of an Apple export that are no list of listens, by their columns: looked into for artists, or left alone, each with its reason.

import { DAILY_TRACKS, LIBRARY_TRACKS, RECENT_TRACKS, TRACK_PLAYS } from './apple-artists.ts'
import { hasColumns } from './csv-columns.ts'
import type { Head } from './format.ts'

/** Read for the artists of the play activity. */
const FOR_ARTISTS = 'USED_FOR_ARTISTS'
const NO_LISTENS = 'NOT_A_HISTORY'

const TABLES: readonly (readonly [format: string, reason: string, columns: readonly string[]])[] = [
  [DAILY_TRACKS, FOR_ARTISTS, ['Track Description', 'Date Played', 'Play Duration Milliseconds']],
  [RECENT_TRACKS, FOR_ARTISTS, ['Track Description', 'First Event Timestamp', 'Total plays']],
  [TRACK_PLAYS, FOR_ARTISTS, ['Track Name', 'Last Played Date']],
  ['apple-favorites', NO_LISTENS, ['Favorite Type', 'Item Description']],
  ['apple-top-content', NO_LISTENS, ['Top Content']],
  ['apple-containers', NO_LISTENS, ['Container Description', 'Container Type']],
]

/** What file of an Apple export this is; null where it is none, or the play activity itself. */
export function appleOther({ text, jsonKeys }: Head): { readonly format: string; readonly reason: string } | null {
  if (jsonKeys.has('Track Identifier') && jsonKeys.has('Title') && (jsonKeys.has('Artist') || jsonKeys.has('Content Type')))
    return { format: LIBRARY_TRACKS, reason: FOR_ARTISTS }
  if (/^\s*\[/.test(text) && /"(?:Container Identifier|Playlist Item Identifiers)"\s*:/.test(text.slice(0, 65_536)))
    return { format: 'apple-library-playlists', reason: NO_LISTENS }
  if (jsonKeys.size > 0) return null
  const found = TABLES.find(([, , columns]) => hasColumns(text, columns))
  return found === undefined ? null : { format: found[0], reason: found[1] }
}
