// The hall: reads the configuration, opens the adapters when they are first needed, and hands them to the doors.

import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import type { Hall } from '#cli'

const ROOT = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

// Keeps the stripped and compiled sources between starts: halves the time to the first answer. Where it cannot be written nothing is lost.
enableCompileCache(join(ROOT, 'node_modules', '.cache', 'deepcut'))
setTimeout(flushCompileCache, 5000).unref()

// Settings that are nobody else's business, such as the client id of an own Spotify app, may stand in a file beside package.json.
if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'))

const stop = new AbortController()
const house: { opened?: ReturnType<typeof openHouse> } = {}

async function openHouse() {
  const [
    { openLog, readConfig, systemClock },
    { openStores },
    { fileArtifacts },
    { threadCompute },
    { inProcessEvents },
    { Recommender },
    { openEgress },
  ] = await Promise.all([
    import('#kernel'),
    import('./storage/open.ts'),
    import('#artifacts'),
    import('#compute'),
    import('#events'),
    import('#recommend'),
    import('#connectors'),
  ])
  const config = readConfig(process.env)
  const log = openLog(config.logLevel)
  const stores = openStores(config.storageUrl, systemClock)
  const compute = threadCompute(config.workersMax)
  const egress = openEgress({ ...stores, fetch: globalThis.fetch, clock: systemClock, env: process.env, version })
  return {
    ...stores,
    egress,
    artifacts: fileArtifacts(config.artifactsUrl.slice('file:'.length)),
    compute,
    events: inProcessEvents((error) => log.error({ err: error }, 'a subscriber failed')),
    recommender: new Recommender({ ...stores, clock: systemClock }),
    clock: systemClock,
    log,
    homePath: config.homePath,
    env: process.env,
    version,
    async close() {
      egress.close()
      await compute.close()
      stores.close()
    },
  }
}

const hall: Hall = {
  open() {
    house.opened ??= openHouse()
    return house.opened
  },
  clock: { nowMs: () => Date.now() },
  version,
  pagePath: join(ROOT, 'web', 'dist'),
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stop: stop.signal,
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(1)
    stop.abort()
    // Jobs in hand are given up: the next start does them again.
    void house.opened?.then(({ compute }) => compute.close()).catch(() => {})
  })
}
// A reader that goes away, such as `deepcut stats | head -1`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const { runCli } = await import('#cli')
process.exitCode = await runCli(hall, process.argv.slice(2))
await house.opened?.then(
  ({ close }) => close(),
  () => {},
)
