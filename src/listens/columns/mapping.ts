// A mapping: which columns of a table of listens mean what, and how its times are written. Guessed, shown, corrected by a person, remembered as a preset.

import { z } from 'zod'

/** What a column may mean. */
export const MAPPED_FIELDS = [
  'time', 'date', 'clock', 'title', 'artist', 'album', 'played', 'length', 'isrc', 'uri', 'skipped', 'kind', 'platform', 'country',
] as const // biome-ignore format: a list
export type MappedField = (typeof MAPPED_FIELDS)[number]

/** How times are written; the three numeric orders are dates such as 2024-03-31, 31.03.2024 and 3/31/2024. */
export const TIME_FORMS = ['iso', 'year-first', 'day-first', 'month-first', 'words', 'epoch-s', 'epoch-ms', 'excel'] as const
export type TimeForm = (typeof TIME_FORMS)[number]

/** How lengths are written: as a number of them, or as a clock, "3:45" or "PT3M45S". */
export const LENGTH_UNITS = ['ms', 's', 'min', 'clock'] as const
export type LengthUnit = (typeof LENGTH_UNITS)[number]

export const DELIMITERS = [',', ';', '\t', '|'] as const

const columnIndex = z.number().int().min(0).max(999)

/** As it is kept and sent. */
export const Mapping = z.object({
  delimiter: z.enum(DELIMITERS),
  /** The names of the columns, where the first row is a header; else as many empty texts as there are columns. */
  header: z.array(z.string().max(500)).max(1000),
  headed: z.boolean(),
  columns: z.partialRecord(z.enum(MAPPED_FIELDS), columnIndex),
  timeForm: z.enum(TIME_FORMS),
  /** Whether the time is that of the beginning or of the end. */
  timeTold: z.enum(['start', 'end']),
  playedUnit: z.enum(LENGTH_UNITS),
  lengthUnit: z.enum(LENGTH_UNITS),
})
export type Mapping = z.infer<typeof Mapping>

export interface Preset {
  readonly name: string
  readonly mapping: Mapping
}

export interface PresetStore {
  /** In order of name. */
  list(): Promise<Preset[]>
  /** One of the same name is replaced. */
  save(preset: Preset): Promise<void>
  remove(name: string): Promise<void>
}

/** What is missing for a mapping to be of use; null where nothing is. */
export function whyUseless({ columns }: Mapping): string | null {
  if (columns.title === undefined) return 'No column is said to be the title.'
  if (columns.time === undefined && columns.date === undefined) return 'No column is said to be the time.'
  const used = Object.values(columns)
  return new Set(used).size < used.length ? 'One column is said to be two things.' : null
}

const nameOf = (name: string) => name.trim().toLowerCase()

/** The preset made for a table of the same columns, if any. */
export const presetFor = (presets: readonly Preset[], header: readonly string[]): Preset | null =>
  presets.find(
    ({ mapping }) =>
      mapping.headed && mapping.header.length === header.length && mapping.header.every((name, i) => nameOf(name) === nameOf(header[i])),
  ) ?? null
