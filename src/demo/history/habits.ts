// The invented listener, as data: what is liked, when it is listened to, and what came and went.

import type { StyleName } from '../piece.ts'

/** How much each style is liked, 0 (skipped) to 1 (played out). */
export const LIKING: Readonly<Record<StyleName, number>> = {
  ambient: 0.92,
  nocturne: 0.96,
  'chamber-waltz': 0.94,
  house: 0.9,
  'lo-fi': 0.84,
  bossa: 0.78,
  folk: 0.7,
  orchestral: 0.62,
  'minimal-techno': 0.66,
  dub: 0.62,
  'drum-and-bass': 0.5,
  synthwave: 0.14,
}

export interface Habit {
  readonly name: string
  /** Days of the week, 0 = Sunday. */
  readonly days: readonly number[]
  /** Chance that it happens on such a day. */
  readonly chance: number
  /** Between these hours UTC it begins. */
  readonly fromHour: number
  readonly toHour: number
  readonly tracksMin: number
  readonly tracksMax: number
  readonly platform: string
  readonly shuffle: boolean
  /** How likely a style is picked. */
  readonly styles: Readonly<Partial<Record<StyleName, number>>>
  /** Chance that a podcast comes first. */
  readonly podcast?: number
}

const WEEKDAYS = [1, 2, 3, 4, 5]

export const HABITS: readonly Habit[] = [
  {
    name: 'commute',
    days: WEEKDAYS,
    chance: 0.62,
    fromHour: 7.2,
    toHour: 8.3,
    tracksMin: 3,
    tracksMax: 8,
    platform: 'android',
    shuffle: true,
    styles: { 'lo-fi': 4, bossa: 2.5, house: 2, folk: 2, 'drum-and-bass': 1.2, synthwave: 1.3, dub: 1.2, 'minimal-techno': 1 },
    podcast: 0.14,
  },
  {
    name: 'desk',
    days: WEEKDAYS,
    chance: 0.28,
    fromHour: 10,
    toHour: 15,
    tracksMin: 4,
    tracksMax: 9,
    platform: 'linux',
    shuffle: true,
    styles: { 'lo-fi': 3, 'minimal-techno': 2.5, ambient: 2, bossa: 1.5, orchestral: 1, synthwave: 0.8, house: 1 },
  },
  {
    name: 'late evening',
    days: [0, 1, 2, 3, 4, 6],
    chance: 0.55,
    fromHour: 21.5,
    toHour: 23.4,
    tracksMin: 3,
    tracksMax: 8,
    platform: 'web_player',
    shuffle: false,
    styles: { nocturne: 4, ambient: 3.6, 'chamber-waltz': 3.4, 'lo-fi': 0.6, orchestral: 0.5 },
  },
  {
    name: 'friday night',
    days: [5],
    chance: 0.85,
    fromHour: 19.5,
    toHour: 21.5,
    tracksMin: 6,
    tracksMax: 15,
    platform: 'cast_to_device',
    shuffle: true,
    styles: { house: 7, 'minimal-techno': 2.2, 'drum-and-bass': 1.2, dub: 1, synthwave: 0.7 },
  },
  {
    name: 'weekend breakfast',
    days: [0, 6],
    chance: 0.6,
    fromHour: 8.8,
    toHour: 11,
    tracksMin: 4,
    tracksMax: 9,
    platform: 'cast_to_device',
    shuffle: false,
    styles: { bossa: 4, folk: 2.5, 'chamber-waltz': 2, 'lo-fi': 1.4, orchestral: 1, dub: 1 },
    podcast: 0.1,
  },
]

/** Pieces that the listener has never come across. */
export const NEVER: ReadonlySet<string> = new Set([
  'Northbound, Four in the Morning',
  'The Drowned Bell',
  'Nocturne for No One',
  'Candle Ends',
  'Study in Nothing Much',
  'Return by Sea',
  'Gull Steppers',
  'Burn the Map',
  'Three Fields Over',
])

/** Pieces heard once or twice, and how often at most. */
export const HARDLY: ReadonlyMap<string, number> = new Map([
  ['Domingo Devagar', 2],
  ['A Long Exposure', 1],
  ['Kettle Song', 2],
  ['Low Pressure', 1],
])

/** A time in which something was heard much more, or not at all any more; days before the end. */
export interface Phase {
  readonly fromDaysAgo: number
  readonly toDaysAgo: number
  readonly weight: number
  readonly liking?: number
  readonly style?: StyleName
  readonly artist?: string
  readonly title?: string
}

export const PHASES: readonly Phase[] = [
  // Loved in the first months, then forgotten.
  { title: "The Ferryman's Table", fromDaysAgo: 550, toDaysAgo: 400, weight: 7, liking: 0.97 },
  { title: "The Ferryman's Table", fromDaysAgo: 400, toDaysAgo: 0, weight: 0 },
  { title: 'Breakwater', fromDaysAgo: 550, toDaysAgo: 430, weight: 8, liking: 0.95 },
  { title: 'Breakwater', fromDaysAgo: 430, toDaysAgo: 0, weight: 0 },
  { title: 'Salt Version', fromDaysAgo: 520, toDaysAgo: 380, weight: 6, liking: 0.95 },
  { title: 'Salt Version', fromDaysAgo: 380, toDaysAgo: 0, weight: 0 },
  { title: 'Letters Unsent', fromDaysAgo: 480, toDaysAgo: 330, weight: 4, liking: 0.98 },
  { title: 'Letters Unsent', fromDaysAgo: 330, toDaysAgo: 0, weight: 0 },
  // Two months of one artist.
  { artist: 'Quinteto Maré Baixa', fromDaysAgo: 306, toDaysAgo: 245, weight: 9, liking: 0.96 },
  { artist: 'Quinteto Maré Baixa', fromDaysAgo: 245, toDaysAgo: 150, weight: 0.5, liking: 0.6 },
  // Styles that come and go.
  { style: 'folk', fromDaysAgo: 400, toDaysAgo: 0, weight: 0.45 },
  { style: 'drum-and-bass', fromDaysAgo: 430, toDaysAgo: 0, weight: 0.35, liking: 0.35 },
  { style: 'minimal-techno', fromDaysAgo: 550, toDaysAgo: 170, weight: 0.25 },
  { style: 'minimal-techno', fromDaysAgo: 170, toDaysAgo: 0, weight: 1.8, liking: 0.85 },
  { style: 'ambient', fromDaysAgo: 90, toDaysAgo: 0, weight: 1.5 },
]

/** Days ago on which nothing was listened to, from and to: two holidays. */
export const AWAY: readonly (readonly [from: number, to: number])[] = [
  [482, 470],
  [118, 105],
]

/** Heard, but neither owned nor in the catalogue. */
export const ELSEWHERE: readonly { title: string; artist: string; album: string; style: StyleName; durationMs: number }[] = [
  { title: 'Lighthouse Keeper’s Dance', artist: 'The Brine Sisters', album: 'Tar and Feathers', style: 'folk', durationMs: 204_000 },
  { title: 'Small Engine', artist: 'Otto Fairweather', album: 'Garden Machinery', style: 'lo-fi', durationMs: 151_000 },
  { title: 'Prelude for Two Radiators', artist: 'Odd Job Ensemble', album: 'Household Music', style: 'chamber-waltz', durationMs: 187_000 },
  { title: 'Moth Season', artist: 'Vera Nightingale-Stone', album: 'Dusk Ledger', style: 'nocturne', durationMs: 231_000 },
  { title: 'Warehouse Psalm', artist: 'DJ Thimble', album: 'Needlework', style: 'house', durationMs: 342_000 },
  { title: 'Gutter Chrome', artist: 'Razor Municipal', album: 'Curb', style: 'synthwave', durationMs: 218_000 },
  {
    title: 'Calm Sea, Prosperous Voyage Home',
    artist: 'Merrow Station',
    album: 'Shipping Forecast',
    style: 'ambient',
    durationMs: 402_000,
  },
]

/** Shows and their episodes: invented. */
export const SHOWS: readonly { show: string; episodes: readonly string[] }[] = [
  {
    show: 'The Long Shelf',
    episodes: [
      'Who Alphabetised This',
      'A Brief History of the Fold-Out Sleeve',
      'Records Nobody Bought',
      'The Man Who Taped the Radio',
      'B-Sides',
    ],
  },
  { show: 'Maps and Other Lies', episodes: ['Phantom Islands', 'The Blue Is Not the Sea', 'How Long Is a Coast', 'North Is a Habit'] },
]
