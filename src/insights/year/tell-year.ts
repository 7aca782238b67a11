// A year as a story: asks each card what it has to tell, keeps the best eight to twelve, names what they speak of, and finds what they sound with.

import type { AnalysisStore } from '#analysis'
import { Fault } from '#kernel'
import type { Track, TrackId } from '#library'
import { COUNTED } from '#listens'
import { INSIGHTS, type InsightData, type InsightName } from '../catalogue.ts'
import { countTracks, topOf } from '../counting.ts'
import type { Dimensions } from '../dimensions.ts'
import type { Asked, Insight } from '../insight.ts'
import { measure } from '../measure.ts'
import { openNames } from '../names.ts'
import type { InsightDeps, Insights, Looked } from '../open-insights.ts'
import { openScope, type Scope } from '../scope.ts'
import { dayOf, dayText, openZone, startOfDayS } from '../zone.ts'
import { CARD_KINDS, type CardKind, type Draft, type MakeCard, type Untold, type YearAsked, type YearChart, type YearNumber, type YearThing } from './card.ts' // biome-ignore format: one line
import { bingeCard, returnCard, skipsCard } from './how.ts'
import { deepCutsCard, soundCard, varietyCard } from './sound-taste.ts'
import { countYears, type Span, spanOf, type YearCount, yearToTell } from './span.ts'
import { summaryCard } from './summary.ts'
import { bestTracks } from './tally.ts'
import { clockCard, daysCard, timeCard } from './when.ts'
import { albumCard, artistCard, discoveryCard, tracksCard } from './who.ts'

const MAKE: Readonly<Record<CardKind, MakeCard>> = {
  time: timeCard,
  artist: artistCard,
  tracks: tracksCard,
  album: albumCard,
  discovery: discoveryCard,
  clock: clockCard,
  days: daysCard,
  binge: bingeCard,
  return: returnCard,
  skips: skipsCard,
  sound: soundCard,
  'deep-cuts': deepCutsCard,
  variety: varietyCard,
  summary: summaryCard,
}

const CARDS_MAX = 12
const CARDS_MIN = 8

export interface YearCard {
  readonly kind: CardKind
  readonly headline: string
  readonly detail: string
  readonly numbers: readonly YearNumber[]
  readonly things: readonly YearThing[]
  readonly chart: YearChart | null
  /** An owned track, and where in it to begin; null for a card that is silent. */
  readonly sound: { readonly track: Track; readonly startS: number } | null
  readonly explanation: string
}

/** The story of a time. */
export interface YearStory {
  readonly listener: string
  readonly span: (Span & { readonly firstDay: string; readonly lastDay: string; readonly zone: string }) | null
  readonly cards: readonly YearCard[]
  /** Tracks heard most, each of another album: their covers are those of the time. */
  readonly coverTrackIds: readonly number[]
  /** Cards that have nothing to tell, and why. */
  readonly leftOut: readonly { readonly kind: CardKind; readonly why: string }[]
  /** Why there are few cards, or none; null for a whole story. */
  readonly sparse: string | null
}

export interface YearDeps extends Omit<InsightDeps, 'analyses'> {
  readonly insights: Insights
  readonly analyses: Pick<AnalysisStore, 'ofTrack'>
}

export interface YearRequest {
  readonly user?: string
  /** Days, months or years; the last year with enough to tell where both are left out. */
  readonly from?: string
  readonly to?: string
  readonly zone: string
}

/** The years there are to tell, newest first, and the one told where none is asked for. */
export async function listYears(
  deps: YearDeps,
  request: Pick<YearRequest, 'user' | 'zone'>,
): Promise<{ readonly listener: string; readonly years: readonly YearCount[]; readonly byDefault: number | null }> {
  const { listener, ledger, dims, day } = await deps.insights.look(request)
  const years = countYears(ledger, dims, openZone(request.zone))
  return { listener: listener.name, years, byDefault: yearToTell(years, day) }
}

/** Tells a time as cards. The same history gives the same story. */
export async function tellYear(deps: YearDeps, request: YearRequest): Promise<YearStory> {
  const looked = await deps.insights.look(request)
  const span = spanAsked(looked, request)
  if (span === null)
    return { listener: looked.listener.name, span: null, cards: [], coverTrackIds: [], leftOut: [], sparse: 'There are no listens yet.' }
  const key = [looked.listener.id, looked.ledger.revision, looked.day, request.zone, span.fromS, span.toS].join(' ')
  const kept = storiesOf(looked.dims)
  const known = kept.get(key)
  if (known) return known
  const story = await tellSpan(deps, looked, span, request.zone)
  if (kept.size >= STORIES_MAX) kept.delete(kept.keys().next().value!)
  kept.set(key, story)
  return story
}

const STORIES_MAX = 12
/** Stories told last, for as long as the tracks are known as they are. */
const stories = new WeakMap<Dimensions, Map<string, YearStory>>()

function storiesOf(dims: Dimensions): Map<string, YearStory> {
  const kept = stories.get(dims) ?? new Map<string, YearStory>()
  stories.set(dims, kept)
  return kept
}

async function tellSpan(deps: YearDeps, looked: Looked, span: Span, zoneName: string): Promise<YearStory> {
  const zone = openZone(zoneName)
  // What is still to come is no silence.
  const toS = span.isOpen ? Math.min(span.toS, startOfDayS(zone, looked.day + 1)) : span.toS
  const scope = openScope(looked.ledger, looked.dims, { kind: 'music', sourceId: null, zone: zoneName, fromS: span.fromS, toS })
  const names = openNames(looked.dims)
  const { chosen, leftOut } = draftCards(looked, span, scope, names.thing)
  const things = await nameThings(deps, names, chosen)
  const sounds = await soundsOf(deps, chosen)
  const cards = chosen.map(({ kind, draft }, at): YearCard => {
    const { numbers, chart, explanation } = draft
    return { kind, ...draft.tell(), numbers, things: things[at], chart, sound: sounds[at], explanation }
  })
  return {
    listener: looked.listener.name,
    span: { ...span, firstDay: dayText(dayOf(zone, span.fromS)), lastDay: dayText(dayOf(zone, Math.max(span.fromS, span.toS - 1))), zone: zoneName }, // biome-ignore format: one line
    cards,
    coverTrackIds: coversOf(scope),
    leftOut,
    sparse: sparseWords(cards.length, scope, span),
  }
}

const COVERS = 16

/** Tracks heard most, the first of each album, and of each artist where the album is not known. */
function coversOf(scope: Scope): number[] {
  const { album, artist } = scope.dims.of
  const seen = new Set<string>()
  const isNew = (key: string) => !seen.has(key) && seen.add(key)
  const tracks = topOf(countTracks(scope, COUNTED), 10 * COVERS)
  return tracks.filter((track) => isNew(album[track] > 0 ? `album ${album[track]}` : `artist ${artist[track]}`)).slice(0, COVERS)
}

function spanAsked({ ledger, dims, day }: Looked, { from, to, zone: name }: YearRequest): Span | null {
  const zone = openZone(name)
  const byDefault = from === undefined && to === undefined ? yearToTell(countYears(ledger, dims, zone), day) : null
  const [first, last] = [from ?? to ?? byDefault, to ?? from ?? byDefault]
  if (first === null || last === null) return null
  const span = spanOf(zone, String(first), String(last), day)
  if (span.toS <= span.fromS) throw new Fault('invalid', 'PERIOD_INVALID', `The time ends (${last}) before it begins (${first}).`)
  return span
}

type Chosen = { readonly kind: CardKind; readonly draft: Draft }
const isUntold = (made: Draft | Untold): made is Untold => 'why' in made

/** Every card that has something to tell; of more than twelve those that tell most. */
function draftCards(looked: Looked, span: Span, scope: Scope, thing: Asked['thing']) {
  const asked = askedOf(looked, span, scope, thing)
  const leftOut: { kind: CardKind; why: string }[] = []
  const drafts: Chosen[] = []
  for (const kind of CARD_KINDS) {
    const made = asked.measured.counted === 0 ? { why: 'Nothing that counts was heard.' } : MAKE[kind](asked)
    if (isUntold(made)) leftOut.push({ kind, why: made.why })
    else drafts.push({ kind, draft: made })
  }
  const kept = new Set([...drafts].sort((a, b) => b.draft.interest - a.draft.interest).slice(0, CARDS_MAX))
  for (const one of drafts) if (!kept.has(one)) leftOut.push({ kind: one.kind, why: 'Others had more to tell.' })
  return { chosen: drafts.filter((one) => kept.has(one)), leftOut }
}

function askedOf(looked: Looked, span: Span, scope: Scope, thing: Asked['thing']): YearAsked {
  const { ledger, dims, day } = looked
  const measured = measure(scope)
  const endDay = Math.min(day, dayOf(scope.zone, span.toS - 1))
  const common = { other: null, listener: looked.listener.name, label: span.label, sources: looked.sources, endDay, thing }
  // Several cards ask the same.
  const answered = new Map<string, unknown>()
  const ask =
    (of: Scope, its: Asked['measured'], which: string) =>
    <Name extends InsightName>(name: Name, parameters: Readonly<Record<string, string>> = {}): InsightData<Name> => {
      const key = JSON.stringify([which, name, parameters])
      if (!answered.has(key)) answered.set(key, (INSIGHTS[name] as Insight).count({ ...common, scope: of, measured: its, parameters }).data)
      // The type of the data is that of the catalogue, which forgets it when it is asked by name.
      return answered.get(key) as InsightData<Name>
    }
  const past = openScope(ledger, dims, {
    kind: 'music',
    sourceId: null,
    zone: scope.zone.name,
    fromS: span.before.fromS,
    toS: span.before.toS,
  })
  const pastMeasured = measure(past)
  const counts = countTracks(scope, COUNTED)
  return {
    scope,
    measured,
    within: span.within,
    noun: span.noun,
    before: pastMeasured.counted > 0 ? { measured: pastMeasured, label: span.before.label, ask: ask(past, pastMeasured, 'before') } : null,
    ask: ask(scope, measured, 'now'),
    thing: (kind, id, count, note = '') => Object.assign(thing(kind, id), { count, note }),
    tracksOf: (kind, id) => bestTracks(counts, kind === null ? null : dims.of[kind], id),
  }
}

/** Names everything that the cards speak of; the picture of an artist is the example track's where the artist has none of their own. */
async function nameThings(deps: YearDeps, names: ReturnType<typeof openNames>, chosen: readonly Chosen[]) {
  await names.fill(deps)
  return chosen.map(({ draft }) =>
    draft.things.map(({ kind, id, trackId, name, by, count, note }) => ({ kind, id, trackId, name, by, count, note })),
  )
}

/** For each card an owned track that no card before it sounds with, where there is one. */
async function soundsOf(deps: YearDeps, chosen: readonly Chosen[]): Promise<YearCard['sound'][]> {
  const ids = [...new Set(chosen.flatMap(({ draft }) => draft.trackIds))] as TrackId[]
  const tracks = new Map<number, Track>((ids.length > 0 ? await deps.tracks.get(ids) : []).map((track) => [track.id, track]))
  const used = new Set<number>()
  const sounds: YearCard['sound'][] = []
  for (const { draft } of chosen) {
    const owned = draft.trackIds.flatMap((id) => tracks.get(id) ?? []).filter((track) => track.playable)
    const track = owned.find(({ id }) => !used.has(id)) ?? owned[0] ?? null
    if (track) used.add(track.id)
    sounds.push(track && { track, startS: await startOf(deps, track) })
  }
  return sounds
}

/** A section shorter than this is a break, not the heart of a track. */
const SECTION_MIN_S = 8

/** Where the strongest section begins, as far as the track was analysed; else its beginning. */
async function startOf(deps: YearDeps, track: Track): Promise<number> {
  const outcome = await deps.analyses.ofTrack(track.id)
  const sections = (outcome?.ok ? outcome.analysis.structure?.sections : null) ?? []
  const long = sections.filter(({ fromS, toS }) => toS - fromS >= SECTION_MIN_S)
  const best = long.reduce<(typeof long)[number] | null>((top, one) => (one.energy > (top?.energy ?? 0) ? one : top), null)
  return best === null ? 0 : Math.round(best.fromS * 10) / 10
}

function sparseWords(cards: number, scope: Scope, { within, isOpen }: Span): string | null {
  if (cards >= CARDS_MIN) return null
  const { counted } = measure(scope)
  if (counted === 0) return `Nothing that counts was heard ${within}.`
  return `${counted} counted ${counted === 1 ? 'listen' : 'listens'} ${within} ${isOpen ? 'so far ' : ''}make a short story: a card is told only where there is enough to tell.`
}
