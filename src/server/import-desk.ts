// Uploaded exports: received to a file of their own, imported, deleted; and how each of them goes.

import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Fault } from '#kernel'
import type { ImportReport, ListenerId, SourceReport, TableAnswer } from '#listens'
import type { Background } from './background.ts'
import type { ImportState, SourceReportBody } from './contract.ts'
import type { House } from './deps.ts'
import { problemOf } from './errors.ts'

const KEPT = 50

export interface ImportDesk {
  /** Receives the bytes, then has them imported; resolves as soon as they are received. */
  receive(upload: {
    name: string
    listenerId: ListenerId
    bytes: Readable
    bytesTotal: number | null
    zone?: string
    account?: string
  }): Promise<ImportState>
  /** Imports what asked for an answer again, read so. */
  answer(id: string, how: { answer: TableAnswer; zone?: string }): ImportState
  /** Lets go of an import that is not running, and of the file that waits for an answer. */
  dismiss(id: string): Promise<void>
  get(id: string): ImportState | null
  /** Newest first. */
  list(): ImportState[]
  close(): void
}

/** A name that is safe as a file's name on every system, and still tells what it was. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must go
    .replace(/[\u0000-\u001f\u007f<>:"/|?*]/g, '_')
    .replace(/^\.+/, '')
    .trim()
  return plain.slice(-120) || 'upload'
}

/** Opens the desk; what an earlier run left half received is removed. */
export function openImportDesk(house: House, background: Background, options: { bytesMax: number }): ImportDesk {
  const folder = join(house.homePath, 'imports')
  const states = new Map<string, ImportState>()
  const swept = rm(folder, { recursive: true, force: true })
  const update = (id: string, change: Partial<ImportState>) => {
    const state = states.get(id)
    if (state) states.set(id, { ...state, ...change })
  }
  const unsubscribe = house.events.subscribe(({ name, data }) => {
    if (name === 'import.progress')
      update(data.importId, { bytesRead: data.bytesRead, bytesTotal: data.bytesTotal, rowsRead: data.rowsRead })
  })

  /** Files kept until somebody says what their columns mean, and whose they are. */
  const waiting = new Map<string, { readonly path: string; readonly listenerId: ListenerId; readonly zone?: string }>()
  const importIt = async (
    state: ImportState,
    path: string,
    listenerId: ListenerId,
    how: { zone?: string; account?: string; answer?: TableAnswer } = {},
  ) => {
    try {
      const report = await background.import({ paths: [path], listenerId, importId: state.id, label: state.name, ...how })
      const asks = report.sources.some((source) => source.asks !== undefined)
      if (asks) waiting.set(state.id, { path, listenerId, zone: how.zone })
      update(state.id, { state: asks ? 'asking' : 'done', report: reportBody(report, path, state.name) })
    } catch (error) {
      house.log.error({ err: error }, 'an import failed')
      update(state.id, { state: 'failed', problem: problemOf(error as Error).problem })
      house.events.publish('import.finished', { importId: state.id, listenerId })
    } finally {
      if (!waiting.has(state.id)) await rm(join(folder, state.id), { recursive: true, force: true }).catch(() => {})
    }
  }

  return {
    async receive({ name, listenerId, bytes, bytesTotal, zone, account }) {
      if (bytesTotal !== null && bytesTotal > options.bytesMax) throw tooLarge(options.bytesMax)
      await swept
      const id = randomUUID()
      const plainName = safeName(name)
      const path = join(folder, id, plainName)
      await mkdir(join(folder, id), { recursive: true })
      let received = 0
      try {
        received = await writeAll(bytes, path, options.bytesMax)
      } catch (error) {
        await rm(join(folder, id), { recursive: true, force: true })
        throw error
      }
      const state: ImportState = {
        id,
        name: plainName,
        startedAtMs: house.clock.nowMs(),
        state: 'running',
        bytesRead: 0,
        bytesTotal: received,
        rowsRead: 0,
        report: null,
        problem: null,
      }
      states.set(id, state)
      for (const [old, { state: stage }] of states) if (states.size > KEPT && stage !== 'running' && stage !== 'asking') states.delete(old)
      void importIt(state, path, listenerId, { zone, account })
      return state
    },
    answer(id, { answer, zone }) {
      const held = waiting.get(id)
      if (!held) throw new Fault('conflict', 'IMPORT_NOT_ASKING', 'This import waits for no answer. Import the file again.')
      waiting.delete(id)
      update(id, { state: 'running', report: null, bytesRead: 0, rowsRead: 0 })
      const state = states.get(id)!
      void importIt(state, held.path, held.listenerId, { answer, zone: zone ?? held.zone })
      return state
    },
    async dismiss(id) {
      if (states.get(id)?.state === 'running') throw new Fault('conflict', 'IMPORT_RUNNING', 'This import is still running.')
      states.delete(id)
      waiting.delete(id)
      await rm(join(folder, basename(id)), { recursive: true, force: true })
    },
    get: (id) => states.get(id) ?? null,
    list: () => [...states.values()].reverse(),
    close: unsubscribe,
  }
}

const tooLarge = (bytesMax: number) =>
  new Fault(
    'invalid',
    'UPLOAD_TOO_LARGE',
    `Uploads may have ${Math.floor(bytesMax / 2 ** 20)} MB. Import larger files with: deepcut import FILE.`,
  )

/** Writes at the sender's pace. What is too large is left unread, so that the sender can still be answered. */
async function writeAll(bytes: Readable, path: string, bytesMax: number): Promise<number> {
  let received = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      received += chunk.length
      if (received > bytesMax) throw tooLarge(bytesMax)
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return received
}

/** A report in which the uploaded file goes by the name it was given. */
function reportBody(report: ImportReport, path: string, name: string): NonNullable<ImportState['report']> {
  return {
    sources: report.sources.map((source) => sourceBody({ ...source, path: source.path.replace(path, name) })),
    seconds: report.seconds,
  }
}

/** A source's report as it is told. */
export const sourceBody = (report: SourceReport): SourceReportBody => ({
  ...report,
  ignored: { ...report.ignored },
  invalid: report.invalid.map((row) => ({ ...row })),
  matched: report.matched && { ...report.matched },
  merged: report.merged && { ...report.merged, with: report.merged.with.map((other) => ({ ...other })) },
  droppedFields: report.droppedFields && [...report.droppedFields],
  notes: report.notes && [...report.notes],
  asks: report.asks && { ...report.asks, rows: report.asks.rows.map((row) => [...row]), doubts: [...report.asks.doubts] },
})
