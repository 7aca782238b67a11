// The demo's catalogue as a table, in the columns of the Spotify tables people have: its own pieces, and the invented tracks that are not owned.

import { hashString, seededRandom } from '#kernel'
import { albumOf, PIECES } from './albums.ts'
import { INVENTED, PROFILES } from './catalogue.ts'
import { pitchClassOf } from './composing/theory.ts'
import { spotifyId } from './history/spotify-id.ts'
import type { PieceTruth } from './truth.ts'

const COLUMNS =
  'track_id,track_name,track_artist,track_popularity,track_album_name,track_album_release_date,playlist_genre,playlist_subgenre,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,duration_ms'

const cell = (value: string | number): string => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
const share = (value: number): number => Math.round(Math.max(0.01, Math.min(0.99, value)) * 1000) / 1000
const NAMES = ['danceability', 'energy', 'speechiness', 'acousticness', 'instrumentalness', 'liveness', 'valence'] as const

/** How long an invented track is, ms. */
export function inventedDurationMs(artist: string, title: string): number {
  return 140_000 + (hashString(`${artist} ${title}`) % 190_000)
}

/** The table as CSV, a header and a row a track. */
export function catalogueTable(truths: readonly PieceTruth[], seed: number): string {
  const own = PIECES.map((piece, i) => {
    const truth = truths[i]
    const random = seededRandom(`${seed} ${piece.id}`)
    const album = albumOf(piece)
    const base = PROFILES[piece.style]
    const values = Object.fromEntries(
      NAMES.map((name) => [
        name,
        share(base[name] + random.normal() * 0.035 + (name === 'valence' ? (piece.mode === 'major' ? 0.1 : -0.05) : 0)),
      ]),
    )
    return [
      ...[
        spotifyId(piece.artists[0], piece.title),
        piece.title,
        piece.artists[0],
        4 + random.below(34),
        album.title,
        album.date,
        base.genre,
        base.subgenre,
      ],
      ...[
        values['danceability'],
        values['energy'],
        pitchClassOf(piece.tonic),
        truth.loudnessLufs,
        piece.mode === 'major' ? 1 : 0,
        values['speechiness'],
      ],
      ...[
        values['acousticness'],
        values['instrumentalness'],
        values['liveness'],
        values['valence'],
        piece.tempoBpm,
        Math.round(truth.durationS * 1000),
      ],
    ]
  })
  const invented = INVENTED.map(({ title, artist, style }) => {
    const random = seededRandom(`${seed} ${artist} ${title}`)
    const base = PROFILES[style]
    const values = Object.fromEntries(NAMES.map((name) => [name, share(base[name] + random.normal() * 0.07)]))
    const popularity = Math.round(Math.min(88, 3 + 70 * random.next() ** 1.8))
    const released = `${2012 + random.below(13)}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`
    return [
      ...[spotifyId(artist, title), title, artist, popularity, 'Synthetic (not a real release)', released, base.genre, base.subgenre],
      ...[
        values['danceability'],
        values['energy'],
        random.below(12),
        Math.round((base.loudness + random.normal() * 1.2) * 100) / 100,
        random.below(2),
      ],
      ...[values['speechiness'], values['acousticness'], values['instrumentalness'], values['liveness'], values['valence']],
      ...[Math.round(base.tempo * (1 + random.normal() * 0.03) * 100) / 100, inventedDurationMs(artist, title)],
    ]
  })
  return `${COLUMNS}\n${[...own, ...invented].map((row) => row.map(cell).join(',')).join('\n')}\n`
}
