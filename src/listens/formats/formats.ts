// Every format of a history that Deepcut reads, in the order in which they are asked whether a file is theirs.

import { mappedTable } from '../columns/mapped-table.ts'
import { appleFavorites } from './apple-favorites.ts'
import { appleMusic } from './apple-music.ts'
import { deezer } from './deezer.ts'
import type { Format, Head } from './format.ts'
import { jellyfin } from './jellyfin.ts'
import { koito } from './koito.ts'
import { lastfmGhanCsv, lastfmStatsCsv, lastfmToCsv } from './lastfm-csv.ts'
import { lastfmJson, lastfmStatsJson } from './lastfm-json.ts'
import { librefm } from './librefm.ts'
import { listenbrainz } from './listenbrainz.ts'
import { listenbrainzFeedback } from './listenbrainz-feedback.ts'
import { maloja } from './maloja.ts'
import { navidrome } from './navidrome.ts'
import { panoCsv, panoJson } from './pano.ts'
import { scrobblerLog } from './scrobbler-log.ts'
import { spotifyAccount } from './spotify-account.ts'
import { spotifyLibrary, spotifyPlaylists } from './spotify-beside.ts'
import { spotifyExtended } from './spotify-extended.ts'
import { youtubeHtml, youtubeJson } from './youtube.ts'

export const FORMATS: readonly Format[] = [
  spotifyExtended,
  spotifyAccount,
  appleMusic,
  appleFavorites,
  deezer,
  jellyfin,
  navidrome,
  youtubeJson,
  youtubeHtml,
  listenbrainz,
  listenbrainzFeedback,
  koito,
  maloja,
  lastfmJson,
  lastfmStatsJson,
  panoJson,
  scrobblerLog,
  lastfmGhanCsv,
  lastfmStatsCsv,
  panoCsv,
  librefm,
  lastfmToCsv,
  spotifyPlaylists,
  spotifyLibrary,
  mappedTable,
]

/** The format of a file by its beginning; null where none says that it is its own. */
export const formatOf = (head: Head): Format | null => FORMATS.find((format) => format.recognises(head)) ?? null
