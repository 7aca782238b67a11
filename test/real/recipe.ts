// Which free music the real-input test uses: Debian packages, the pieces in them, and what is added to their tags.
// Kinds are what the packages' own pages and tags say: Wesnoth is tagged "Romantic Classical", Nexuiz and Singularity are electronic,
// Muldjord is tagged "Death Metal" and Sectoid calls a song "Metal madness", Drascula is piano and organ, ASC has no tags at all.

import { basename, dirname } from 'node:path'

export type Kind = 'orchestral' | 'electronic' | 'rock' | 'other'
/** How a piece is stored in the library: as the package has it, or turned by ffmpeg. */
export type Form = 'original' | 'mp3' | 'flac' | 'opus' | 'm4a' | 'ogg'

export interface Tags {
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly albumArtist?: string
  readonly genre: string | null
  readonly year: string | null
}

export interface Package {
  /** Names in the order tried: releases of Debian differ. */
  readonly names: readonly string[]
  readonly kind: Kind
  /** Which files of the package are its pieces; a path inside an inner archive counts as below it. */
  readonly piece: RegExp
  /** An archive inside the package that holds them. */
  readonly innerZip?: RegExp
  readonly secondsMin: number
  /** Every nth piece stays as it is (tags and all); 0 for none. */
  readonly keepEvery: number
  /** The tags a converted piece gets: what the package says, and what is added. */
  readonly tags: (path: string, found: Partial<Tags>) => Tags
}

/** "break_down-easy.ogg" -> "Break Down Easy" */
const titleFromName = (path: string) =>
  basename(path)
    .replace(/\.\w+$/, '')
    .split(/[-_ ]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

export const PACKAGES: readonly Package[] = [
  {
    names: ['wesnoth-1.16-music', 'wesnoth-1.18-music'],
    kind: 'orchestral',
    piece: /data\/core\/music\/[^/]+\.ogg$/,
    secondsMin: 40,
    keepEvery: 3,
    // Fully tagged; one piece lacks album and genre.
    tags: (path, found) => ({
      title: found.title ?? titleFromName(path),
      artist: found.artist ?? 'Wesnoth',
      album: 'The Battle for Wesnoth OST',
      albumArtist: 'Wesnoth Project',
      genre: found.genre ?? 'Romantic Classical',
      year: found.year ?? null,
    }),
  },
  {
    names: ['nexuiz-music'],
    kind: 'electronic',
    innerZip: /data\/music\.pk3$/,
    piece: /sound\/cdtracks\/[^/]+\.ogg$/,
    secondsMin: 40,
    keepEvery: 0,
    // Titles and artists are there, in many spellings; album and genre are added, and the web address as artist becomes the name.
    tags: (path, found) => ({
      title: /^(?:elysis[-_]|.*\.mp3$|.*;)/.test(found.title ?? ';') ? titleFromName(path) : found.title!,
      artist: /elysis/i.test(found.artist ?? '') ? 'Gerd Raudenbusch' : (found.artist ?? 'Nexuiz').split(';')[0],
      album: 'Nexuiz Soundtrack',
      albumArtist: 'Various Artists',
      genre: 'Electronic',
      year: found.year ?? null,
    }),
  },
  {
    names: ['singularity-music'],
    kind: 'electronic',
    piece: /singularity\/music\/.+\.ogg$/,
    secondsMin: 40,
    keepEvery: 5,
    // The genre is added.
    tags: (path, found) => ({
      title: found.title ?? titleFromName(path),
      artist: found.artist ?? 'Maxstack',
      album: found.album ?? 'Endgame: Singularity Original Soundtrack',
      genre: 'Electronic',
      year: found.year ?? '2012',
    }),
  },
  ...(['sectoid', 'muldjord'] as const).map(
    (band): Package => ({
      names: [`fretsonfire-songs-${band}`],
      kind: 'rock',
      // song.ogg is the band without the lead guitar, which lies beside it: each song gives the whole mix and the backing track.
      piece: /songs\/[^/]+\/[^/]+\/song\.ogg$/,
      secondsMin: 40,
      keepEvery: 0,
      tags: (path) => ({
        title: titleFromName(dirname(path)),
        artist: band === 'sectoid' ? 'Sectoid' : 'Muldjord',
        album: band === 'sectoid' ? 'Frets on Fire' : 'Mutilated Mime',
        genre: band === 'sectoid' ? 'Metal' : 'Death Metal',
        year: '2008',
      }),
    }),
  ),
  {
    names: ['drascula-music'],
    kind: 'other',
    piece: /drascula\/audio\/track\d+\.ogg$/,
    secondsMin: 45,
    keepEvery: 0,
    // No tags: all are added.
    tags: (path) => ({
      title: `Scene ${/track(\d+)/.exec(path)![1].padStart(2, '0')}`,
      artist: 'Alcachofa Soft',
      album: 'Drascula: The Vampire Strikes Back',
      genre: 'Soundtrack',
      year: '1996',
    }),
  },
  {
    names: ['asc-music'],
    kind: 'other',
    piece: /asc\/music\/[^/]+\.mp3$/,
    secondsMin: 40,
    // Kept as they are, without a single tag: the library must do with names of files and folders.
    keepEvery: 1,
    tags: (path) => ({ title: titleFromName(path), artist: 'ASC', album: 'Advanced Strategic Command', genre: null, year: null }),
  },
]

/** Converted pieces are cut to this, with a short fade, to bound the time of the test. */
export const SECONDS_MAX = 170
/** Bump to have the library built again. */
export const RECIPE_VERSION = 2
