// A process that imports one mutated export after the other, each into an empty store, twice, and says what came of each.

import { inProcessEvents } from '../../src/events/index.ts'
import { fixedClock, messageOf } from '../../src/kernel/index.ts'
import { importPaths, type SourceReport } from '../../src/listens/index.ts'
import { openStores } from '../../src/storage/open.ts'
import type { Asked, Outcome } from './fuzz.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12)

process.on('message', async ({ path }: Asked) => {
  const startedMs = performance.now()
  const outcome = await take(path).catch((error: unknown) => `wrong: it threw ${messageOf(error)}`)
  const memoryMib = process.resourceUsage().maxRSS / 1024
  process.send?.({ path, outcome, ms: performance.now() - startedMs, memoryMib } satisfies Outcome)
})

/** What the import came to, or `wrong: …` where its report does not add up, or the second import finds something new. */
async function take(path: string): Promise<string> {
  const clock = fixedClock(NOW_MS)
  const stores = openStores('sqlite::memory:', clock)
  try {
    const { id: listenerId } = await stores.listeners.ensure('Listener')
    const importOnce = async () =>
      (await importPaths({ ...stores, events: inProcessEvents(), clock }, { paths: [path], listenerId })).sources
    const first = await importOnce()
    const imported = sumOf(first, (source) => source.imported)
    const odd = first.map(oddity).find((found) => found !== null)
    if (odd) return `wrong: ${odd}`
    const kept = await stores.listens.count()
    if (kept !== imported) return `wrong: the report says ${imported} imported, the store has ${kept}`
    const again = sumOf(await importOnce(), (source) => source.imported)
    if (again !== 0) return `wrong: ${again} imported the second time`
    const refused = sumOf(first, ({ invalid }) => invalid.length)
    if (first.some(({ asks }) => asks !== undefined)) return 'asked about its columns'
    if (refused > 0) return imported > 0 ? 'read in part' : 'refused'
    return imported > 0 ? 'read' : 'nothing to import'
  } finally {
    stores.close()
  }
}

const sumOf = (sources: readonly SourceReport[], count: (source: SourceReport) => number) =>
  sources.reduce((sum, one) => sum + count(one), 0)

/** What is wrong with a report; null where nothing is. */
function oddity({ path, read, imported, duplicates, ignored, invalid }: SourceReport): string | null {
  const left = Object.values(ignored).reduce((sum, count) => sum + count, 0)
  const counts = [read, imported, duplicates, ...Object.values(ignored)]
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return `${path}: a count that is none: ${counts.join(', ')}`
  if (read !== imported + duplicates + left + invalid.length)
    return `${path}: ${read} read, ${imported} + ${duplicates} + ${left} + ${invalid.length} told`
  return invalid.some(({ where, message }) => where === '' || message === '') ? `${path}: a fault without place or words` : null
}
