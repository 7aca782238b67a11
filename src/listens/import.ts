// Import: any export, zip, folder or table, recognised by content, with a report in which every row read is accounted for.

import { randomUUID } from 'node:crypto'
import type { EventBus } from '#events'
import type { Clock } from '#kernel'
import { CATALOGUED, importTable, PLAYABLE, type TrackId, type TrackStore } from '#library'
import { FURTHER_INVALID, type HistoryResult, importHistory } from './import-history.ts'
import type { Input, Inputs } from './input.ts'
import { inputsOf } from './inputs.ts'
import type { ListenStore } from './listen.ts'
import type { ListenerId, ListenerStore } from './listener.ts'
import { openReader, type Reader } from './reading.ts'
import type { ImportReport, SourceId, SourceReport, SourceStore } from './source.ts'

export interface ImportDeps {
  readonly tracks: TrackStore
  readonly listens: ListenStore
  readonly sources: SourceStore
  readonly listeners: ListenerStore
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
  /** Stands in for the path in the report, where the path is a temporary one (one path only). */
  readonly label?: string
}

const PROGRESS_EVERY_MS = 100
/** Files that nothing recognises, told one by one for each path; further ones are told in one line. */
const UNKNOWN_TOLD_MAX = 20

/** The import that runs on a store; the next one waits for it, so that each report counts its own rows. */
const running = new WeakMap<ListenStore, Promise<unknown>>()

/** Imports paths and reports on every file in them. What is wrong with a file is in its report; only a fault of a store is thrown. */
export async function importPaths(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const before = running.get(deps.listens) ?? Promise.resolve()
  const mine = before.catch(() => {}).then(() => importAll(deps, request))
  running.set(deps.listens, mine)
  return await mine
}

interface History {
  readonly place: number
  readonly path: string
  readonly format: string
  readonly sourceId: SourceId
  readonly result: HistoryResult
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
  }
}

const historyBytesOf = (groups: readonly Inputs[]): number =>
  groups.flatMap((group) => group.inputs).reduce((sum, { recognised, sizeBytes }) => sum + (recognised.as === 'history' ? sizeBytes : 0), 0)

interface Course {
  readonly importId: string
  readonly label: string | undefined
  readonly groups: readonly Inputs[]
  readonly reader: Reader
}

async function readAll(deps: ImportDeps, request: ImportRequest, { importId, label, groups, reader }: Course): Promise<SourceReport[]> {
  const progress = progressTeller(deps, importId, groups)
  const reports: SourceReport[] = []
  const histories: History[] = []
  for (const [index, group] of groups.entries()) {
    for (const { path, message } of group.unreadable) reports.push(failedReport(path, message))
    const others: Input[] = []
    for (const input of group.inputs) {
      const { as } = input.recognised
      if (as === 'history') {
        const { format } = input.recognised
        const atMs = deps.clock.nowMs()
        const { listenerId, synthetic = false } = request
        const sourceId = await deps.sources.ensure({ listenerId, label: input.path, format: format.name, synthetic, atMs })
        const onProgress = progress(input)
        const result = await importHistory(deps, reader, {
          path: request.paths[index],
          label: label ?? request.paths[index],
          input,
          format,
          context: { listenerId, sourceId, nowMs: atMs, zone: request.zone ?? 'UTC', siblings: group.inputs },
          synthetic,
          onProgress,
        })
        // Its report is written when all files are in; until then its place is kept.
        histories.push({
          place: reports.push(emptyReport(input.path, format.name)) - 1,
          path: input.path,
          format: format.name,
          sourceId,
          result,
        })
      } else if (as === 'table') {
        reports.push(await importCatalogue(deps, input, progress(input), request.synthetic))
        deps.events.publish('library.changed', {})
      } else if (as === 'empty') reports.push(emptyReport(input.path, 'empty'))
      else others.push(input)
    }
    reports.push(...othersReports(label ?? request.paths[index], others))
  }
  await finishHistories(deps, request.listenerId, histories, reports)
  deps.events.publish('import.finished', { importId, listenerId: request.listenerId })
  return reports
}

/** Looks for events told twice, now that every file is in (so their order does not matter), and writes the reports. */
async function finishHistories(deps: ImportDeps, listenerId: ListenerId, histories: readonly History[], reports: SourceReport[]) {
  const spans = histories.flatMap(({ result }) => (result.spanMs === null ? [] : [result.spanMs]))
  if (spans.length > 0) {
    const fromMs = spans.reduce((least, [from]) => Math.min(least, from), Number.POSITIVE_INFINITY)
    const toMs = spans.reduce((most, [, to]) => Math.max(most, to), Number.NEGATIVE_INFINITY)
    const merged = await deps.listens.reconcile(listenerId, fromMs, toMs)
    const marked = Float64Array.from(merged, ({ id }) => id).sort()
    const flags = await flagsOf(deps.tracks, histories)
    for (const history of histories) {
      const report = historyReport(history, marked, flags)
      reports[history.place] = report
      await deps.sources.saveReport(history.sourceId, report)
    }
  } else for (const history of histories) reports[history.place] = historyReport(history, new Float64Array(0), new Map())
}

function historyReport({ path, format, result }: History, marked: Float64Array, flags: ReadonlyMap<TrackId, number>): SourceReport {
  const kept = result.kept.reduce((sum, { count }) => sum + count, 0)
  const twice = result.kept.reduce((sum, { firstId, count }) => sum + lowerBound(marked, firstId + count) - lowerBound(marked, firstId), 0)
  const matched = { library: 0, catalogue: 0, neither: result.musicRowsWithoutTrack }
  for (const [trackId, rows] of result.rowsByTrack) {
    const flag = flags.get(trackId) ?? 0
    matched[flag & PLAYABLE ? 'library' : flag & CATALOGUED ? 'catalogue' : 'neither'] += rows
  }
  return {
    path,
    format,
    read: result.read,
    imported: kept - twice,
    duplicates: result.known + twice,
    ignored: { ...Object.fromEntries(result.ignored), ...(result.furtherInvalid > 0 ? { [FURTHER_INVALID]: result.furtherInvalid } : {}) },
    invalid: result.invalid,
    matched,
    droppedFields: [...result.dropped],
  }
}

/** How many of the sorted numbers are below `bound`. */
function lowerBound(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < bound) low = middle + 1
    else high = middle
  }
  return low
}

async function flagsOf(tracks: TrackStore, histories: readonly History[]): Promise<Map<TrackId, number>> {
  const flags = new Map<TrackId, number>()
  for (const { result } of histories) for (const trackId of result.rowsByTrack.keys()) flags.set(trackId, 0)
  if (flags.size === 0) return flags
  const columns = await tracks.columns()
  for (let i = 0; i < columns.count; i++) {
    const trackId = columns.ids[i] as TrackId
    if (flags.has(trackId)) flags.set(trackId, columns.flags[i])
  }
  return flags
}

const emptyReport = (path: string, format: string): SourceReport => ({
  path,
  format,
  read: 0,
  imported: 0,
  duplicates: 0,
  ignored: {},
  invalid: [],
})
const failedReport = (path: string, message: string): SourceReport => ({
  ...emptyReport(path, 'unknown'),
  read: 1,
  invalid: [{ where: path, message }],
})

/** Files left alone: those of an export one by one; sounds, pictures and other files of a folder in one line for each kind. */
function othersReports(path: string, inputs: readonly Input[]): SourceReport[] {
  const reports: SourceReport[] = []
  const grouped = new Map<string, SourceReport>()
  const count = (format: string, reason: string) => {
    const n = (grouped.get(format)?.read ?? 0) + 1
    grouped.set(format, { ...emptyReport(path, format), read: n, ignored: { [reason]: n } })
  }
  let unknown = 0
  for (const { path: own, recognised } of inputs) {
    if (recognised.as === 'unknown') {
      if (unknown++ < UNKNOWN_TOLD_MAX) reports.push(failedReport(own, recognised.message))
      else count('unknown', 'MORE_UNKNOWN')
    } else if (recognised.as === 'ignored') {
      if (/-(?:audio|picture|document|other)$/.test(recognised.format)) count(recognised.format, recognised.reason)
      else reports.push({ ...emptyReport(own, recognised.format), read: 1, ignored: { [recognised.reason]: 1 } })
    }
  }
  return [...reports, ...grouped.values()]
}

/** Tells how far the whole import is, at most ten times a second; returns a teller for each file. */
function progressTeller(deps: ImportDeps, importId: string, groups: readonly Inputs[]) {
  const read = groups.flatMap((group) => group.inputs.filter(({ recognised }) => recognised.as === 'history' || recognised.as === 'table'))
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
  synthetic = false,
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
  const report = await importTable(deps, { path: input.path, read, synthetic, onProgress })
  tell(input.sizeBytes, report.read)
  return report
}
