// What an insight is: a question, how it is counted, and its answer as data, as sentences and as tables. One file a question in questions/.

import { Fault } from '#kernel'
import type { Thing } from './dimensions.ts'
import type { Measured } from './measure.ts'
import { type Bins, binsOf, fittingStep, STEPS, type Step } from './period.ts'
import { rowAt, type Scope } from './scope.ts'

export const GROUPS = ['overview', 'favourites', 'time', 'taste', 'habits', 'sound', 'compare'] as const

/** A parameter beside period, zone, source and kind. */
export interface Parameter {
  readonly name: string
  readonly summary: string
  readonly choices: readonly string[] | null
  readonly byDefault: string | null
}

/** An artist, album, track or genre; its name is filled in after counting. */
export interface NamedThing {
  readonly kind: Thing
  readonly id: number
  readonly trackId: number | null
  name: string
  by: string | null
}

export type Cell = string | number | null
export interface Table {
  readonly name: string
  readonly title: string
  readonly columns: readonly { readonly name: string; readonly unit: string | null }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What a question is asked with. */
export interface Asked {
  readonly scope: Scope
  readonly measured: Measured
  readonly parameters: Readonly<Record<string, string>>
  /** Whose and which other stretch, for a comparison; else null. */
  readonly other: { readonly scope: Scope; readonly measured: Measured; readonly listener: string; readonly label: string } | null
  readonly listener: string
  /** The last local day a current streak can end on: that of the period, or today. */
  readonly endDay: number
  readonly label: string
  readonly sources: readonly { readonly id: number; readonly label: string; readonly format: string }[]
  /** Makes a thing whose name will be found. */
  thing(kind: Thing, id: number): NamedThing
}

export interface Exclusion {
  readonly reason: string
  readonly label: string
  readonly listens: number
}

/** The data of an answer, and what a person needs to trust it. */
export interface Counted<Data> {
  readonly data: Data
  /** Listens that the answer rests on. */
  readonly used: number
  readonly excluded: readonly Exclusion[]
  readonly coverage: { readonly share: number; readonly label: string } | null
}

export interface Insight<Data = unknown> {
  readonly question: string
  readonly explanation: string
  readonly group: (typeof GROUPS)[number]
  readonly parameters: readonly Parameter[]
  readonly tables: readonly { readonly name: string; readonly title: string }[]
  count(asked: Asked): Counted<Data>
  /** The answer in sentences; names are known by then. */
  tell(data: Data, asked: Asked): string[]
  /** The rows of each of `tables`. */
  tabulate(data: Data): Table[]
}

/** Keeps the type of the data from `count` to `tell` and `tabulate`. */
export const insight = <Data>(one: Insight<Data>): Insight<Data> => one

// --- parameters ------------------------------------------------------------------------------------------------------------------

const wrong = (name: string, given: string, takes: string) =>
  new Fault('invalid', 'PARAMETER_INVALID', `${name}=${given}: it takes ${takes}.`)

export function choiceOf<Choice extends string>(asked: Asked, name: string, choices: readonly Choice[], byDefault: Choice): Choice {
  const given = asked.parameters[name]
  if (given === undefined) return byDefault
  const choice = choices.find((one) => one === given)
  if (choice === undefined) throw wrong(name, given, choices.join(', '))
  return choice
}

export function wholeOf(asked: Asked, name: string, min: number, max: number, byDefault: number): number {
  const given = asked.parameters[name]
  if (given === undefined) return byDefault
  const value = Number(given)
  if (given.trim() === '' || !Number.isInteger(value) || value < min || value > max)
    throw wrong(name, given, `a whole number from ${min} to ${max}`)
  return value
}

export const COUNT: Parameter = { name: 'count', summary: 'How many to list, 1 to 500.', choices: null, byDefault: '50' }
export const countOf = (asked: Asked): number => wholeOf(asked, 'count', 1, 500, 50)

export const STEP: Parameter = {
  name: 'step',
  summary: 'The width of the steps in time; auto fits them to the period.',
  choices: ['auto', ...STEPS],
  byDefault: 'auto',
}

/** The bins asked for, and the first row of each (one more than there are bins). */
export function askedBins(asked: Asked): Bins & { readonly rows: Int32Array } {
  const { scope } = asked
  const step = choiceOf<Step | 'auto'>(asked, 'step', ['auto', ...STEPS], 'auto')
  const bins = binsOf(scope, step === 'auto' ? fittingStep(scope) : step, scope.zone)
  return { ...bins, rows: Int32Array.from(bins.startS, (s) => Math.min(rowAt(scope.ledger, s), scope.high)) }
}

// --- trust -----------------------------------------------------------------------------------------------------------------------

/** Exclusions that hold any listen. */
export const exclusions = (...rows: readonly (readonly [reason: string, label: string, listens: number])[]): Exclusion[] =>
  rows.filter(([, , listens]) => listens > 0).map(([reason, label, listens]) => ({ reason, label, listens }))

/** Listens left out where only those that count are looked at, and of them those with a track. */
export const notCounted = ({ listens, counted }: Measured) =>
  ['not-counted', 'too short to count by the rules in force', listens - counted] as const
export const notTracked = ({ counted, tracked }: Measured) =>
  ['no-track', 'without a known track (podcasts, nameless rows)', counted - tracked] as const
export const notTold = ({ listens, told }: Measured) =>
  ['outcome-unknown', 'where the source does not say how the listen ended', listens - told] as const

export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
