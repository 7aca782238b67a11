// A report in words and parts.

import type { SourceReportBody } from '../../../../src/server/contract.ts'
import { formatCount } from '../../kit/format.ts'

const FORMATS: Readonly<Record<string, string>> = {
  'spotify-extended': 'Spotify, extended streaming history',
  'spotify-account': 'Spotify, account data',
  'spotify-playlists': 'Spotify, playlists',
  'spotify-library': 'Spotify, library',
  'spotify-live': 'Spotify, linked account',
  'apple-music': 'Apple Music',
  'youtube-json': 'YouTube',
  'youtube-html': 'YouTube',
  deezer: 'Deezer',
  jellyfin: 'Jellyfin',
  navidrome: 'Navidrome',
  listenbrainz: 'ListenBrainz',
  'listenbrainz-feedback': 'ListenBrainz, loves',
  koito: 'Koito',
  maloja: 'Maloja',
  'lastfm-json': 'Last.fm',
  'lastfm-stats-json': 'Last.fm',
  'lastfm-ghan-csv': 'Last.fm',
  'lastfm-stats-csv': 'Last.fm',
  'lastfm-to-csv': 'Last.fm',
  'pano-jsonl': 'Pano Scrobbler',
  'pano-csv': 'Pano Scrobbler',
  'scrobbler-log': 'scrobbler log',
  librefm: 'Libre.fm',
  'table-of-listens': 'table of listens',
  'deepcut-player': 'Deepcut’s own player',
  scrobble: 'scrobbles',
  table: 'table of tracks',
  unknown: 'not recognised',
}

/** A format as people call it. */
export const formatName = (format: string): string => FORMATS[format] ?? format

/** A reason as words: podcast-without-uri is "podcast without uri". */
export const reasonName = (reason: string): string => reason.replaceAll(/[-_]/g, ' ').toLowerCase()

interface Part {
  readonly name: string
  readonly kind: 'imported' | 'duplicates' | 'ignored' | 'invalid'
  readonly count: number
}

/** The parts of a report that are not zero; they add up to what was read. */
export function partsOf(report: SourceReportBody): Part[] {
  const parts: Part[] = [
    { name: 'imported', kind: 'imported', count: report.imported },
    { name: 'already known', kind: 'duplicates', count: report.duplicates },
    ...Object.entries(report.ignored).map(([reason, count]): Part => ({ name: `left out: ${reasonName(reason)}`, kind: 'ignored', count })),
    { name: 'not readable', kind: 'invalid', count: report.invalid.length },
  ]
  return parts.filter((part) => part.count > 0)
}

/** Whose music the listens are of, in a sentence. */
export function matchedWords({ library, catalogue, neither }: NonNullable<SourceReportBody['matched']>): string {
  const parts = [
    library ? `${formatCount(library)} of music in your library` : null,
    catalogue ? `${formatCount(catalogue)} of music in the catalogue` : null,
    neither ? `${formatCount(neither)} of music known only from this history` : null,
  ].filter(Boolean)
  return parts.length ? `They are ${parts.join(', ')}.` : 'None of them is of music.'
}

/** What was found to be told by others too, in a sentence. */
export function mergedWords({ same, continued, with: others }: NonNullable<SourceReportBody['merged']>, format: string): string {
  const told = others.map(
    (other) => `${formatCount(other.count)} with ${other.format === format ? 'rows of its own' : formatName(other.format)}`,
  )
  const broken = continued ? ` ${formatCount(continued)} of them are parts of a listen that broke off and went on.` : ''
  return `${formatCount(same + continued)} tell of the same listening as another row and count once: ${told.join(', ')}.${broken}`
}
