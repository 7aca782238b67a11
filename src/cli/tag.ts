// deepcut tag PATH…|--all: shows what it would write into the files' own tags; writes with --write, takes it back with --undo.

import { stat } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { type AnalysisOutcome, albumGains, analyseFile } from '#analysis'
import { Fault, type ItemFault, messageOf } from '#kernel'
import { newJournal, planTags, type TagDeps, type TagPlan, undoTags, writeTags } from '#library'
import type { House } from '#server'
import type { Hall } from './hall.ts'
import { choiceOption, numberOption, textOption } from './options.ts'
import { plain, printJson } from './print.ts'
import { printTags, printUndone } from './print-tags.ts'
import { TAG_KINDS, type TagKind, type TagOffer, type TagWish, tagValues } from './tag-values.ts'
import type { Verb } from './verbs.ts'

export interface TagItem {
  readonly path: string
  /** How the file keeps tags. */
  readonly kind: string
  readonly changes: TagPlan['changes']
  /** What the file says otherwise already, and goes on saying. */
  readonly kept: TagPlan['kept']
  readonly left: TagOffer['left']
}

export interface TagDocument {
  readonly files: number
  /** Whether anything was written. */
  readonly written: boolean
  readonly changed: number
  readonly unchanged: number
  readonly skipped: ItemFault[]
  readonly failed: ItemFault[]
  readonly items: TagItem[]
  readonly seconds: number
}

interface Wanted {
  readonly path: string
  /** The known or given folder it was reached through. */
  readonly root: string
  readonly given: boolean
}

export const tag: Verb = async (hall, [given], options) => {
  const startedAt = performance.now()
  const paths = ((given as string[] | undefined) ?? []).map((path) => resolve(path))
  const house = await hall.open()
  if (options['undo']) return undo(hall, house, paths, options)
  const wish = wishOf(options)
  if (paths.length === 0 && !options['all'])
    throw new Fault('invalid', 'TAG_WHAT', 'Say which files or folders, or --all for the whole library.')
  const files = options['all'] ? await filesOfLibrary(house) : (await Promise.all(paths.map((path) => filesAt(house, path)))).flat()
  const document: { -readonly [Name in keyof TagDocument]: TagDocument[Name] } = {
    files: files.length,
    written: options['write'] === true,
    changed: 0,
    unchanged: 0,
    skipped: [],
    failed: [],
    items: [],
    seconds: 0,
  }
  const journal = newJournal(house.homePath, house.clock.nowMs())
  const albumGain = albumGains(house)
  for (const file of files) {
    if (hall.stop.aborted) break
    try {
      const { plan, left } = await planOf(hall, house, file, wish, albumGain, options['overwrite'] === true)
      if (plan.changes.length === 0) document.unchanged++
      else if (document.written) await writeTags(tagDeps(house), plan, journal)
      if (plan.changes.length > 0) document.changed++
      document.items.push({ path: plan.path, kind: plan.kind, changes: plan.changes, kept: plan.kept, left })
    } catch (error) {
      // What cannot be tagged at all is no failure of the run.
      const skips = error instanceof Fault && error.kind === 'unsupported'
      document[skips ? 'skipped' : 'failed'].push(itemFault(file.path, error))
    }
  }
  document.seconds = Math.round(performance.now() - startedAt) / 1000
  if (options['json']) printJson(hall, document)
  else printTags(hall, document)
  hall.stop.throwIfAborted()
  return document.failed.length > 0 ? 1 : 0
}

async function undo(hall: Hall, house: House, paths: readonly string[], options: Readonly<Record<string, unknown>>): Promise<number> {
  const undone = await undoTags(tagDeps(house), house.homePath, paths)
  const document = {
    restored: undone?.restored ?? [],
    failed: (undone?.failed ?? []).map(({ path, error }) => itemFault(path, error)),
  }
  if (options['json']) printJson(hall, document)
  else printUndone(hall, undone === null ? null : document)
  return document.failed.length > 0 ? 1 : 0
}

async function planOf(
  hall: Hall,
  house: House,
  { path, root, given }: Wanted,
  wish: TagWish,
  albumGain: ReturnType<typeof albumGains>,
  overwrite: boolean,
): Promise<{ plan: TagPlan; left: TagOffer['left'] }> {
  // First whether it may be changed at all: that is quick, listening is not.
  planTags(path, {}, { root })
  const file = await house.audioFiles.findByPath(path)
  let outcome: AnalysisOutcome | null = file ? await house.analyses.ofContent(file.contentHash) : null
  if (given && (outcome === null || (outcome.ok && outcome.analysis.extent !== 'whole'))) {
    hall.stderr.write(`Listening to ${plain(path)}\n`)
    outcome = await analyseFile(path)
  }
  if (outcome === null) throw new Fault('unsupported', 'TAG_NOT_HEARD', 'It was not analysed yet. Scan its folder, then run this again.')
  if (!outcome.ok) throw new Fault('unsupported', outcome.code, outcome.message)
  const offer = tagValues(outcome.analysis, file ? await albumGain(file.trackId) : null, wish)
  return { plan: planTags(path, offer.values, { root, overwrite }), left: offer.left }
}

const tagDeps = (house: House): TagDeps => ({
  audioFiles: house.audioFiles,
  async carryOver(fromHash, toHash) {
    const outcome = await house.analyses.ofContent(fromHash)
    if (outcome && !(await house.analyses.ofContent(toHash))) await house.analyses.put(toHash, outcome, house.clock.nowMs())
  },
})

async function filesOfLibrary(house: House): Promise<Wanted[]> {
  const folders = await house.folders.list()
  return (await Promise.all(folders.map(({ path }) => knownFiles(house, path)))).flat()
}

async function knownFiles(house: House, root: string): Promise<Wanted[]> {
  const stamps = await house.audioFiles.stamps(root)
  return stamps.filter((stamp) => !stamp.missing).map(({ path }) => ({ path, root, given: false }))
}

/** A file itself; of a folder, the files that the library knows. */
async function filesAt(house: House, path: string): Promise<Wanted[]> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new Fault('not-found', 'PATH_UNKNOWN', `There is nothing at ${path}. Check the path.`)
  if (!found.isDirectory()) return [{ path, root: dirname(path), given: true }]
  const known = await knownFiles(house, path.endsWith(sep) ? path.slice(0, -1) : path)
  if (known.length === 0)
    throw new Fault('not-found', 'FOLDER_NOT_SCANNED', `The library knows no files in ${path}. Scan it first: deepcut scan ${path}`)
  return known
}

function wishOf(options: Readonly<Record<string, unknown>>): TagWish {
  const only = (textOption(options, 'only') ?? TAG_KINDS.join()).split(',').map((kind) => kind.trim().toLowerCase())
  const wrong = only.find((kind) => !TAG_KINDS.includes(kind as TagKind))
  if (wrong !== undefined)
    throw new Fault('invalid', 'OPTION_INVALID', `--only ${wrong}: it takes ${TAG_KINDS.join(', ')}, with commas between.`)
  return {
    only: TAG_KINDS.filter((kind) => only.includes(kind)),
    notation: choiceOption(options, 'keyNotation', 'standard', ['standard', 'camelot']),
    confidenceMin: numberOption(options, 'minConfidence', 0.5, { min: 0, max: 1 }),
  }
}

const itemFault = (path: string, error: unknown): ItemFault => ({
  path,
  code: error instanceof Fault ? error.code : 'TAG_FAILED',
  message: messageOf(error),
})
