// The sleeves: invented artists, their albums and pieces. Titles and names are Deepcut's own; any likeness is chance.

import type { Piece, StyleName } from './piece.ts'

export interface Album {
  readonly id: string
  readonly title: string
  readonly artist: string
  /** ISO date of release. */
  readonly date: string
  readonly style: StyleName
  readonly genres: readonly string[]
  readonly pieces: readonly Piece[]
}

/** Title, tempo, tonic, mode, scale, chords of A, chords of B, moods, further artist. */
type Row = readonly [
  title: string,
  tempoBpm: number,
  tonic: Piece['tonic'],
  scale: Piece['scale'],
  a: string,
  b: string,
  moods: string,
  guest?: string,
]

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const MINOR = /^(minor|dorian|harmonic-minor|minor-pentatonic)$/

function album(
  title: string,
  artist: string,
  date: string,
  style: StyleName,
  genres: string,
  rows: readonly Row[],
  firstVariant = 0,
): Album {
  const albumId = slug(title)
  const pieces = rows.map(([name, tempoBpm, tonic, scale, a, b, moods, guest], i): Piece => {
    const mode = MINOR.test(scale) ? 'minor' : 'major'
    const artists = guest ? [artist, guest] : [artist]
    return {
      id: slug(name),
      title: name,
      artists,
      albumId,
      trackNo: i + 1,
      style,
      tempoBpm,
      tonic,
      mode,
      scale,
      a,
      b,
      variant: firstVariant + i,
      moods: moods.split(' '),
    }
  })
  return { id: albumId, title, artist, date, style, genres: genres.split(', '), pieces }
}

export const ALBUMS: readonly Album[] = [
  album('Last Train Out', 'Marlo Venn', '2023-05-12', 'house', 'House, Deep House', [
    ['Platform Nine Lights', 124, 'F', 'minor', 'i9|i9|bVImaj7|bVII', 'iv9|bIIImaj7|bVImaj7|v7', 'driving warm nocturnal'],
    ['Turnstile', 122, 'A', 'dorian', 'i9|IV9|i9|IV9 v7', 'bVImaj7|bVII6|i9|v7', 'bright playful bodily'],
    ['Northbound, Four in the Morning', 126, 'C', 'minor', 'bVImaj7|bVII|i9|i9', 'iv9|v7|i9|bIIImaj7', 'euphoric longing'],
  ]),
  album('Undertow', 'Kestrel Relay', '2022-10-21', 'drum-and-bass', 'Drum and Bass, Electronic', [
    [
      'Breakwater',
      172,
      'E',
      'minor',
      'i9|i9|bVImaj7|bVImaj7|bIIImaj7|bIIImaj7|v7|v7',
      'iv9|iv9|bVImaj7|bVImaj7|i9|i9|bVII|bVII',
      'urgent wide restless',
    ],
    [
      'Signal Loss',
      174,
      'G',
      'minor',
      'i9|i9|i9|bVImaj7|bVImaj7|bVImaj7|iv9|v7',
      'bVImaj7|bVImaj7|bVII|bVII|i9|i9|v7|v7',
      'dark tense cold',
    ],
    [
      'Low Pressure',
      170,
      'D',
      'dorian',
      'i9|i9|IV9|IV9|i9|i9|bVIImaj7|IV9',
      'bIIImaj7|bIIImaj7|iv9|iv9|i9|i9|v7|v7',
      'liquid floating hopeful',
    ],
  ]),
  album('Slow Weather', 'Hollow Meridian', '2021-02-05', 'ambient', 'Ambient, Drone', [
    ['Cirrus', 60, 'D', 'lydian', 'Imaj9|II/3|vi9|Imaj9', 'iii7|Imaj9|II6', 'calm weightless open'],
    ['Fog over the Estuary', 54, 'A', 'minor', 'i9|bVImaj7|iv9|i9', 'bIIImaj7|bVImaj7|v7', 'calm melancholy grey'],
    ['A Long Exposure', 62, 'E', 'major', 'Imaj9|vi9|IVmaj9|Vsus4', 'ii9|IVmaj9|Imaj9', 'calm luminous still'],
  ]),
  album(
    'Tidal Rooms',
    'Hollow Meridian',
    '2024-09-13',
    'ambient',
    'Ambient',
    [
      ['First Light, Low Water', 58, 'G', 'major', 'Iadd9|IVmaj9|Iadd9|vi9', 'ii9|Vsus4|IVmaj9', 'calm tender dawning'],
      ['The Drowned Bell', 52, 'C', 'minor', 'iadd9|bVImaj7|bIIImaj7|iv9', 'bVImaj7|iv9|v7', 'calm solemn deep'],
    ],
    3,
  ),
  album('Rain on the Skylight', 'Dusty Almanac', '2020-11-06', 'lo-fi', 'Lo-Fi, Hip-Hop Instrumental', [
    ['Half a Biscuit', 82, 'D', 'minor', 'i9|iv9|bVIImaj7|bIIImaj9', 'bVImaj7|v7|i9|i9 bVII9', 'cosy drowsy mellow'],
    ['Library Card', 78, 'F', 'major', 'ii9|V13|Imaj9|vi9', 'IVmaj9|iii7|ii9|V13', 'warm studious mellow', 'Odile Verrane'],
    ['Kettle Song', 86, 'D#', 'major', 'Imaj9|vi9|ii9|V13', 'IVmaj9|iv9|iii7|vi9', 'warm homely smiling'],
  ]),
  album('Waltzes for an Empty Ballroom', 'The Larkfield Consort', '2019-03-22', 'chamber-waltz', 'Chamber, Classical', [
    [
      "The Clockmaker's Daughter",
      104,
      'D',
      'harmonic-minor',
      'i|i|iv|V7|i|bVI|iv|V7',
      'bIII|bIII|bVII|bVII|iv|i|V7|i',
      'wistful elegant turning',
    ],
    ['Candle Ends', 96, 'G', 'major', 'I|vi|ii|V7|I|IV|V7|I', 'vi|iii|IV|I|ii|V7/7|I/3|V7', 'tender nostalgic gentle'],
    ['Letters Unsent', 112, 'B', 'harmonic-minor', 'i|V7|i|bVI|iv|i|V7|i', 'bVI|bIII|iv|i|bVI|bII|V7|V7', 'yearning graceful dark'],
  ]),
  album('Chrome Horizon', 'Arcade Solstice', '2021-08-27', 'synthwave', 'Synthwave, Rock', [
    ['Overdrive Boulevard', 136, 'A', 'minor', 'i|i|bVI|bVII', 'bVI|bVII|i|bIII', 'driving bold neon'],
    ['Burn the Map', 148, 'E', 'minor', 'i|bVI|bIII|bVII', 'iv|bVI|i|bVII', 'aggressive fast loud'],
    ['Midnight Carburettor', 128, 'F#', 'minor', 'i|bIII|bVII|iv', 'bVI|bIII|iv|v', 'driving heroic dark'],
  ]),
  album('Hedge School', 'Wren & Tallow', '2018-04-13', 'folk', 'Folk, Acoustic', [
    ["The Ferryman's Table", 80, 'G', 'major', 'I|I|IV|I|vi|IV|V|V', 'IV|I|V|vi|IV|I|V|I', 'warm earthy open'],
    ['Barley Moon', 88, 'D', 'mixolydian', 'I|bVII|I|I|IV|I|bVII|I', 'bVII|IV|I|I|bVII|IV|V|I', 'lively sunny dancing'],
    ['Three Fields Over', 84, 'A', 'dorian', 'i|i|bVII|bVII|i|IV|bVII|i', 'bIII|bVII|IV|i|bIII|bVII|v|i', 'wistful rolling old'],
  ]),
  album('Night Pieces', 'Odile Verrane', '2022-01-28', 'nocturne', 'Piano, Modern Classical', [
    ['Nocturne for a Lit Window', 66, 'C#', 'major', 'Iadd9|vi7|IVmaj7|V7sus4', 'ii7|V7|iii7|vi7', 'calm tender nocturnal'],
    ['Nocturne for the Stairwell', 62, 'F#', 'minor', 'i|bVImaj7|iv7|v7', 'bIIImaj7|bVII|bVImaj7|v7', 'calm lonely hushed'],
    ['Nocturne for No One', 72, 'D#', 'major', 'I|V/3|vi7|IVmaj7', 'IVmaj7|iv6|I/5|V7', 'calm longing lyrical'],
  ]),
  album('Varanda', 'Quinteto Maré Baixa', '2017-06-09', 'bossa', 'Bossa Nova, Jazz', [
    [
      'Sombra e Sal',
      132,
      'A',
      'minor',
      'i9|i9|iim7b5|V7b9|i9|iv9|iim7b5|V7b9',
      'iv9|bVII13|bIIImaj9|bVImaj7|iim7b5|V7b9|i9|i9',
      'languid salty elegant',
    ],
    [
      'Areia Fina',
      138,
      'D',
      'major',
      'Imaj9|Imaj9|ii9|V13|Imaj9|vi9|ii9|V13',
      'IVmaj9|iv6|iii7|vi9|II9|II9|ii9|V13',
      'sunny light smiling',
    ],
    [
      'Domingo Devagar',
      126,
      'F',
      'major',
      'Imaj9|bIImaj7|Imaj9|bIImaj7|vi9|ii9|V13|Imaj9',
      'IVmaj9|bVII9|Imaj9|vi9|ii9|V13|iii7|V7b9',
      'lazy tender warm',
    ],
  ]),
  album('Low Tide Dub', 'Sandpiper Sound', '2016-07-15', 'dub', 'Dub, Reggae', [
    ['Salt Version', 74, 'G', 'minor', 'i|i|iv|i', 'bVI|bVII|i|v', 'deep lazy spacious'],
    ['Gull Steppers', 72, 'E', 'minor', 'i|bVII|i|bVII', 'iv|i|bVII|i', 'deep heavy rolling'],
  ]),
  album('Grid Studies', 'Null Parade', '2025-02-14', 'minimal-techno', 'Minimal Techno, Electronic', [
    ['Study in Grey', 128, 'C#', 'minor', 'i7|i7|i7|bVImaj7', 'i9|i9|bVImaj7|iv9', 'hypnotic dry precise'],
    ['Study in Rust', 130, 'B', 'dorian', 'i9|i9|IV9|i9', 'i9|bVIImaj7|IV9|i9', 'hypnotic supple dark'],
    ['Study in Nothing Much', 132, 'G#', 'minor', 'i9|i9|i9|i9', 'bVImaj7|i9|bVImaj7|v7', 'hypnotic airy patient'],
  ]),
  album('Cartographies', 'Orchestra of the Outer Isles', '2020-02-07', 'orchestral', 'Orchestral, Soundtrack', [
    ['The Edge of the Chart', 84, 'D', 'minor', 'i|bVI|bIII|bVII', 'iv|bVI|i|V', 'grand rising stormy'],
    ['Return by Sea', 88, 'A#', 'major', 'I|V/3|vi|IV', 'ii|IV|I/5|V', 'noble bright homecoming'],
  ]),
]

export const PIECES: readonly Piece[] = ALBUMS.flatMap((each) => each.pieces)

/** The album of a piece. */
export const albumOf = (piece: Piece): Album => ALBUMS.find((each) => each.id === piece.albumId)!
