// Import: any export, zip, folder or table, recognised by content, with a report in which every row read is accounted for.

import { randomUUID } from 'node:crypto'
import type { EventBus } from '#events'
import type { Clock } from '#kernel'
import { type IdentityStore, importTable, type TrackId, type TrackStore } from '#library'
import { keepBeside, type PlaylistKeeper } from './beside.ts'
import { type Answer, answerFor, type TableAnswer } from './columns/answer.ts'
import type { Mapping, PresetStore } from './columns/mapping.ts'
import type { EngagementStore } from './engagement.ts'
import type { FeedbackStore } from './feedback.ts'
import type { Format } from './formats/format.ts'
import { importHistory } from './import-history.ts'
import { emptyReport, failedReport, flagsOf, historyReport, othersReports, type ReadHistory } from './import-report.ts'
import type { Input, Inputs } from './input.ts'
import { inputsOf } from './inputs.ts'
import type { ListenStore, NewlyMerged } from './listen.ts'
import type { ListenerId, ListenerStore } from './listener.ts'
import { mergedBySource } from './merged.ts'
import { openReader, type Reader, type ReadRequest } from './reading.ts'
import type { ImportReport, SourceId, SourceReport, SourceStore } from './source.ts'

export interface ImportDeps {
  readonly tracks: TrackStore
  readonly identity: IdentityStore
  readonly listens: ListenStore
  readonly sources: SourceStore
  readonly listeners: ListenerStore
  readonly feedback: FeedbackStore
  readonly playlists: PlaylistKeeper
  readonly presets: PresetStore
  readonly engagement: EngagementStore
  readonly events: EventBus
  readonly clock: Clock
}

export interface ImportRequest {
  readonly paths: readonly string[]
  readonly listenerId: ListenerId
  /** Names the import in its events; made up where none is given. */
  readonly importId?: string
  /** Made-up listens, such as the demo's. */
  readonly synthetic?: boolean
  /** IANA zone for times that name none, such as Europe/Berlin; UTC where it is left out. */
  readonly zone?: string
  /** Whose listens are meant where a file holds several people's; the listener's own name where it is left out. */
  readonly account?: string
  /** How tables of listens are to be read, where their columns leave a doubt, or the person knows better. */
  readonly answer?: TableAnswer
  /** Reads and reports; keeps nothing. */
  readonly dryRun?: boolean
  /** Stands in for the path in the report, where the path is a temporary one (one path only). */
  readonly label?: string
}

const PROGRESS_EVERY_MS = 100
/** The import that runs on a store; the next one waits for it, so that each report counts its own rows. */
const running = new WeakMap<ListenStore, Promise<unknown>>()

/** Imports paths and reports on every file in them. What is wrong with a file is in its report; only a fault of a store is thrown. */
export async function importPaths(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const before = running.get(deps.listens) ?? Promise.resolve()
  const mine = before.catch(() => {}).then(() => importAll(deps, request))
  running.set(deps.listens, mine)
  return await mine
}

async function importAll(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const startedMs = performance.now()
  const importId = request.importId ?? randomUUID()
  const label = request.paths.length === 1 ? request.label : undefined
  const groups: Inputs[] = []
  for (const path of request.paths) groups.push(await inputsOf(path, label ?? path))
  const reader = openReader(historyBytesOf(groups))
  try {
    const reports = await readAll(deps, request, { importId, label, groups, reader })
    return { sources: reports, seconds: (performance.now() - startedMs) / 1000 }
  } finally {
    await reader.close()
    for (const group of groups) await group.close()
  }
}

const historyBytesOf = (groups: readonly Inputs[]): number =>
  groups.flatMap((group) => group.inputs).reduce((sum, { recognised, sizeBytes }) => sum + (isHistory(recognised.as) ? sizeBytes : 0), 0)

/** A table of listens is recognised for sure only by another look. */
const isHistory = (as: string) => as === 'history' || as === 'columns'

interface Course {
  readonly importId: string
  readonly label: string | undefined
  readonly groups: readonly Inputs[]
  readonly reader: Reader
}

async function readAll(deps: ImportDeps, request: ImportRequest, { importId, label, groups, reader }: Course): Promise<SourceReport[]> {
  const progress = progressTeller(deps, importId, groups)
  const reports: SourceReport[] = []
  const histories: ReadHistory[] = []
  const places = request.paths.map((path) => ({ path, label: label ?? path }))
  const siblings = groups.flatMap((group) => group.inputs)
  const accounts = [request.account ?? (await deps.listeners.list()).find(({ id }) => id === request.listenerId)?.name ?? '']
  for (const [index, group] of groups.entries()) {
    for (const { path, message } of group.unreadable) reports.push(failedReport(path, message))
    const others: Input[] = []
    const nowMs = deps.clock.nowMs()
    const { listenerId, synthetic = false, dryRun = false } = request
    const requestOf = (input: Input, format: Format, mapping?: Mapping): ReadRequest => ({
      places,
      input,
      format,
      // Rows go to their source when they are kept.
      context: { listenerId, sourceId: NO_SOURCE, nowMs, zone: request.zone ?? 'UTC', accounts, mapping, siblings },
    })
    const read = async (input: Input, format: Format, answer: Answer | null, next: Input | null) => {
      const sourceId = dryRun
        ? NO_SOURCE
        : await deps.sources.ensure({ listenerId, label: input.path, format: format.name, synthetic, atMs: nowMs })
      const result = await importHistory(
        deps,
        reader,
        { ...requestOf(input, format, answer?.mapping), sourceId, synthetic, dryRun, onProgress: progress(input) },
        next?.recognised.as === 'history' ? requestOf(next, next.recognised.format) : null,
      )
      // Its report is written when all files are in; until then its place is kept.
      const place = reports.push(emptyReport(input.path, format.name)) - 1
      histories.push({ place, path: input.path, format: format.name, sourceId, result, notes: answer?.notes ?? [] })
    }
    const ahead = group.inputs.filter((input) => isHistory(input.recognised.as))
    for (const input of group.inputs) {
      const { recognised } = input
      if (ahead[0] === input) ahead.shift()
      const next = ahead[0] ?? null
      if (recognised.as === 'history') await read(input, recognised.format, null, next)
      else if (recognised.as === 'columns') {
        const found = await answerFor(deps.presets, input, request)
        if (found === null) others.push({ ...input, recognised: { as: 'unknown', message: recognised.message } })
        else if ('asks' in found) reports.push({ ...failedReport(input.path, found.message), format: found.format.name, asks: found.asks })
        else await read(input, found.format, found, next)
      } else if (recognised.as === 'table') {
        reports.push(await importCatalogue(deps, input, progress(input), request))
        if (!request.dryRun) deps.events.publish('library.changed', {})
      } else if (recognised.as === 'empty') reports.push(emptyReport(input.path, 'empty'))
      else others.push(input)
    }
    reports.push(...othersReports(label ?? request.paths[index], others))
  }
  await finishHistories(deps, request, histories, reports)
  deps.events.publish('import.finished', { importId, listenerId: request.listenerId })
  return reports
}

/** Rows that are only looked at belong to no source. */
const NO_SOURCE = 0 as SourceId

/** Keeps what was told beside listens, looks for events told twice, now that every file is in (so their order does not matter), and writes the reports. */
async function finishHistories(
  deps: ImportDeps,
  { listenerId, dryRun = false, synthetic = false }: ImportRequest,
  histories: readonly ReadHistory[],
  reports: SourceReport[],
) {
  if (dryRun) {
    for (const history of histories) reports[history.place] = historyReport(history, new Float64Array(0), new Map())
    return
  }
  const notes: string[][] = []
  for (const { sourceId, result } of histories)
    notes.push(await keepBeside(deps, { listenerId, sourceId, synthetic, nowMs: deps.clock.nowMs(), ...result }))
  const spans = histories.flatMap(({ result }) => (result.spanMs === null ? [] : [result.spanMs]))
  let merged: readonly NewlyMerged[] = []
  if (spans.length > 0) {
    const fromMs = spans.reduce((least, [from]) => Math.min(least, from), Number.POSITIVE_INFINITY)
    const toMs = spans.reduce((most, [, to]) => Math.max(most, to), Number.NEGATIVE_INFINITY)
    // Which track a wording is must not depend on which file came first.
    await deps.identity.settle()
    merged = await deps.listens.reconcile(listenerId, fromMs, toMs)
  }
  const marked = Float64Array.from(merged, ({ id }) => id).sort()
  const formats = new Map(merged.length === 0 ? [] : (await deps.sources.list(listenerId)).map(({ id, format }) => [id, format]))
  const bySource = mergedBySource(merged, (id) => formats.get(id) ?? '')
  const flags = await flagsOf(deps.tracks, histories)
  for (const [i, history] of histories.entries()) {
    const report = historyReport({ ...history, notes: [...history.notes, ...notes[i]] }, marked, flags, bySource.get(history.sourceId))
    reports[history.place] = report
    await deps.sources.saveReport(history.sourceId, report)
  }
}

/** Tells how far the whole import is, at most ten times a second; returns a teller for each file. */
function progressTeller(deps: ImportDeps, importId: string, groups: readonly Inputs[]) {
  const read = groups.flatMap((group) => group.inputs.filter(({ recognised }) => isHistory(recognised.as) || recognised.as === 'table'))
  const bytesTotal = read.reduce((sum, input) => sum + input.sizeBytes, 0)
  let [bytesDone, rowsDone, toldAtMs] = [0, 0, 0]
  return (input: Input) => {
    let [bytes, rows] = [0, 0]
    return (bytesRead: number, rowsRead: number) => {
      bytesDone += bytesRead - bytes
      rowsDone += rowsRead - rows
      ;[bytes, rows] = [bytesRead, rowsRead]
      const nowMs = performance.now()
      if (nowMs - toldAtMs < PROGRESS_EVERY_MS && bytesDone < bytesTotal) return
      toldAtMs = nowMs
      deps.events.publish('import.progress', { importId, path: input.path, bytesRead: bytesDone, bytesTotal, rowsRead: rowsDone })
    }
  }
}

async function importCatalogue(
  deps: ImportDeps,
  input: Input,
  tell: (bytesRead: number, rowsRead: number) => void,
  { synthetic = false, dryRun = false }: ImportRequest,
): Promise<SourceReport> {
  let [bytes, rows] = [0, 0]
  async function* read() {
    // It may be read twice, to look and to take: the first reading is not told.
    let own = 0
    for await (const chunk of input.read()) {
      own += chunk.length
      bytes = Math.max(bytes, own)
      yield chunk
    }
  }
  const onProgress = ({ rowsRead }: { readonly rowsRead: number }) => {
    rows = rowsRead
    tell(bytes, rows)
  }
  // Read to the end all the same; only nothing is found or made.
  const tracks = dryRun
    ? { ...deps.tracks, identify: async (sightings: readonly unknown[]) => sightings.map(() => 0 as TrackId) }
    : deps.tracks
  const report = await importTable({ ...deps, tracks }, { path: input.path, read, synthetic, onProgress })
  tell(input.sizeBytes, report.read)
  return report
}
