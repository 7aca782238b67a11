// What may be asked of the world about a track, and what is kept of the answers. Answers are kept by what was asked, so that a question is never asked
// twice; "nothing known" is kept for a while only, and "not now" (429, 5xx, no connection) is no answer and never kept.

import { DAY_MS } from '#kernel'
import type { TrackId } from '#library'
import type { HostName } from '../hosts.ts'

export const ENQUIRIES = ['musicbrainz', 'listenbrainz', 'deezer', 'coverart', 'spotify'] as const
export type EnquiryKind = (typeof ENQUIRIES)[number]

/** A track that an answer would help, with what there is to ask with. */
export interface Question {
  readonly trackId: TrackId
  /** What is asked, such as an ISRC; the answer is kept under it. */
  readonly key: string
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly durationMs: number | null
  readonly hasCover: boolean
  /** What the world said before and this track does not know yet; null where it has to be asked. */
  readonly known: Found | null
}

/** What was found; only what is unknown is taken over. */
export interface Found {
  readonly recordingMbid?: string
  readonly isrcs?: readonly string[]
  readonly durationMs?: number
  /** Of a release that the recording is on. */
  readonly releaseMbid?: string
  /** 0 to 100 (popularity.ts). */
  readonly popularity?: number
  readonly coverId?: string
  /** The cover is that of the album the track says it is on. */
  readonly coverOfAlbum?: boolean
}

export type Answered =
  | { readonly outcome: 'found'; readonly found: Found }
  | { readonly outcome: 'nothing' }
  /** The question itself is refused, or its answer cannot be read. */
  | { readonly outcome: 'failed'; readonly why: string }

/** How long answers hold, ms: popularity changes, catalogues grow, faults are mended. */
export const HOLDS_MS: Readonly<Record<Answered['outcome'], number>> = { found: 90 * DAY_MS, nothing: 30 * DAY_MS, failed: 7 * DAY_MS }

/** Facts about a track from outside: they fill what nothing better says, and change nothing that a file, a table or an export said. */
export interface Learned extends Found {
  readonly trackId: TrackId
  readonly kind: EnquiryKind
}

export interface EnrichStore {
  /** The tracks that an answer of this kind would help and that may be asked about now. */
  needing(kind: EnquiryKind, nowMs: number): Promise<Int32Array>
  /** What to ask for these tracks; those that need nothing any more are left out. */
  questions(kind: EnquiryKind, trackIds: readonly TrackId[], nowMs: number): Promise<Question[]>
  keepAnswer(kind: EnquiryKind, key: string, answered: Answered, atMs: number): Promise<void>
  /** Writes facts into the tracks, in one transaction. */
  learn(facts: readonly Learned[], atMs: number): Promise<void>
  counts(): Promise<{ kind: EnquiryKind; outcome: Answered['outcome']; count: number; lastAtMs: number }[]>
  /** The newest questions that failed, with why. */
  failures(countMax: number): Promise<{ kind: EnquiryKind; key: string; why: string; atMs: number }[]>
  switches(): Promise<Partial<Record<EnquiryKind, boolean>>>
  saveSwitches(switches: Partial<Record<EnquiryKind, boolean>>): Promise<void>
}

/** What each kind asks, of whom, and what for, in words. */
export interface EnquiryPlan {
  readonly kind: EnquiryKind
  readonly host: HostName
  readonly title: string
  readonly purpose: string
  /** Whether it runs once its host is switched on, unless a person says otherwise. */
  readonly onByDefault: boolean
}

export const PLANS: Readonly<Record<EnquiryKind, EnquiryPlan>> = {
  musicbrainz: {
    kind: 'musicbrainz',
    host: 'musicbrainz',
    title: 'Which recording is it?',
    purpose: 'MusicBrainz ids by ISRC, else by artist and title',
    onByDefault: true,
  },
  listenbrainz: {
    kind: 'listenbrainz',
    host: 'listenbrainz',
    title: 'How many people play it?',
    purpose: 'popularity by MusicBrainz id',
    onByDefault: true,
  },
  deezer: {
    kind: 'deezer',
    host: 'deezer',
    title: 'How widely is it known?',
    purpose: 'popularity, length and cover by ISRC',
    onByDefault: true,
  },
  coverart: {
    kind: 'coverart',
    host: 'coverart',
    title: 'What does the cover look like?',
    purpose: 'the front cover by the MusicBrainz id of its release',
    onByDefault: true,
  },
  spotify: {
    kind: 'spotify',
    host: 'spotify',
    title: 'Which ISRC does it have?',
    purpose: "ISRC and length by Spotify id, with your own app's secret, and only as far as the day's calls go",
    onByDefault: false,
  },
}
