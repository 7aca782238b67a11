// Options as typed values; a wrong one is a fault of usage that names the option, what was given, and what it takes.

import { Fault } from '#kernel'

type Options = Readonly<Record<string, unknown>>

const wrong = (name: string, given: string, takes: string) =>
  new Fault('invalid', 'OPTION_INVALID', `--${name} ${given}: it takes ${takes}.`)

/** A number between two bounds, both included. */
export function numberOption(
  options: Options,
  name: string,
  byDefault: number,
  bounds: { min: number; max: number; whole?: boolean },
): number {
  const given = options[name]
  if (given === undefined) return byDefault
  const text = String(given).trim()
  const value = Number(text)
  const fits = text !== '' && value >= bounds.min && value <= bounds.max && (!bounds.whole || Number.isInteger(value))
  if (!fits) throw wrong(name, String(given), `a ${bounds.whole ? 'whole ' : ''}number from ${bounds.min} to ${bounds.max}`)
  return value
}

export function choiceOption<Choice extends string>(options: Options, name: string, byDefault: Choice, choices: readonly Choice[]): Choice {
  const given = options[name]
  if (given === undefined) return byDefault
  const choice = choices.find((one) => one === given)
  if (choice === undefined) throw wrong(name, String(given), choices.join(', '))
  return choice
}

/** A text, or undefined where it is not given; an empty one is wrong. */
export function textOption(options: Options, name: string): string | undefined {
  const given = options[name]
  if (given === undefined) return undefined
  if (typeof given !== 'string' || given.trim() === '') throw wrong(name, `"${String(given)}"`, 'a text')
  return given
}

/** Texts of an option that may be repeated. */
export const listOption = (options: Options, name: string): string[] => [...((options[name] as string[] | undefined) ?? [])]

/** A day (2026-01-31) or moment (ISO 8601) as ms since the epoch; `end` means the end of that day. Days are UTC. */
export function dateOption(options: Options, name: string, edge: 'start' | 'end'): number | undefined {
  const given = options[name]
  if (given === undefined) return undefined
  const text = String(given)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const atMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(isDay ? `${text}T00:00:00Z` : text) : Number.NaN
  if (!Number.isFinite(atMs) || (isDay && new Date(atMs).toISOString().slice(0, 10) !== text))
    throw wrong(name, text, 'a day such as 2026-01-31')
  return isDay && edge === 'end' ? atMs + 86_400_000 : atMs
}

export const portOption = (options: Options): number => numberOption(options, 'port', 4747, { min: 0, max: 65_535, whole: true })
export const countOption = (options: Options): number => numberOption(options, 'count', 10, { min: 1, max: 500, whole: true })
