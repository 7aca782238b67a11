// deepcut start, which is what `npm start` runs: serves first, then sets up what is missing, then shows ten recommendations.

import { resolve } from 'node:path'
import { messageOf } from '#kernel'
import { DEFAULT_LISTENER, type Listener } from '#listens'
import { installDemo, isDemoUnfinished } from '#server'
import type { Hall } from './hall.ts'
import { printImport } from './import.ts'
import { type Doors, openDoors } from './open-doors.ts'
import { listOption, textOption } from './options.ts'
import { mustBeFolders, mustExist } from './paths.ts'
import { plural, printLine } from './print.ts'
import { type Progress, showProgress } from './progress.ts'
import { printRecommendations } from './recommend.ts'
import { refreshLibrary } from './refresh.ts'
import type { Verb } from './verbs.ts'

const SHOWN = 10
/** The list is shown after this long even while files still wait for analysis. */
const PATIENCE_MS = 120_000

interface Own {
  readonly music: string[]
  readonly imports: string[]
}

export const start: Verb = async (hall, _words, options) => {
  const own: Own = {
    music: listOption(options, 'music').map((path) => resolve(path)),
    imports: [...listOption(options, 'history'), ...listOption(options, 'table')].map((path) => resolve(path)),
  }
  const userName = textOption(options, 'user') ?? DEFAULT_LISTENER
  await mustBeFolders(own.music)
  await mustExist(own.imports)
  const doors = await openDoors(hall, options)
  const quiet = options['json'] === true
  if (!quiet) printLine(hall, `Deepcut is at ${doors.url}  (Ctrl+C stops it)`)
  const listener = await doors.house.listeners.ensure(userName)
  const progress = showProgress(hall, doors.house.events)
  void setUp(hall, doors, { own, listener, withDemo: options['demo'] !== false, quiet, progress })
    .catch((error) => {
      if (!hall.stop.aborted) progress.note(`The set-up stopped: ${messageOf(error)} The page is open all the same.`)
    })
    .finally(() => progress.end())
  await doors.untilStopped()
  return 0
}

interface SetUp {
  readonly own: Own
  readonly listener: Listener
  readonly withDemo: boolean
  readonly quiet: boolean
  readonly progress: Progress
}

async function setUp(hall: Hall, doors: Doors, plan: SetUp): Promise<void> {
  const { house, background } = doors
  const { own, progress } = plan
  const isOwn = own.music.length + own.imports.length > 0
  if (isOwn) await bringOwn(hall, doors, plan)
  else if ((await isEmpty(doors)) || (plan.withDemo && (await isDemoUnfinished(house)))) {
    if (plan.withDemo) await bringDemo(doors, progress)
    else
      progress.note('There is no data yet. Drop an export on the Import page, or stop and run: npm start -- --music FOLDER --history FILE')
  }
  if (hall.stop.aborted) return
  if (!isOwn) await refreshLibrary(doors)
  else await background.watch()
  const analysed = background.idle().then(() => true)
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const done = await Promise.race([
    analysed,
    new Promise<false>((end) => patience.addEventListener('abort', () => end(false), { once: true })),
  ])
  if (hall.stop.aborted) return
  await showList(hall, doors, plan)
  if (done) return
  const { pending, usable, analysed: whole } = await house.analyses.counts()
  const inPart = usable > whole ? ` (${usable - whole} of them heard in part)` : ''
  progress.note(`${plural(pending, 'file')} still to be analysed${inPart}; the list on the page gets better as they are.`)
  await analysed
  if (!hall.stop.aborted) progress.note('Every file is analysed.')
}

async function isEmpty({ house }: Doors): Promise<boolean> {
  const [counts, listens] = await Promise.all([house.tracks.counts(), house.listens.count()])
  return counts.tracks === 0 && listens === 0
}

async function bringDemo({ house, background }: Doors, progress: Progress): Promise<void> {
  progress.note('There is no music here yet, so Deepcut composes a small demo library with a made-up history. It is marked as such,')
  progress.note('and one click on the page removes it. For your own: npm start -- --music FOLDER --history FILE')
  const report = await installDemo(house, background, {
    onProgress: (done, total, title) => progress.tell(`Composing: ${done} of ${plural(total, 'piece')}  ${title}`),
  })
  progress.note(`Composed ${plural(report.pieces, 'piece')}.`)
}

/** Scans and imports what was given. What is wrong with one does not keep the others. */
async function bringOwn(hall: Hall, { background }: Doors, { own, listener, quiet, progress }: SetUp): Promise<void> {
  if (own.music.length > 0) {
    const report = await background.scan(own.music)
    progress.note(
      `${plural(report.files, 'file')} in your folders: ${report.added} new, ${report.updated} changed, ${report.failed.length} that could not be used.`,
    )
    for (const { path, message } of report.failed.slice(0, 10)) progress.note(`  ${path}: ${message}`)
  }
  if (own.imports.length > 0) {
    const report = await background.import({ paths: own.imports, listenerId: listener.id })
    if (!quiet) printImport(hall, report)
    if (report.sources.every((source) => source.format === 'unknown')) {
      progress.note('Nothing recognised these files. Deepcut reads Spotify exports (zip, folder or JSON) and tables of tracks (CSV).')
    }
  }
}

async function showList(hall: Hall, { house, url }: Doors, { listener, quiet, progress }: SetUp): Promise<void> {
  const { items, note } = await house.recommender.recommend({ listenerId: listener.id, countMax: SHOWN, radar: 0.5, from: 'all' })
  progress.end()
  if (quiet) return
  printLine(hall)
  printLine(hall, items.length > 0 ? `The first ${items.length} for ${listener.name}:` : 'No recommendations yet.')
  printLine(hall)
  printRecommendations(hall, items, note)
  printLine(hall)
  printLine(hall, `Open ${url} to play them, and to say what you think.`)
}
