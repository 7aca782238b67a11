// Where music one does not own can be heard. Links for a person to follow; the server calls nobody.

import type { Track } from '#library'

export interface Link {
  readonly label: string
  readonly url: string
}

/** Links for a track: exact where an id is known, else a search. None for music that Deepcut composed itself. */
export function linksFor(track: Pick<Track, 'title' | 'artistCredit' | 'spotifyId' | 'recordingMbid' | 'synthetic'>): Link[] {
  if (track.synthetic) return []
  const words = encoded(`${track.artistCredit} ${track.title}`)
  const spotify = track.spotifyId && /^[0-9A-Za-z]{22}$/.test(track.spotifyId) ? `track/${track.spotifyId}` : `search/${words}`
  const musicBrainz =
    track.recordingMbid && /^[0-9a-f-]{36}$/i.test(track.recordingMbid)
      ? `recording/${track.recordingMbid}`
      : `search?type=recording&query=${encoded(`"${phrase(track.title)}" AND artist:"${phrase(track.artistCredit)}"`)}&advanced=1`
  return [
    { label: 'Spotify', url: `https://open.spotify.com/${spotify}` },
    { label: 'YouTube Music', url: `https://music.youtube.com/search?q=${words}` },
    { label: 'Bandcamp', url: `https://bandcamp.com/search?q=${words}` },
    { label: 'MusicBrainz', url: `https://musicbrainz.org/${musicBrainz}` },
  ]
}

/** Safe inside a quoted phrase of MusicBrainz's query language. */
const phrase = (text: string) => text.replace(/["\\]/g, ' ')

/** Safe in an address, even where a tag holds half a surrogate pair. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
