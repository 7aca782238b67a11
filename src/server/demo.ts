// The demo in the house: composed, scanned and heard like anybody's music, marked as synthetic everywhere, and gone in one step.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#kernel'
import type { ScanReport } from '#library'
import { DEFAULT_LISTENER, type ImportReport, PLAYER_FORMAT } from '#listens'
import type { Background } from './background.ts'
import type { House } from './deps.ts'

export interface DemoReport {
  readonly pieces: number
  readonly scan: ScanReport
  readonly import: ImportReport
}

const LABEL = 'Deepcut demo'
/** Pieces between two looks at the folder while it fills. */
const SHOWN_EVERY = 6

const folderOf = (house: Pick<House, 'homePath'>) => join(house.homePath, 'demo')
const musicOf = (house: Pick<House, 'homePath'>) => join(folderOf(house), 'music')

/** Whether any of the demo is there: its music, its folder, or its history. */
export async function hasDemo(house: House): Promise<boolean> {
  if ((await house.tracks.counts()).synthetic > 0 || (await isWanted(house))) return true
  return (await house.sources.list()).some((source) => source.synthetic)
}

/** Whether the demo was begun, and neither finished nor removed: Deepcut was stopped while it composed. */
export async function isDemoUnfinished(house: House): Promise<boolean> {
  if (!(await isWanted(house))) return false
  return !(await house.sources.list()).some((source) => source.synthetic && source.format !== PLAYER_FORMAT)
}

/** The demo's folder is known from the beginning until the demo is removed. */
const isWanted = async (house: House) => (await house.folders.list()).some((folder) => folder.path === musicOf(house))

/**
 * Composes the demo, scans it while it grows, and imports its catalogue and history for the default listener. The analysis goes on in the
 * background. Where the demo is removed meanwhile, nothing of it is left and DEMO_REMOVED is thrown.
 */
export async function installDemo(
  house: House,
  background: Background,
  options: { onProgress?: (done: number, total: number, title: string) => void } = {},
): Promise<DemoReport> {
  // Loaded only when it composes: a server that has its music does without.
  const { composeDemo } = await import('#demo')
  const folder = folderOf(house)
  await house.folders.add(musicOf(house), { synthetic: true })
  const look = async () => {
    if (await isWanted(house)) await background.scan([musicOf(house)], { synthetic: true })
  }
  const demo = await composeDemo(house, {
    folder,
    nowMs: house.clock.nowMs(),
    onProgress(done, total, title) {
      options.onProgress?.(done, total, title)
      // What is there can be looked at and played while the rest is made.
      if (done % SHOWN_EVERY === 0 && done < total)
        look().catch((error) => house.log.warn({ err: error }, 'a look at the growing demo failed'))
    },
  })
  if (!(await isWanted(house))) {
    await removeDemo(house, background)
    throw new Fault('conflict', 'DEMO_REMOVED', 'The demo was removed while it was being made.')
  }
  const scan = await background.scan([demo.musicPath], { synthetic: true })
  const listener = await house.listeners.ensure(DEFAULT_LISTENER)
  const of = (path: string) => background.import({ paths: [path], listenerId: listener.id, synthetic: true, label: LABEL })
  const catalogue = await of(demo.cataloguePath)
  const history = await of(demo.historyPath)
  const report = { sources: [...catalogue.sources, ...history.sources], seconds: catalogue.seconds + history.seconds }
  return { pieces: demo.pieces, scan, import: report }
}

/** Removes the demo's files, tracks, folder and history. What plays on goes on to its end. */
export async function removeDemo(house: House, background: Background): Promise<void> {
  await background.alone(async () => {
    for (const source of await house.sources.list()) if (source.synthetic) await house.sources.remove(source.id)
    for (const folder of await house.folders.list()) if (folder.synthetic) await house.folders.remove(folder.path)
    await house.tracks.removeSynthetic()
    await rm(folderOf(house), { recursive: true, force: true })
  })
  house.events.publish('library.changed', {})
  for (const listener of await house.listeners.list()) {
    house.recommender.invalidate(listener.id)
    house.events.publish('recommendations.changed', { listenerId: listener.id, cause: 'demo removed' })
  }
}
