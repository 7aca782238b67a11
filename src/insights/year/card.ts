// What a card of the story is made of: what it may ask, what it tells, and the drawings it brings numbers for.

import type { InsightData, InsightName } from '../catalogue.ts'
import type { Thing } from '../dimensions.ts'
import type { NamedThing } from '../insight.ts'
import type { Measured } from '../measure.ts'
import type { Scope } from '../scope.ts'

/** In the order in which the story tells them. */
export const CARD_KINDS = [
  'time',
  'artist',
  'tracks',
  'album',
  'discovery',
  'clock',
  'days',
  'binge',
  'return',
  'skips',
  'sound',
  'deep-cuts',
  'variety',
  'summary',
] as const
export type CardKind = (typeof CARD_KINDS)[number]

/** A thing of a card, with how often it was heard (or skipped) and a few words beside it. */
export interface YearThing extends NamedThing {
  readonly count: number
  readonly note: string
}

/** A number of a card: its value in `unit`, and as a person reads it. */
export interface YearNumber {
  readonly value: number
  readonly unit: string
  readonly text: string
  readonly label: string
}

/** Numbers for the drawing of a card, by the shape it is drawn in. */
export type YearChart =
  /** Each local day from firstDay on; `marked` is a stretch of days, `best` the fullest. */
  | { readonly shape: 'days'; readonly firstDay: string; readonly counted: number[]; readonly ms: number[]; readonly marked: { readonly from: string; readonly to: string } | null; readonly best: string | null } // biome-ignore format: a table
  /** Counted listens to one thing, in steps of time; `marked` is the step that the card speaks of. */
  | { readonly shape: 'steps'; readonly step: 'day' | 'week' | 'month' | 'year'; readonly bins: { readonly from: string; readonly to: string; readonly counted: number }[]; readonly marked: number | null } // biome-ignore format: a table
  | { readonly shape: 'hours'; readonly counted: number[]; readonly peak: number }
  | { readonly shape: 'echoes'; readonly times: number }
  /** The shares that were skipped, of the card's things in their order. */
  | { readonly shape: 'shares'; readonly shares: number[] }
  | { readonly shape: 'keys'; readonly keys: { readonly camelot: string; readonly key: string; readonly counted: number }[]; readonly bpm: number | null; readonly months: { readonly month: number; readonly energy: number | null }[] } // biome-ignore format: a table
  /** Popularity from 0 to 100 of the card's things in their order. */
  | { readonly shape: 'depth'; readonly percentiles: number[] }
  /** Counted listens of the artists heard most, the most heard first. */
  | { readonly shape: 'spread'; readonly counts: number[] }

/** A card before names are known. */
export interface Draft {
  readonly numbers: readonly YearNumber[]
  readonly things: readonly YearThing[]
  readonly chart: YearChart | null
  /** Tracks it may sound with, the best first; empty for a card that is silent. */
  readonly trackIds: readonly number[]
  readonly explanation: string
  /** 0 to 1: which cards give way where there are too many. */
  readonly interest: number
  /** The words, once things have their names. */
  tell(): { readonly headline: string; readonly detail: string }
}

/** A card that has nothing to tell: why. */
export interface Untold {
  readonly why: string
}

/** Asks an insight about the time, by its parameters. */
export type YearAsk = <Name extends InsightName>(name: Name, parameters?: Readonly<Record<string, string>>) => InsightData<Name>

/** What a card may ask. */
export interface YearAsked {
  readonly scope: Scope
  readonly measured: Measured
  /** "in 2025", "in March 2025", "from 3 March to 9 April 2025". */
  readonly within: string
  readonly noun: 'year' | 'month' | 'time'
  /** The time it is compared with; null where the history does not reach so far back. */
  readonly before: {
    readonly measured: Measured
    readonly label: string
    ask: YearAsk
  } | null
  readonly ask: YearAsk
  thing(kind: Thing, id: number, count: number, note?: string): YearThing
  /** Tracks counted most, of one artist or album where one is given. */
  tracksOf(kind: 'artist' | 'album' | null, id: number): number[]
}

export type MakeCard = (asked: YearAsked) => Draft | Untold

/** "Ada’s", "The Tin Sheds’". */
export const whose = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`)

export const quoted = (name: string): string => `“${name}”`
