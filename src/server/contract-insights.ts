// What GET /api/insights and /api/insights/{name} answer: one envelope for all, and the data of each insight. contract.ts re-exports it.
// Times are ms since the epoch, days and months are local to the zone of the answer ("2026-11-21"); shares and rates are 0 to 1.

import { z } from 'zod'
import {
  Binges,
  Calendar,
  Clock,
  Compare,
  Completion,
  Discovery,
  Diversity,
  EnergyByHour,
  FirstLoves,
  ForgottenLoves,
  KeyWheel,
  Loyalty,
  MoodSeasons,
  numberOrNull,
  Obscurity,
  Platforms,
  Ranking,
  Sessions,
  Skips,
  Sources,
  Streaks,
  TempoDrift,
  Totals,
} from './contract-insight-data.ts'

export type { ListenNumbers, NamedThing } from './contract-insight-data.ts'

// --- the envelope ------------------------------------------------------------------------------------------------------------------

const InsightTrust = z.object({
  /** Listens in the period, of the kind and source asked for; and those that count by the rules in force. */
  listens: z.number(),
  counted: z.number(),
  /** The listens the answer rests on. */
  used: z.number(),
  /** Why the others are not in it. */
  excluded: z.array(z.object({ reason: z.string(), label: z.string(), listens: z.number() })),
  /** How much of what could be told is known, such as the share of listens with a known tempo; null where nothing has to be known. */
  coverage: z.object({ share: z.number(), label: z.string() }).nullable(),
  /** Of the counted listens: the time told by sources, the time reckoned from the length of tracks, and listens for which neither is known. */
  msPlayed: z.number(),
  msEstimated: z.number(),
  untimed: z.number(),
})
export type InsightTrust = z.infer<typeof InsightTrust>

const InsightHead = z.object({
  /** As a heading: the question that the chart answers. */
  question: z.string(),
  /** How it is counted, in a few sentences. */
  explanation: z.string(),
  listener: z.string(),
  period: z.object({
    /** From (included) to (not included). */
    fromMs: z.number(),
    toMs: z.number(),
    /** The first and last local day. */
    firstDay: z.string(),
    lastDay: z.string(),
    zone: z.string(),
    kind: z.enum(['music', 'podcast', 'audiobook', 'video', 'all']),
    source: z.object({ id: z.number().int(), label: z.string() }).nullable(),
  }),
  /** The answer in sentences: the text equivalent of the chart. */
  summary: z.array(z.string()),
  trust: InsightTrust,
})

const answer = <Name extends string, Data extends z.ZodType>(name: Name, data: Data) => InsightHead.extend({ name: z.literal(name), data })

/** GET /api/insights/{name}: what it answers, told apart by `name`. */
export const InsightAnswer = z.discriminatedUnion('name', [
  answer('totals', Totals),
  answer('top-artists', Ranking),
  answer('top-albums', Ranking),
  answer('top-tracks', Ranking),
  answer('top-genres', Ranking),
  answer('clock', Clock),
  answer('calendar', Calendar),
  answer('sessions', Sessions),
  answer('discovery', Discovery),
  answer('loyalty', Loyalty),
  answer('obscurity', Obscurity),
  answer('diversity', Diversity),
  answer('binges', Binges),
  answer('first-loves', FirstLoves),
  answer('forgotten-loves', ForgottenLoves),
  answer('skips-by-artist', Skips),
  answer('skips-by-hour', Skips),
  answer('skips-by-source', Skips),
  answer('skips-by-position', Skips),
  answer('completion', Completion),
  answer('streaks', Streaks),
  answer('platforms', Platforms),
  answer('sources', Sources),
  answer('energy-by-hour', EnergyByHour),
  answer('tempo-drift', TempoDrift),
  answer('key-wheel', KeyWheel),
  answer('mood-seasons', MoodSeasons),
  answer('compare', Compare),
])
export type InsightAnswer = z.infer<typeof InsightAnswer>
export type InsightName = InsightAnswer['name']
/** The answer of one insight: InsightOf<'clock'>. */
export type InsightOf<Name extends InsightName> = Extract<InsightAnswer, { name: Name }>

/** GET /api/insights: every insight, in the order in which a person looks. */
export const InsightCatalogue = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      question: z.string(),
      explanation: z.string(),
      group: z.enum(['overview', 'favourites', 'time', 'taste', 'habits', 'sound', 'compare']),
      /** Parameters beside user, from, to, zone, source and kind that it takes. */
      parameters: z.array(
        z.object({ name: z.string(), summary: z.string(), choices: z.array(z.string()).nullable(), byDefault: z.string().nullable() }),
      ),
      /** The tables of its CSV: &table=NAME, the first where it is left out. */
      tables: z.array(z.object({ name: z.string(), title: z.string() })),
    }),
  ),
  /** What a period can be chosen from: the listener's first and last listen, and the zone used where none is asked for. */
  firstMs: numberOrNull,
  lastMs: numberOrNull,
  zone: z.string(),
  sources: z.array(z.object({ id: z.number().int(), label: z.string(), format: z.string() })),
})
export type InsightCatalogue = z.infer<typeof InsightCatalogue>

/** The numbers as tables, for a text equivalent: GET /api/insights/{name}?format=tables (CSV is the same: ?format=csv&table=NAME). */
export const InsightTables = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      columns: z.array(z.object({ name: z.string(), unit: z.string().nullable() })),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    }),
  ),
})
export type InsightTables = z.infer<typeof InsightTables>
