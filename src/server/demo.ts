// The demo in the house: composed, scanned and heard like anybody's music, marked as synthetic everywhere, and gone in one step.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScanReport } from '#library'
import { DEFAULT_LISTENER, type ImportReport } from '#listens'
import type { Background } from './background.ts'
import type { House } from './deps.ts'

export interface DemoReport {
  readonly pieces: number
  readonly scan: ScanReport
  readonly import: ImportReport
}

const LABEL = 'Deepcut demo'
const folderOf = (house: Pick<House, 'homePath'>) => join(house.homePath, 'demo')

/** Whether any of the demo is there: its music, or its history. */
export async function hasDemo(house: House): Promise<boolean> {
  if ((await house.tracks.counts()).synthetic > 0) return true
  return (await house.sources.list()).some((source) => source.synthetic)
}

/** Composes the demo, scans it, and imports its history and catalogue for the default listener. The analysis goes on in the background. */
export async function installDemo(
  house: House,
  background: Background,
  options: { onProgress?: (done: number, total: number, title: string) => void } = {},
): Promise<DemoReport> {
  // Loaded only when it composes: a server that has its music does without.
  const { composeDemo } = await import('#demo')
  const demo = await composeDemo(house, { folder: folderOf(house), nowMs: house.clock.nowMs(), onProgress: options.onProgress })
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
