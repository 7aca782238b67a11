// Titles and artists of the few tracks that are shown or named; remembered until the library changes.

import { matchKey, type Track, type TrackId, type TrackStore } from '#library'

const REMEMBERED_MAX = 20_000

export interface Named {
  readonly id: number
  readonly title: string
  readonly artist: string
  /** The first artist of the credit. */
  readonly leadArtist: string
  readonly album: string | null
  readonly playable: boolean
  /** The same for every copy of one recording. */
  readonly recordingKey: string
  /** The same for every version of one piece: live, remix, radio edit. */
  readonly pieceKey: string
}

export type Names = ReadonlyMap<number, Named>

export class NameReader {
  private readonly tracks: TrackStore
  private known = new Map<number, Named>()
  private revision = -1

  constructor(tracks: TrackStore) {
    this.tracks = tracks
  }

  /** Names of tracks by id, at a revision of the library; a track that is gone is missing. */
  async read(ids: Iterable<number>, revision: number): Promise<Names> {
    if (revision !== this.revision || this.known.size > REMEMBERED_MAX) {
      this.known = new Map()
      this.revision = revision
    }
    const missing = [...new Set(ids)].filter((id) => !this.known.has(id))
    if (missing.length > 0) {
      for (const track of await this.tracks.get(missing as TrackId[])) this.known.set(track.id, nameOf(track))
    }
    return this.known
  }
}

/** What follows a title in brackets or after a dash. */
const NOTES = /\s*[([{][^)\]}]*[)\]}]|\s+[-–—]\s+.*$/g

function nameOf(track: Track): Named {
  const primary = track.artists[0]?.name ?? track.artistCredit
  return {
    id: track.id,
    title: track.title,
    artist: track.artistCredit,
    leadArtist: primary,
    album: track.albumTitle,
    playable: track.playable,
    recordingKey: matchKey(primary, track.title),
    pieceKey: matchKey(primary, track.title.replace(NOTES, '') || track.title),
  }
}
