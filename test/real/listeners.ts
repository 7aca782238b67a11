// Three invented people and what they heard: extended streaming histories, in Spotify's own format, about the real library and the catalogue.
// Each hears a part of one kind again and again, tries some of the other kinds and skips them, and plays catalogue music of their taste.

import { seededRandom } from '#kernel'
import { type ExtendedRow, extendedHistory, type HistoryTrack } from '../history.ts'
import type { CatalogueRow } from './catalogue.ts'
import type { Piece } from './music.ts'
import type { Kind } from './recipe.ts'

export interface Listener {
  readonly name: string
  readonly kind: Exclude<Kind, 'other'>
  /** Catalogue music they like. */
  readonly likes: (row: CatalogueRow) => boolean
  /** The catalogue genre their picks should lean to; null where the table has none for them. */
  readonly genre: string | null
}

export const LISTENERS: readonly Listener[] = [
  {
    name: 'Ottilie',
    kind: 'orchestral',
    // The table has no orchestral genre: the nearest are its quiet instrumental pieces.
    likes: (row) => Number(row.acousticness) > 0.7 && Number(row.instrumentalness) > 0.5 && Number(row.energy) < 0.4,
    genre: null,
  },
  { name: 'Elmar', kind: 'electronic', likes: (row) => row.playlist_genre === 'edm', genre: 'edm' },
  { name: 'Rocio', kind: 'rock', likes: (row) => row.playlist_genre === 'rock', genre: 'rock' },
]

/** Half of their kind they know well; the other half is there to be found. */
const KNOWN_SHARE = 0.5
/** Part of the other kinds that they tried, and skipped. */
const TRIED_SHARE = 0.4
const CATALOGUE_TRACKS = 60
const ROWS = 1500

export interface History {
  /** Oldest first, as in the files. */
  readonly rows: readonly ExtendedRow[]
  /** The pieces they finish, and those they skip. */
  readonly known: readonly Piece[]
  readonly skipped: readonly Piece[]
  readonly likedIds: ReadonlySet<string>
}

/** What a listener heard in the fourteen months before `nowMs`. */
export function historyOf(listener: Listener, pieces: readonly Piece[], catalogue: readonly CatalogueRow[], nowMs: number): History {
  const random = seededRandom(`real ${listener.name}`)
  const once = pieces.filter((piece) => piece.copyOf === null)
  const own = random.shuffle(once.filter((piece) => piece.kind === listener.kind))
  const others = random.shuffle(once.filter((piece) => piece.kind !== listener.kind))
  const known = own.slice(0, Math.round(own.length * KNOWN_SHARE))
  const skipped = others.slice(0, Math.round(others.length * TRIED_SHARE))
  const liked = random.shuffle(catalogue.filter(listener.likes)).slice(0, CATALOGUE_TRACKS)
  const disliked = random.shuffle(catalogue.filter((row) => !listener.likes(row))).slice(0, CATALOGUE_TRACKS)

  const habits = new Map<HistoryTrack, { weight: number; skipChance: number }>()
  for (const piece of known) habits.set(asTrack(piece), { weight: 1 + random.next(), skipChance: 0.05 })
  for (const piece of skipped) habits.set(asTrack(piece), { weight: 0.15, skipChance: 0.96 })
  for (const row of liked) habits.set(asEntry(row), { weight: 0.4, skipChance: 0.05 })
  for (const row of disliked) habits.set(asEntry(row), { weight: 0.08, skipChance: 0.96 })
  const rows = extendedHistory({
    seed: `real ${listener.name}`,
    rows: ROWS,
    tracks: [...habits.keys()],
    fromMs: nowMs - 425 * 86_400_000,
    toMs: nowMs - 86_400_000,
    persona: { weightOf: (track) => habits.get(track)!.weight, skipChanceOf: (track) => habits.get(track)!.skipChance },
  })
  return { rows, known, skipped, likedIds: new Set(liked.map((row) => row.track_id)) }
}

const asTrack = ({ title, artist, album, durationS }: Piece): HistoryTrack => ({
  title,
  artist,
  album,
  durationMs: Math.round(durationS * 1000),
})

const asEntry = (row: CatalogueRow): HistoryTrack => ({
  title: row.track_name,
  artist: row.track_artist,
  album: row.track_album_name,
  durationMs: Number(row.duration_ms),
  uri: `spotify:track:${row.track_id}`,
})
