// A demo in small: music and a history marked as synthetic, put in by the same rooms that put in the real one, which takes minutes to compose.

import { join } from 'node:path'
import { fileArtifacts } from '#artifacts'
import { threadCompute } from '#compute'
import { inProcessEvents } from '#events'
import { systemClock } from '#kernel'
import { scan } from '#library'
import { DEFAULT_LISTENER, importPaths } from '#listens'
import { openStores } from '../../src/storage/open.ts'

/** Scans `folder` and imports `historyPath` into `home` as synthetic. */
export async function putDemo(home: string, folder: string, historyPath: string): Promise<void> {
  const stores = openStores(`sqlite:${join(home, 'deepcut.db')}`, systemClock)
  const compute = threadCompute(2)
  const events = inProcessEvents((error) => {
    throw error
  })
  const house = { ...stores, artifacts: fileArtifacts(join(home, 'artifacts')), compute, events, clock: systemClock }
  try {
    await scan(house, { folders: [folder], synthetic: true })
    const listener = await stores.listeners.ensure(DEFAULT_LISTENER)
    await importPaths(house, { paths: [historyPath], listenerId: listener.id, synthetic: true, label: 'Deepcut demo' })
  } finally {
    await compute.close()
    stores.close()
  }
}
