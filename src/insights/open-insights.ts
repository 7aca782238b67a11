// Asks the questions: finds the ledger and what is known of the tracks, counts, names what was counted, and keeps answers until anything changes.

import type { AnalysisStore } from '#analysis'
import { type Clock, Fault } from '#kernel'
import type { AlbumStore, TrackStore } from '#library'
import { type Ledger, type Listener, type ListenerStore, type ListenStore, listenerNamed, type SourceStore } from '#listens'
import { INSIGHTS, type InsightName, isInsight } from './catalogue.ts'
import { buildDimensions, type Dimensions } from './dimensions.ts'
import type { Asked, Insight, Table } from './insight.ts'
import { measure } from './measure.ts'
import { openNames } from './names.ts'
import { momentS, type Period } from './period.ts'
import { type Filter, KINDS, type Kind, openScope, type Scope } from './scope.ts'
import { dayOf, dayText, openZone, startOfDayS } from './zone.ts'

export interface InsightDeps {
  readonly listens: Pick<ListenStore, 'ledger'>
  readonly listeners: ListenerStore
  readonly sources: Pick<SourceStore, 'list'>
  readonly tracks: Pick<TrackStore, 'columns' | 'get' | 'revision'>
  readonly albums: Pick<AlbumStore, 'get'>
  readonly analyses: Pick<AnalysisStore, 'columns' | 'revision'>
  readonly clock: Clock
}

/** A question as a door hands it over. */
export interface InsightRequest {
  readonly name: string
  /** The listener's name; the first listener where it is left out. */
  readonly user?: string
  /** Days, months, years or ms since the epoch (period.ts); the whole history where left out. */
  readonly from?: string
  readonly to?: string
  readonly zone: string
  readonly sourceId?: number
  readonly kind?: string
  /** What the insight takes beside these. */
  readonly parameters?: Readonly<Record<string, string>>
}

export interface InsightAnswered {
  /** The envelope with the data, as JSON. */
  readonly json: string
  readonly summary: readonly string[]
  readonly question: string
  readonly tables: readonly Table[]
  /** Another one wherever the answer could be another. */
  readonly tag: string
}

/** One moment of a history, for what asks several questions of it at once. Nothing may be waited for before it is counted. */
export interface Looked {
  readonly listener: Listener
  readonly ledger: Ledger
  readonly dims: Dimensions
  readonly sources: readonly { readonly id: number; readonly label: string; readonly format: string }[]
  /** Today, by the zone. */
  readonly day: number
}

export interface Insights {
  answer(request: InsightRequest): Promise<InsightAnswered>
  look(request: { readonly user?: string; readonly zone: string }): Promise<Looked>
  /** When the listener's history begins and ends, ms since the epoch; nulls without any. */
  span(user?: string): Promise<{ readonly firstMs: number | null; readonly lastMs: number | null }>
}

const ANSWERS_MAX = 200
const ANSWER_CHARACTERS_MAX = 40_000_000
/** While tracks or analyses change, what is known of them is not gathered anew more often than this. */
const RENEW_EVERY_MS = 20_000
const YEAR_DAYS = 365

/** Opens the questions over the stores. Nothing is read until something is asked. */
export function openInsights(deps: InsightDeps): Insights {
  const kept = openCache()
  const dimensions = openDimensions(deps)
  // Revisions begin anew with each start of the process.
  const run = `${deps.clock.nowMs().toString(36)}${Math.floor(Math.random() * 2 ** 32).toString(36)}`
  return {
    async answer(request) {
      const question = await prepare(deps, request)
      const { known, ledger, other } = await gather(deps, dimensions, question)
      const day = dayOf(openZone(request.zone), deps.clock.nowMs() / 1000)
      const key = JSON.stringify([
        ...[request.name, question.listener.id, request.from, request.to, request.zone, request.sourceId, request.kind],
        Object.entries(request.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
        ...[ledger.revision, other?.revision, known.revision, day, question.sources.map(({ id, label }) => [id, label])],
      ])
      const found = kept.get(key)
      if (found) return found
      const answered = await ask(deps, question, { ledger, other, dims: known.dims, day, tag: `${run}.${hash(key)}` })
      kept.put(key, answered)
      return answered
    },
    async look({ user, zone }) {
      const day = dayOf(openZone(zone), deps.clock.nowMs() / 1000)
      const listener = await listenerNamed(deps.listeners, user)
      const sources = (await deps.sources.list(listener.id)).map(({ id, label, format }) => ({ id: id as number, label, format }))
      const { known, ledger } = await gather(deps, dimensions, { listener, otherListener: null })
      return {
        listener,
        sources,
        ledger,
        dims: known.dims,
        day,
        tag: [run, listener.id, ledger.revision, known.revision, zone, day].join('.'),
      }
    },
    async span(user) {
      const listener = await listenerNamed(deps.listeners, user)
      const { count, endedAtS } = await deps.listens.ledger(listener.id)
      return count === 0 ? { firstMs: null, lastMs: null } : { firstMs: endedAtS[0] * 1000, lastMs: endedAtS[count - 1] * 1000 }
    },
  }
}

interface Question {
  readonly name: InsightName
  readonly request: InsightRequest
  readonly listener: Listener
  /** Of a comparison; the same listener where no other is named. */
  readonly otherListener: Listener | null
  readonly sources: readonly { readonly id: number; readonly label: string; readonly format: string }[]
  readonly filter: Filter
}

async function prepare(deps: InsightDeps, request: InsightRequest): Promise<Question> {
  const { name } = request
  if (!isInsight(name))
    throw new Fault('not-found', 'INSIGHT_UNKNOWN', `There is no insight ${name}; there is ${Object.keys(INSIGHTS).join(', ')}.`)
  const given = Object.keys(request.parameters ?? {})
  const taken = INSIGHTS[name].parameters.map((one) => one.name)
  const unknown = given.find((one) => !taken.includes(one))
  if (unknown !== undefined)
    throw new Fault(
      'invalid',
      'PARAMETER_UNKNOWN',
      `${name} takes no ${unknown}; it takes ${['from, to, zone, source, kind', ...taken].join(', ')}.`,
    )
  const kind = request.kind ?? 'music'
  if (kind !== 'all' && !KINDS.includes(kind as (typeof KINDS)[number]))
    throw new Fault('invalid', 'PARAMETER_INVALID', `kind=${kind}: it takes all, ${KINDS.join(', ')}.`)
  openZone(request.zone)
  const listener = await listenerNamed(deps.listeners, request.user)
  const otherListener = name === 'compare' ? await listenerNamed(deps.listeners, request.parameters?.['other'] ?? listener.name) : null
  const sources = (await deps.sources.list(listener.id)).map(({ id, label, format }) => ({ id: id as number, label, format }))
  if (request.sourceId !== undefined && !sources.some(({ id }) => id === request.sourceId))
    throw new Fault('not-found', 'SOURCE_UNKNOWN', `${listener.name} has no source ${request.sourceId}.`)
  return { name, request, listener, otherListener, sources, filter: { kind: kind as Kind, sourceId: request.sourceId ?? null } }
}

/** The ledgers, at one moment: a later one may be written over the arrays of an earlier one, so nothing is waited for between this and counting. */
async function gather(
  deps: InsightDeps,
  dimensions: ReturnType<typeof openDimensions>,
  { listener, otherListener }: Pick<Question, 'listener' | 'otherListener'>,
) {
  for (;;) {
    let ledger = await deps.listens.ledger(listener.id)
    const isOther = otherListener !== null && otherListener.id !== listener.id
    const first = isOther ? await deps.listens.ledger(otherListener.id) : null
    const known = await dimensions(Math.max(trackMax(ledger), first === null ? 0 : trackMax(first)))
    ledger = await deps.listens.ledger(listener.id)
    const other = isOther ? await deps.listens.ledger(otherListener.id) : null
    if (other === null || (await deps.listens.ledger(listener.id)).revision === ledger.revision) {
      if (Math.max(trackMax(ledger), other === null ? 0 : trackMax(other)) < known.dims.size.track)
        return { ledger, other: otherListener === null ? null : (other ?? ledger), known }
    }
  }
}

interface Gathered {
  readonly ledger: Ledger
  readonly other: Ledger | null
  readonly dims: Dimensions
  /** Today, by the zone. */
  readonly day: number
  readonly tag: string
}

async function ask(deps: InsightDeps, question: Question, gathered: Gathered): Promise<InsightAnswered> {
  const { request, listener, sources } = question
  const one = INSIGHTS[question.name] as Insight
  const names = openNames(gathered.dims)
  const scope = scopeOf(question, gathered)
  const measured = measure(scope)
  const label = periodLabel(scope)
  const other = gathered.other === null || question.otherListener === null ? null : otherOf(question, gathered.other, scope)
  const asked: Asked = {
    scope,
    measured,
    parameters: request.parameters ?? {},
    other,
    listener: listener.name,
    label: other !== null && other.listener !== listener.name ? listener.name : label,
    sources,
    endDay: request.to === undefined ? gathered.day : Math.min(gathered.day, dayOf(scope.zone, scope.toS - 1)),
    thing: names.thing,
  }
  const { data, used, excluded, coverage } = one.count(asked)
  const { msPlayed, msEstimated, untimed, listens, counted } = measured
  await names.fill(deps)
  const summary = one.tell(data, asked)
  const source = sources.find(({ id }) => id === question.filter.sourceId)
  const { firstDay, lastDay } = edges(scope)
  const json = JSON.stringify({
    name: question.name,
    question: one.question,
    explanation: one.explanation,
    listener: listener.name,
    period: {
      fromMs: scope.fromS * 1000,
      toMs: scope.toS * 1000,
      firstDay,
      lastDay,
      zone: scope.zone.name,
      kind: scope.kind,
      source: source ? { id: source.id, label: source.label } : null,
    },
    summary,
    trust: { listens, counted, used, excluded, coverage, msPlayed, msEstimated, untimed },
    data,
  })
  let tables: Table[] | null = null
  return {
    json,
    summary,
    question: one.question,
    // Only some ask for them; what they are made of is kept, the ledger is not.
    get tables() {
      tables ??= one.tabulate(data)
      return tables
    },
    tag: gathered.tag,
  }
}

/** The period asked for; whole local days from the first listen to the last where an end is left open. */
function scopeOf({ name, request, otherListener, listener, filter }: Question, { ledger, dims }: Gathered): Scope {
  const zone = openZone(request.zone)
  const firstDay = ledger.count > 0 ? dayOf(zone, ledger.endedAtS[0]) : 0
  const lastDay = ledger.count > 0 ? dayOf(zone, ledger.endedAtS[ledger.count - 1]) : -1
  const toS = request.to === undefined ? startOfDayS(zone, lastDay + 1) : momentS(request.to, 'end', zone)
  // Compared with itself and no period named, the last year stands against the one before.
  const isLastYear =
    name === 'compare' && otherListener?.id === listener.id && request.from === undefined && !request.parameters?.['otherFrom']
  const openFromS = isLastYear ? startOfDayS(zone, dayOf(zone, toS - 1) + 1 - YEAR_DAYS) : startOfDayS(zone, firstDay)
  const fromS = request.from === undefined ? openFromS : momentS(request.from, 'start', zone)
  if (request.from !== undefined && request.to !== undefined && toS <= fromS)
    throw new Fault('invalid', 'PERIOD_INVALID', `The period ends (${request.to}) before it begins (${request.from}).`)
  return openScope(ledger, dims, { ...filter, zone: request.zone, fromS, toS: Math.max(fromS, toS) })
}

/** The other side: the period asked for, else the same one of another person, else the one just before. */
function otherOf({ request, otherListener, listener, filter }: Question, ledger: Ledger, left: Scope): Asked['other'] {
  const { otherFrom, otherTo } = request.parameters ?? {}
  const isSelf = otherListener!.id === listener.id
  const { zone, fromS, toS } = left
  const before: Period = { fromS: startOfDayS(zone, 2 * dayOf(zone, fromS) - dayOf(zone, Math.max(fromS, toS - 1)) - 1), toS: fromS }
  const byDefault = isSelf && otherFrom === undefined && otherTo === undefined ? before : left
  const from = otherFrom === undefined ? byDefault.fromS : momentS(otherFrom, 'start', zone)
  const to = otherTo === undefined ? byDefault.toS : momentS(otherTo, 'end', zone)
  // A source is one listener's: it narrows the other side only where that is the same person.
  const narrowed = { kind: filter.kind, sourceId: isSelf ? filter.sourceId : null }
  const scope = openScope(ledger, left.dims, { ...narrowed, zone: zone.name, fromS: from, toS: Math.max(from, to) })
  return { scope, measured: measure(scope), listener: otherListener!.name, label: isSelf ? periodLabel(scope) : otherListener!.name }
}

function edges({ zone, fromS, toS }: Scope): { firstDay: string; lastDay: string } {
  return { firstDay: dayText(dayOf(zone, fromS)), lastDay: dayText(dayOf(zone, Math.max(fromS, toS - 1))) }
}

function periodLabel(scope: Scope): string {
  const { firstDay, lastDay } = edges(scope)
  return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
}

// --- what is kept ------------------------------------------------------------------------------------------------------------------

const trackMaxima = new WeakMap<Ledger, number>()

function trackMax(ledger: Ledger): number {
  const known = trackMaxima.get(ledger)
  if (known !== undefined) return known
  const { trackIds, count } = ledger
  let max = 0
  for (let row = 0; row < count; row++) if (trackIds[row] > max) max = trackIds[row]
  trackMaxima.set(ledger, max)
  return max
}

interface Known {
  readonly dims: Dimensions
  readonly revision: string
  readonly builtAtMs: number
}

/** What is known of the tracks, up to at least the id given; gathered anew after changes. */
function openDimensions(deps: InsightDeps): (trackIdMax: number) => Promise<Known> {
  let current: Known | null = null
  let building: Promise<Known> | null = null
  const build = async (trackIdMax: number): Promise<Known> => {
    const revision = `${await deps.tracks.revision()}.${await deps.analyses.revision()}`
    const [tracks, sounds] = await Promise.all([deps.tracks.columns(), deps.analyses.columns()])
    current = { dims: buildDimensions(tracks, sounds, trackIdMax), revision, builtAtMs: deps.clock.nowMs() }
    return current
  }
  return async (trackIdMax: number) => {
    if (current !== null && trackIdMax < current.dims.size.track) {
      if (deps.clock.nowMs() - current.builtAtMs < RENEW_EVERY_MS) return current
      const revision = `${await deps.tracks.revision()}.${await deps.analyses.revision()}`
      if (revision === current.revision) return current
    }
    building ??= build(trackIdMax).finally(() => {
      building = null
    })
    return building
  }
}

/** Answers used last; few enough to hold. */
function openCache() {
  const answers = new Map<string, InsightAnswered>()
  let characters = 0
  return {
    get(key: string) {
      const found = answers.get(key)
      if (found) {
        answers.delete(key)
        answers.set(key, found)
      }
      return found
    },
    put(key: string, answered: InsightAnswered) {
      answers.set(key, answered)
      characters += answered.json.length
      for (const [oldest, { json }] of answers) {
        if (answers.size <= ANSWERS_MAX && characters <= ANSWER_CHARACTERS_MAX) break
        answers.delete(oldest)
        characters -= json.length
      }
    },
  }
}

/** FNV-1a, twice with different beginnings: an ETag, no secret. */
function hash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x01000197)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
