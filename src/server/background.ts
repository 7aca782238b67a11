// The work a server does beside answering: one scan at a time, one import at a time, and the analysis of what waits for it.

import { analysePending, type Budget, defaultBudget, Pace, type PaceView, showPending, withinReach } from '#analysis'
import { Fault, MINUTE_MS, messageOf } from '#kernel'
import { type ScanReport, scan, watchFolders } from '#library'
import { type ImportReport, importPaths, type ListenerId, type TableAnswer } from '#listens'
import type { House } from './deps.ts'
import { listeningPriorities } from './priorities.ts'

export interface ImportRequest {
  readonly paths: readonly string[]
  readonly listenerId: ListenerId
  readonly importId?: string
  readonly synthetic?: boolean
  readonly label?: string
  /** IANA zone of times that name none. */
  readonly zone?: string
  /** Whose listens, in a file with several people's. */
  readonly account?: string
  /** What a person said of a table's columns. */
  readonly answer?: TableAnswer
}

export interface ScanProgress {
  readonly filesSeen: number
  readonly filesTotal: number | null
  readonly path: string
}

export interface Background {
  /** Scans when earlier scans are done, then has what is new analysed. Resolves with the scan's report, before the analysis. */
  scan(folders: readonly string[], options?: { synthetic?: boolean }): Promise<ScanReport>
  /** Imports when earlier imports are done. */
  import(request: ImportRequest): Promise<ImportReport>
  /**
   * Analyses what is due, and what comes meanwhile: excerpts first, then whole files, what is listened to first. Resolves when nothing is left, when
   * it is paused, or with a note in the log where it failed.
   */
  analyse(): Promise<void>
  /** The analysis as it stands: what is in hand, what is next, how fast it goes. */
  pace(nextMax: number): Promise<PaceView>
  /** Holds from the next file on, and is kept. */
  setBudget(change: Partial<Budget>): Promise<Budget>
  /** Runs `work` while neither a scan nor an analysis runs; the analysis goes on afterwards. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  /** Watches every known folder, also those added later. */
  watch(): Promise<void>
  /** The scan and analysis that run now. */
  state(): { scan: ScanProgress | null; analysing: boolean; etaS: number | null }
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
  /** Stops what runs, at the next file, and takes nothing new. */
  close(): Promise<void>
}

/** Work one after the other, whatever becomes of each. */
function lane(): { run<Result>(work: () => Promise<Result>): Promise<Result>; drained(): Promise<unknown> } {
  let tail: Promise<unknown> = Promise.resolve()
  return {
    run(work) {
      const result = tail.then(work)
      tail = result.catch(() => {})
      return result
    },
    drained: () => tail,
  }
}

/** After a play what is left is put in order again, at most this often. */
const REORDERED_EVERY_MS = MINUTE_MS

const STOPPING = () => new Fault('unavailable', 'STOPPING', 'Deepcut is stopping; this was not started.')

/** Starts with nothing to do. */
export function openBackground(house: House): Background {
  const closing = new AbortController()
  const libraryLane = lane()
  const importLane = lane()
  const watching = folderWatch(house, async ({ path, synthetic }) => void (await background.scan([path], { synthetic })))
  let scanProgress: ScanProgress | null = null
  let etaS: number | null = null
  let analysis: { readonly stop: AbortController; readonly done: Promise<void> } | null = null
  const coresMax = house.compute.workersMax
  const pace = new Pace(house.clock, defaultBudget(coresMax))
  const course = { tiers: 'both', priorities: () => listeningPriorities(house) } as const
  let refilledMs = house.clock.nowMs()
  const budgetLoaded = house.budget.load().then((kept) => {
    if (kept) pace.setBudget(withinReach(kept, coresMax))
  })
  budgetLoaded.catch(() => {})

  const log = (what: string) => (error: unknown) => house.log.error({ err: error }, `${what}: ${messageOf(error)}`)
  const unsubscribe = house.events.subscribe((event) => {
    if (event.name === 'scan.progress') scanProgress = event.data
    else if (event.name === 'scan.finished') scanProgress = null
    else if (event.name === 'analysis.progress') etaS = event.data.etaS
    else if (event.name === 'analysis.finished') etaS = null
    else if (event.name === 'listen.recorded' && analysis && house.clock.nowMs() - refilledMs > REORDERED_EVERY_MS) {
      refilledMs = house.clock.nowMs()
      pace.askRefill()
    }
  })

  const analysePasses = async (stop: AbortController) => {
    await budgetLoaded
    const signal = AbortSignal.any([stop.signal, closing.signal])
    do {
      await analysePending(house, { signal, pace, ...course })
    } while (pace.wantsRefill && !pace.budget.paused && !signal.aborted)
  }

  const background: Background = {
    scan: (folders, options = {}) =>
      libraryLane.run(async () => {
        if (closing.signal.aborted) throw STOPPING()
        try {
          return await scan(house, { folders: [...folders], synthetic: options.synthetic, signal: closing.signal })
        } finally {
          scanProgress = null
          void background.analyse()
          void watching.renew().catch(log('watching folders failed'))
        }
      }),

    import: (request) =>
      importLane.run(async () => {
        if (closing.signal.aborted) throw STOPPING()
        const report = await importPaths(house, { ...request, paths: [...request.paths] })
        // The first look at the numbers need not wait for its months.
        house.listens.ledger(request.listenerId).catch(log('the months were not packed'))
        return report
      }),

    analyse() {
      if (closing.signal.aborted) return Promise.resolve()
      pace.askRefill()
      if (!analysis) {
        const stop = new AbortController()
        const done = analysePasses(stop)
          .catch(log('the analysis stopped'))
          .finally(() => {
            analysis = null
            etaS = null
          })
        analysis = { stop, done }
      }
      return analysis.done
    },

    async pace(nextMax) {
      await budgetLoaded
      const view = pace.view(nextMax)
      if (analysis || !pace.budget.paused || view.next.length > 0 || nextMax === 0) return view
      await showPending(house, { ...course, pace })
      return pace.view(nextMax)
    },

    async setBudget(change) {
      await budgetLoaded
      const budget = withinReach({ ...pace.budget, ...change }, coresMax)
      pace.setBudget(budget)
      await house.budget.save(budget)
      // Where it is being paused, what is in hand ends first: then it goes on at once.
      if (change.paused === false) void (analysis?.done ?? Promise.resolve()).then(() => background.analyse())
      return budget
    },

    alone: (work) =>
      libraryLane.run(async () => {
        analysis?.stop.abort()
        await analysis?.done
        try {
          return await work()
        } finally {
          void background.analyse()
          void watching.renew().catch(log('watching folders failed'))
        }
      }),

    watch: () => watching.start(),
    state: () => ({ scan: scanProgress, analysing: analysis !== null, etaS }),

    async idle() {
      await Promise.all([libraryLane.drained(), importLane.drained()])
      await analysis?.done
    },

    async close() {
      closing.abort()
      unsubscribe()
      await watching.close()
      await background.idle()
    },
  }
  return background
}

interface KnownFolder {
  readonly path: string
  readonly synthetic: boolean
}

/** The watch over the known folders, set up anew when they change. */
function folderWatch(house: House, onChange: (folder: KnownFolder) => Promise<void>) {
  let watch: { close(): Promise<void> } | null = null
  let watched = ''
  let on = false
  let renewing: Promise<void> = Promise.resolve()
  const open = async () => {
    const folders = on ? await house.folders.list() : []
    const paths = folders.map((folder) => folder.path)
    if (paths.join('\n') === watched) return
    watched = paths.join('\n')
    await watch?.close()
    watch = null
    if (paths.length === 0) return
    const known = new Map(folders.map((folder) => [folder.path, folder]))
    watch = await watchFolders(house, { folders: paths, onChange: (path) => onChange(known.get(path)!) })
  }
  const renew = () => {
    renewing = renewing.catch(() => {}).then(open)
    return renewing
  }
  return {
    renew,
    start() {
      on = true
      return renew()
    },
    close() {
      on = false
      return renew()
    },
  }
}
