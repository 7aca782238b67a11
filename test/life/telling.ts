// How exports tell the life: every teller writes files, and says of each row which true listen it tells and how well, so that a test knows what any
// subset of the files can say.

import type { SourceId } from '#listens'
import type { LifeTrack, TrueListen } from './life.ts'
import type { LifeHouse } from './open-life.ts'

/** A file of an export. */
export interface LifeFile {
  readonly path: string
  readonly bytes: Buffer
}

/** What one file tells of one true listen. Two tellings of it can be known to be the same where they share an anchor. */
export interface Telling {
  readonly listen: number
  /** true: when it really was; synced: when the service heard of it; part: the second part of it alone. */
  readonly anchors: readonly ('true' | 'synced' | 'part')[]
  /** Null where the file does not say. */
  readonly msPlayed: number | null
  /** As rankOf of told.ts: what stands is the least of these. */
  readonly rank: number
}

export interface Teller {
  readonly name: string
  /** One import: a zip, or a folder of files, or one file. */
  readonly files: readonly LifeFile[]
  readonly tellings: readonly Telling[]
  /** What is told as it happens has no files. */
  deliver?(house: LifeHouse): Promise<readonly SourceId[]>
}

/** Words for a track as different services have them; all mean one recording. */
export const words = {
  spotify: (track: LifeTrack) => ({ title: `${track.title}${guestNote(track)}${track.version === 'remaster' ? ' - Remastered 2011' : ''}${track.version === 'live' ? ' - Live at the Pier' : ''}`, artist: track.artist }), // biome-ignore format: one line
  scrobbler: (track: LifeTrack) => ({ title: `${track.title}${track.version === 'live' ? ' (Live at the Pier)' : ''}`, artist: track.guest === null ? track.artist : `${track.artist} feat. ${track.guest}` }), // biome-ignore format: one line
  shop: (track: LifeTrack) => ({ title: `${track.title}${track.version === 'live' ? ' (Live at the Pier)' : ''}${track.version === 'remaster' ? ' (2011 Remaster)' : ''}`, artist: track.guest === null ? track.artist : `${track.artist}, ${track.guest}` }), // biome-ignore format: one line
} as const

const guestNote = ({ guest }: LifeTrack) => (guest === null ? '' : ` (feat. ${guest})`)

/** What scrobblers tell at all: music heard for half its length or four minutes, of tracks longer than 30 s. */
export const isScrobbled = ({ kind, msPlayed, track }: TrueListen): boolean =>
  kind === 'music' && track.durationMs > 30_000 && msPlayed >= 30_000 && msPlayed >= Math.min(track.durationMs / 2, 240_000)

/** Ranks of rows; to the ms or to the second makes no difference here. */
export const RANK = { why: 10, timed: 11, minute: 21, untimed: 111, untimedMinute: 121 } as const

export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 1))
export const isoS = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
export const plainS = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
/** A cell of a CSV, quoted where it must be. */
export const cell = (text: string | number, separator = ','): string =>
  String(text).includes(separator) || /["\n]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : String(text)
export const csv = (rows: readonly (readonly (string | number)[])[], separator = ',', end = '\n'): string =>
  rows.map((row) => row.map((value) => cell(value, separator)).join(separator) + end).join('')
