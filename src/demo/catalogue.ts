// Music that does not exist: invented tracks of invented artists, so that the demo has something that is not owned. And what each style is like
// in the thirteen attributes.

import type { StyleName } from './piece.ts'

/** Typical values of a style: danceability, energy, speechiness, acousticness, instrumentalness, liveness, valence. */
export interface Profile {
  readonly danceability: number
  readonly energy: number
  readonly speechiness: number
  readonly acousticness: number
  readonly instrumentalness: number
  readonly liveness: number
  readonly valence: number
  readonly loudness: number
  readonly tempo: number
  /** Genre and sub-genre as the table words them. */
  readonly genre: string
  readonly subgenre: string
}

const profile = (genre: string, subgenre: string, tempo: number, loudness: number, ...[d, e, s, a, i, l, v]: number[]): Profile => ({
  ...{
    genre,
    subgenre,
    tempo,
    loudness,
    danceability: d,
    energy: e,
    speechiness: s,
    acousticness: a,
    instrumentalness: i,
    liveness: l,
    valence: v,
  },
})

export const PROFILES: Readonly<Record<StyleName, Profile>> = {
  house: profile('electronic', 'house', 124, -7.5, 0.82, 0.8, 0.05, 0.04, 0.72, 0.12, 0.62),
  'drum-and-bass': profile('electronic', 'drum and bass', 173, -6, 0.56, 0.91, 0.07, 0.02, 0.7, 0.18, 0.38),
  ambient: profile('ambient', 'ambient', 62, -21, 0.16, 0.1, 0.04, 0.86, 0.94, 0.1, 0.12),
  'lo-fi': profile('hip-hop', 'lo-fi', 82, -12, 0.68, 0.36, 0.08, 0.55, 0.82, 0.11, 0.48),
  'chamber-waltz': profile('classical', 'chamber', 104, -19, 0.3, 0.18, 0.04, 0.94, 0.9, 0.12, 0.32),
  synthwave: profile('rock', 'synthwave', 136, -6.5, 0.55, 0.9, 0.05, 0.02, 0.6, 0.2, 0.5),
  folk: profile('folk', 'acoustic', 126, -14, 0.5, 0.38, 0.04, 0.84, 0.4, 0.16, 0.56),
  nocturne: profile('classical', 'piano', 66, -23, 0.26, 0.1, 0.05, 0.97, 0.92, 0.1, 0.2),
  bossa: profile('jazz', 'bossa nova', 132, -15, 0.63, 0.34, 0.04, 0.78, 0.52, 0.12, 0.66),
  dub: profile('reggae', 'dub', 74, -10, 0.74, 0.52, 0.09, 0.16, 0.66, 0.14, 0.58),
  'minimal-techno': profile('electronic', 'minimal techno', 129, -9, 0.78, 0.66, 0.06, 0.05, 0.88, 0.1, 0.3),
  orchestral: profile('classical', 'orchestral', 86, -14, 0.24, 0.48, 0.04, 0.74, 0.88, 0.18, 0.3),
}

export interface InventedTrack {
  readonly title: string
  readonly artist: string
  readonly style: StyleName
}

/** Artist: titles, divided by ";". */
const SHELF: Readonly<Record<StyleName, Readonly<Record<string, string>>>> = {
  house: {
    'Corduroy Mercer': 'Basement Weather; Slow Escalator; Tip the Doorman',
    'Ada Quill & the Afterglow': 'Hold the Lift; Mirrorball Tax; Cloakroom; Second Wind',
  },
  'drum-and-bass': { Tessel: 'Glass Lung; Hard Shoulder; Pylon', 'Ion Haddock': 'Slipway; Gale Force Nine; Ten Fathoms' },
  ambient: {
    'Merrow Station': 'Snow Fence; A Field Recorded; Long Wave; Unnamed Inlet',
    'Petra Olmsund': 'Lichen; Half-Light; The Kelp Line; Breathing Room',
  },
  'lo-fi': {
    'Tuesday Kettle': 'Odd Socks; Crossword; Marmalade',
    'Bram Lowe': 'Night Shift Noodles; Window Seat; Paper Round; Elbow Patches',
  },
  'chamber-waltz': {
    'Sallow Quartet': 'Waltz in a Borrowed Coat; The Seamstress; Lantern Waltz; Three Chairs',
    'Ines Halvorsund': 'Valse for the Last Guest; Rosin; Parlour',
  },
  synthwave: { 'Turbo Vesper': 'Neon Antler; Laser Highway; Afterburner', 'Voltage Nurse': 'Steel Curfew; Hotwire; Red Line' },
  folk: {
    'The Thistle Turnpike': 'Gate to Gate; Old Haymaker; Lambing Snow',
    'Maud Penhallow': 'Hawthorn; The Packhorse Bridge; Salt Road; Tin and Heather',
  },
  nocturne: {
    'Leopold Ashgrove': 'Nocturne for Rain on Slate; Small Hours; Unsent; The Lamp Left On',
    'Yuna Feld': 'Almost Asleep; Nocturne in Blue Ink; Stairs in the Dark; Interior',
  },
  bossa: { 'Clara Monteverde Trio': 'Janela; Maresia; Luz de Abril; Passo Leve', 'Os Vizinhos de Cima': 'Quase Verão; Rede; Café Frio' },
  dub: { Harbourmaster: 'Version of the Tide; Anchor Dub; Foghorn', 'Lady Cistern': 'Echo Street; Deep Well; Cassava Steppers' },
  'minimal-techno': { 'Plain Interval': 'Tile; Offset; Half a Degree; Parallel', 'Oona Grad': 'Room Tone; Hairline; Fold' },
  orchestral: {
    'Meridian Light Orchestra': 'The Glass Mountain; Overture for an Island; Processional',
    'Teodor Wick': 'The Surveyors; North of Everything; Landfall',
  },
}

/** Invented tracks that nobody owns. */
export const INVENTED: readonly InventedTrack[] = Object.entries(SHELF).flatMap(([style, artists]) =>
  Object.entries(artists).flatMap(([artist, titles]) => titles.split('; ').map((title) => ({ title, artist, style: style as StyleName }))),
)
