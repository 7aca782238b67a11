// Spotify's account data beside the history: Playlist1.json … and YourLibrary.json. They tell no listens, but what was kept, liked and banned.

import { parseTime } from '../export-time.ts'
import { readText } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { Format, Stretch, ToldFeedback, ToldPlaylist } from './format.ts'
import { readMendedJson } from './mended-json.ts'

type Json = Readonly<Record<string, unknown>>
type Entry = ToldPlaylist['items'][number]
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const spotifyPlaylists: Format = {
  name: 'spotify-playlists',
  title: 'Spotify, playlists',
  recognises: ({ text, jsonKeys }) =>
    /^\s*\{\s*"playlists"\s*:\s*\[/.test(text) && (jsonKeys.has('items') || /^\s*\{\s*"playlists"\s*:\s*\[\s*\]/.test(text)),
  read: readPlaylists,
}

export const spotifyLibrary: Format = {
  name: 'spotify-library',
  title: 'Spotify, your library',
  recognises: ({ text, jsonKeys }) =>
    /^\s*\{\s*"(?:tracks|albums|shows|episodes|bannedTracks|artists|bannedArtists|other)"\s*:\s*\[/.test(text) &&
    ['tracks', 'albums', 'shows', 'bannedTracks'].some((key) => jsonKeys.has(key)),
  read: readLibrary,
}

async function* readPlaylists(input: Input): AsyncGenerator<Stretch> {
  const { value, fault } = await readMendedJson(input)
  const refused = fault === null ? [] : [fault]
  const playlists: ToldPlaylist[] = []
  for (const [index, told] of listOf(isObject(value) ? value['playlists'] : []).entries()) {
    if (!isObject(told) || typeof told['name'] !== 'string') {
      refused.push({ where: `playlist ${index + 1}`, message: 'It has no name.' })
      continue
    }
    const items: Entry[] = []
    for (const [place, item] of listOf(told['items']).entries()) {
      const entry = isObject(item) ? entryOf(item) : null
      if (entry === null)
        refused.push({ where: `playlist ${index + 1}, entry ${place + 1}`, message: 'It names neither a track nor an episode.' })
      else items.push(entry)
    }
    playlists.push({
      name: readText(told['name']),
      description: readText(unescaped(told['description'])) || null,
      modifiedAtMs: parseTime(`${told['lastModifiedDate']} 00:00`),
      items,
    })
  }
  const others = isObject(value) && listOf(value['playlists']).some((told) => isObject(told) && listOf(told['collaborators']).length > 0)
  yield { rows: [], refused, playlists, dropped: others ? ['collaborators'] : [] }
}

/** An entry of a playlist: a track, an episode, a chapter, or a file of the listener's own. */
function entryOf(item: Json): Entry | null {
  const addedAtMs = typeof item['addedDate'] === 'string' ? parseTime(`${item['addedDate']} 00:00`) : null
  const { track, episode, audiobook, localTrack } = item
  if (isObject(track)) return { ...named(track['trackName'], track['artistName'], track['albumName'], track['trackUri']), addedAtMs }
  if (isObject(episode))
    return { ...named(episode['episodeName'], episode['showName'], null, episode['episodeUri'] ?? 'spotify:episode:'), addedAtMs }
  if (isObject(audiobook))
    return {
      ...named(
        audiobook['chapterName'] ?? audiobook['audiobookName'],
        audiobook['audiobookName'],
        null,
        audiobook['chapterUri'] ?? audiobook['audiobookUri'] ?? 'spotify:audiobook:',
      ),
      addedAtMs,
    }
  if (isObject(localTrack)) return { ...localOf(localTrack['uri']), addedAtMs }
  return typeof localTrack === 'string' ? { ...localOf(localTrack), addedAtMs } : null
}

const named = (title: unknown, artistName: unknown, albumTitle: unknown, uri: unknown) => ({
  title: readText(title),
  artistName: readText(artistName),
  albumTitle: readText(albumTitle) || null,
  sourceUri: readText(uri) || null,
})

/** A file of one's own tells its names in its address: spotify:local:Artist:Album:Title:seconds, each packed as in a web address. */
function localOf(uri: unknown) {
  const parts = readText(uri).split(':').slice(2)
  const [artistName = '', albumTitle = '', title = ''] = parts.map((part) => {
    try {
      return decodeURIComponent(part.replaceAll('+', ' '))
    } catch {
      return part
    }
  })
  return named(title, artistName, albumTitle, null)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Descriptions are written for a web page: &amp;, &#x27; and the like. */
const unescaped = (value: unknown): unknown =>
  typeof value !== 'string'
    ? value
    : value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()]
        const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
      })

/** What of the library is neither liked nor banned music, by the word of the report. */
const LEFT_ALONE = {
  albums: 'ALBUM',
  shows: 'SHOW',
  episodes: 'EPISODE',
  artists: 'ARTIST',
  bannedArtists: 'BANNED_ARTIST',
  other: 'OTHER',
} as const

async function* readLibrary(input: Input): AsyncGenerator<Stretch> {
  const { value, fault } = await readMendedJson(input)
  const refused = fault === null ? [] : [fault]
  const feedback: ToldFeedback[] = []
  const ignored: Record<string, number> = {}
  const library = isObject(value) ? value : {}
  for (const [key, kind] of [
    ['tracks', 'love'],
    ['bannedTracks', 'ban'],
  ] as const)
    for (const [place, told] of listOf(library[key]).entries()) {
      const track = isObject(told) ? named(told['track'] ?? told['name'], told['artist'], told['album'], told['uri']) : null
      if (track === null || track.title === '') refused.push({ where: `${key}, entry ${place + 1}`, message: 'It has no title.' })
      else feedback.push({ ...track, kind, atMs: null })
    }
  for (const [key, reason] of Object.entries(LEFT_ALONE)) {
    const count = listOf(library[key]).length
    if (count > 0) ignored[reason] = count
  }
  yield { rows: [], refused, feedback, ignored }
}
