// What the columns of a table of tracks mean, by their usual spellings, and what their cells say.

import { ATTRIBUTE_NAMES, type AttributeName } from './attributes.ts'

export type Field =
  | 'title' | 'artist' | 'album' | 'spotifyId' | 'isrc' | 'year' | 'popularity' | 'genre' | 'subgenre' | 'durationMs' | 'duration' | 'artistCount'
  | Exclude<AttributeName, 'durationMs'> // biome-ignore format: a list

/** Spellings without case, spaces and signs; where a table has several, the first of the list wins. */
const SPELLINGS: Readonly<Record<Field, readonly string[]>> = {
  title: ['trackname', 'songname', 'tracktitle', 'songtitle', 'title', 'song', 'track', 'name', 'mastermetadatatrackname'],
  artist: [
    'artists',
    'artistnames',
    'artistsname',
    'artistname',
    'trackartists',
    'trackartist',
    'artist',
    'performer',
    'mainartist',
    'mastermetadataalbumartistname',
  ],
  album: ['albumname', 'trackalbumname', 'albumtitle', 'album', 'release'],
  spotifyId: [
    'trackid',
    'spotifyid',
    'spotifytrackid',
    'trackuri',
    'spotifyuri',
    'spotifytrackuri',
    'uri',
    'id',
    'trackurl',
    'spotifyurl',
    'url',
  ],
  isrc: ['isrc', 'trackisrc'],
  year: [
    'year',
    'releaseyear',
    'releasedyear',
    'releasedate',
    'albumreleasedate',
    'trackalbumreleasedate',
    'albumreleaseyear',
    'originalyear',
    'date',
  ],
  popularity: ['popularity', 'trackpopularity', 'songpopularity'],
  genre: ['genres', 'genre', 'trackgenre', 'playlistgenre', 'topgenre', 'maingenre', 'artistgenres', 'musicgenre'],
  subgenre: ['subgenre', 'playlistsubgenre', 'subgenres'],
  durationMs: ['durationms', 'trackdurationms', 'lengthms', 'songdurationms', 'tracklengthms', 'durationmillis'],
  duration: ['duration', 'length', 'time', 'durations', 'durationsec', 'durationseconds', 'tracklength'],
  artistCount: ['artistcount'],
  danceability: ['danceability', 'dance'],
  energy: ['energy'],
  valence: ['valence'],
  acousticness: ['acousticness', 'acoustic'],
  instrumentalness: ['instrumentalness'],
  speechiness: ['speechiness'],
  liveness: ['liveness'],
  loudness: ['loudness', 'loudnessdb', 'dynamicsdb'],
  tempo: ['tempo', 'bpm', 'tempobpm', 'beatsperminutebpm'],
  key: ['key', 'audiokey', 'keysignature'],
  mode: ['mode', 'audiomode'],
  timeSignature: ['timesignature'],
}

/** Columns that only a history of listening has. */
const HISTORY =
  /^(?:msplayed|playedat|endtime|uts|utctime|scrobble.*|listenedat|lastplayed|ts|timestamp|reasonend|reasonstart|datetimeplayed|playduration.*|eventstart.*|eventend.*)$/

const plain = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

export interface Columns {
  /** Index of the column of each field that is there. */
  readonly at: Readonly<Partial<Record<Field, number>>>
  /** Fields whose header says percent: 0 to 100 instead of 0 to 1. */
  readonly percent: ReadonlySet<Field>
  readonly width: number
}

/** The columns of a table of tracks by its header; null where it is none: no title or artist, nothing to say of the tracks, or a history. */
export function readHeader(header: readonly string[]): Columns | null {
  const names = header.map(plain)
  if (names.some((name) => HISTORY.test(name))) return null
  const at: Partial<Record<Field, number>> = {}
  for (const [field, spellings] of Object.entries(SPELLINGS) as [Field, readonly string[]][]) {
    const index = spellings.map((spelling) => names.indexOf(spelling)).find((found) => found >= 0)
    if (index !== undefined) at[field] = index
  }
  if (at.title === undefined || at.artist === undefined || at.title === at.artist) return null
  const attributes = ATTRIBUTE_NAMES.filter((name) => name !== 'durationMs' && at[name] !== undefined).length
  if (attributes < 3 && at.popularity === undefined && at.genre === undefined) return null
  const percent = new Set((Object.keys(at) as Field[]).filter((field) => /%|percent/i.test(header[at[field]!])))
  return { at, percent, width: header.length }
}

/** "A;B", "['A', \"B's\"]" or one name. A comma only parts names where the count of artists says so. */
export function splitArtists(cell: string, count: number | null): string[] {
  const listed = splitList(cell)
  if (listed.length !== 1) return listed
  const parts = listed[0].split(/,\s+/)
  return count !== null && count > 1 && parts.length === count ? parts : listed
}

/** The items of a list as tables write them: in brackets with quotes, or parted by semicolons or bars. */
export function splitList(cell: string): string[] {
  const text = cell.trim()
  const bracketed = /^\[(.*)\]$/s.exec(text)
  if (bracketed) {
    const quoted = [...bracketed[1].matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.|'(?!\s*(?:,|$)))*)'/g)].map((match) =>
      (match[1] ?? match[2]).replace(/\\(.)/g, '$1'),
    )
    return cleaned(quoted.length > 0 ? quoted : bracketed[1].split(','))
  }
  return cleaned(text.split(/[;|]/))
}

const cleaned = (items: readonly string[]): string[] => [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))]

/** A finite number in [min, max], with a decimal comma too; undefined for anything else. */
export function numberIn(cell: string | undefined, min: number, max: number): number | undefined {
  const text = cell?.trim()
  if (!text || text.length > 40) return undefined
  const value = Number(/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text)
  return Number.isFinite(value) && value >= min && value <= max ? value : undefined
}

const TONICS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11, h: 11 }

/** 0 to 11 with 0 = C, -1 for none: as a number or as "C#", "Bb". */
export function keyOf(cell: string): number | undefined {
  const match = /^([a-h])([#♯b♭]?)(?![a-z])/i.exec(cell.trim())
  if (!match) return numberIn(cell, -1, 11)
  const shift = match[2] === '' ? 0 : /[#♯]/.test(match[2]) ? 1 : -1
  return (TONICS[match[1].toLowerCase()] + shift + 12) % 12
}

export const modeOf = (cell: string): number | undefined =>
  /^maj/i.test(cell.trim()) ? 1 : /^min/i.test(cell.trim()) ? 0 : numberIn(cell, 0, 1)

/** Milliseconds from "3:45", "1:02:03", seconds, or (from 15,000 on) milliseconds. */
export function durationOf(cell: string): number | undefined {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/.exec(cell.trim())
  if (clock) return Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000)
  const value = numberIn(cell, 0.001, 1e9)
  return value === undefined ? undefined : Math.round(value >= 15_000 ? value : value * 1000)
}

/** The id in "spotify:track:ID", a link, or alone; null where it is no Spotify id. */
export const spotifyIdOf = (cell: string): string | null =>
  /^(?:spotify:track:|https?:\/\/open\.spotify\.com\/(?:intl-\w+\/)?track\/)?([0-9A-Za-z]{22})(?:\?.*)?$/.exec(cell.trim())?.[1] ?? null
