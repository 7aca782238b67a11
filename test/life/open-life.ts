// A store for a life: in memory, with all that tells of it imported as people would, files by their paths.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Random } from '#kernel'
import { inProcessEvents } from '../../src/events/index.ts'
import { fixedClock } from '../../src/kernel/index.ts'
import { type ImportReport, importPaths, type ListenerId, type SourceId } from '../../src/listens/index.ts'
import { openStores } from '../../src/storage/open.ts'
import { zipBytes } from '../zip-writer.ts'
import type { Teller } from './telling.ts'

export const NOW_MS = Date.UTC(2026, 10, 21, 12)

/** Opens an empty store (`sqlite::memory:` unless said). */
export function openLife(url = 'sqlite::memory:') {
  const clock = fixedClock(NOW_MS)
  return { ...openStores(url, clock), clock, events: inProcessEvents() }
}
export type LifeHouse = ReturnType<typeof openLife>

/** Writes the files of every teller below a folder of its own; zips where chance has it. Removed by `remove`. */
export function writeLife(tellers: readonly Teller[], random: Random | null = null): { pathOf(teller: Teller): string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'deepcut-life-'))
  const paths = new Map<Teller, string>()
  for (const teller of tellers) {
    const folder = join(home, teller.name)
    if (random !== null && teller.files.length > 0 && random.next() < 0.4) {
      const path = `${folder}.zip`
      writeFileSync(path, zipBytes(teller.files.map(({ path: name, bytes }) => ({ name, bytes }))))
      paths.set(teller, path)
      continue
    }
    for (const { path, bytes } of teller.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    // A file that begins with a dot is overlooked in a folder: it is named itself.
    paths.set(teller, teller.files.length === 1 ? join(folder, teller.files[0].path) : folder)
  }
  return { pathOf: (teller) => paths.get(teller)!, remove: () => rmSync(home, { recursive: true, force: true }) }
}

/** Tells the store what a teller has to tell; returns the sources that came of it, and the report where it was an import. */
export async function tell(
  house: LifeHouse,
  teller: Teller,
  pathOf: (teller: Teller) => string,
): Promise<{ sourceIds: SourceId[]; report: ImportReport | null }> {
  const { id: listenerId } = await house.listeners.ensure('Listener')
  if (teller.deliver) return { sourceIds: [...(await teller.deliver(house))], report: null }
  const path = pathOf(teller)
  const report = await importPaths(house, { paths: [path], listenerId })
  const sources = await house.sources.list(listenerId)
  return { sourceIds: sources.filter(({ label }) => label === path || label.startsWith(`${path}/`)).map(({ id }) => id), report }
}

export const listenerOf = async (house: LifeHouse): Promise<ListenerId> => (await house.listeners.ensure('Listener')).id
