// What GET /api/year and /api/years answer: a time told as a story of cards, and the years there are to tell. contract.ts re-exports it.
// Times are ms since the epoch, days local to the zone of the answer; shares are 0 to 1.

import { z } from 'zod'
import { TrackCard } from './contract-cards.ts'

const CardKind = z.enum(['time', 'artist', 'tracks', 'album', 'discovery', 'clock', 'days', 'binge', 'return', 'skips', 'sound', 'deep-cuts', 'variety', 'summary']) // biome-ignore format: a list
export type YearCardKind = z.infer<typeof CardKind>

/** Something a card speaks of, how often it was heard (or skipped), and a few words to stand beside it. Pictures as for NamedThing. */
const YearThing = z.object({
  kind: z.enum(['artist', 'album', 'track', 'genre']),
  id: z.number().int(),
  trackId: z.number().int().nullable(),
  name: z.string(),
  by: z.string().nullable(),
  count: z.number(),
  note: z.string(),
})
export type YearThing = z.infer<typeof YearThing>

/** A number of a card, its unit, as a person reads it, and what it is of. */
const YearNumber = z.object({ value: z.number(), unit: z.string(), text: z.string(), label: z.string() })
export type YearNumber = z.infer<typeof YearNumber>

const YearChart = z.discriminatedUnion('shape', [
  z.object({
    shape: z.literal('days'),
    /** Each local day from here on. */
    firstDay: z.string(),
    counted: z.array(z.number()),
    ms: z.array(z.number()),
    /** The streak. */
    marked: z.object({ from: z.string(), to: z.string() }).nullable(),
    best: z.string().nullable(),
  }),
  z.object({
    shape: z.literal('steps'),
    step: z.enum(['day', 'week', 'month', 'year']),
    bins: z.array(z.object({ from: z.string(), to: z.string(), counted: z.number() })),
    /** The bin that the card speaks of. */
    marked: z.number().int().nullable(),
  }),
  z.object({ shape: z.literal('hours'), counted: z.array(z.number()), peak: z.number().int() }),
  z.object({ shape: z.literal('echoes'), times: z.number() }),
  z.object({ shape: z.literal('shares'), shares: z.array(z.number()) }),
  z.object({
    shape: z.literal('keys'),
    /** The Camelot wheel: 1A, 1B, 2A to 12B. */
    keys: z.array(z.object({ camelot: z.string(), key: z.string(), counted: z.number() })),
    bpm: z.number().nullable(),
    /** Of each month of the year that has enough listens; empty where energy is not known. */
    months: z.array(z.object({ month: z.number().int(), energy: z.number().nullable() })),
  }),
  z.object({ shape: z.literal('depth'), percentiles: z.array(z.number()) }),
  z.object({ shape: z.literal('spread'), counts: z.array(z.number()) }),
])
export type YearChart = z.infer<typeof YearChart>

const YearCard = z.object({
  kind: CardKind,
  headline: z.string(),
  detail: z.string(),
  numbers: z.array(YearNumber),
  things: z.array(YearThing),
  /** Numbers for its drawing; null where covers speak. */
  chart: YearChart.nullable(),
  /** A track that is owned, and where to begin: its strongest section. Null for a card that is silent. */
  soundtrack: z.object({ track: TrackCard, startS: z.number() }).nullable(),
  /** How it is counted. */
  explanation: z.string(),
})
export type YearCard = z.infer<typeof YearCard>

/** GET /api/year?user&from&to&zone; without from and to the last year with enough to tell. */
export const YearBody = z.object({
  listener: z.string(),
  /** Null where there are no listens at all. */
  period: z
    .object({
      fromMs: z.number(),
      toMs: z.number(),
      firstDay: z.string(),
      lastDay: z.string(),
      zone: z.string(),
      /** "Your 2025". */
      title: z.string(),
      /** "2025", "March 2025", "3 March to 9 April 2025". */
      label: z.string(),
      /** It is not over yet. */
      isOpen: z.boolean(),
    })
    .nullable(),
  /** 8 to 12, in the order of the story; fewer where there is little to tell. */
  cards: z.array(YearCard),
  /** Tracks heard most, each of another album: /api/tracks/{id}/cover are the covers of the time. */
  coverTrackIds: z.array(z.number().int()),
  leftOut: z.array(z.object({ kind: CardKind, why: z.string() })),
  /** Why there are so few cards; null for a whole story. */
  sparse: z.string().nullable(),
})
export type YearBody = z.infer<typeof YearBody>

/** GET /api/years?user&zone */
export const YearsBody = z.object({
  listener: z.string(),
  /** Newest first, years without listens included. */
  years: z.array(z.object({ year: z.number().int(), listens: z.number(), counted: z.number(), ms: z.number() })),
  /** Told where none is asked for. */
  byDefault: z.number().int().nullable(),
})
export type YearsBody = z.infer<typeof YearsBody>
