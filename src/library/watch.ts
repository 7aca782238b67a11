// Watches folders and says, once things have calmed down, in which of them something changed. The scan finds out what.

import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { watch as chokidarWatch } from 'chokidar'
import { type Log, messageOf } from '#kernel'
import { isBelow } from './scan.ts'
import { formatOfEnding } from './sniff.ts'

export interface WatchDeps {
  readonly log?: Log
}

export interface WatchOptions {
  readonly folders: readonly string[]
  /** Called with one of `folders` after something in it changed and was then quiet for `quietMs`. Calls for one folder never overlap. */
  readonly onChange: (folder: string) => void | Promise<void>
  /** How long it must be quiet, ms. */
  readonly quietMs?: number
  /** How often a folder that is not there is looked for again, ms. */
  readonly missingEveryMs?: number
}

const QUIET_MS = 2000
const MISSING_EVERY_MS = 30_000
/** What downloads, editors and systems leave for a moment. */
const PASSING = /(?:^\.|~$|\.(?:tmp|temp|part|partial|crdownload|download|swp|!ut|aria2)$)/i
const PICTURE = /\.(?:jpe?g|png|webp|gif|avif)$/i

/** Watches until closed. A folder that is missing is looked for again, and told of when it comes. */
export async function watchFolders(deps: WatchDeps, options: WatchOptions): Promise<{ close(): Promise<void> }> {
  const folders = options.folders.map((folder) => resolve(folder))
  const told = new Map(folders.map((folder, index) => [folder, options.folders[index]]))
  const quiet = settler(options.quietMs ?? QUIET_MS, async (folder) => {
    try {
      await options.onChange(told.get(folder)!)
    } catch (error) {
      deps.log?.error({ folder, error: messageOf(error) }, 'the scan after a change failed')
    }
  })
  const watcher = chokidarWatch([], {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    awaitWriteFinish: { stabilityThreshold: Math.min(1000, options.quietMs ?? QUIET_MS), pollInterval: 200 },
    ignored: (path, stats) =>
      !folders.includes(path) && (PASSING.test(basename(path)) ? !stats?.isDirectory() : stats?.isFile() === true && !matters(path)),
  })
  watcher.on('all', (_event, path) => {
    const folder = folders.filter((root) => path === root || isBelow(path, root)).sort((a, b) => b.length - a.length)[0]
    if (folder !== undefined) quiet.touch(folder)
  })
  watcher.on('error', (error) => deps.log?.warn({ error: messageOf(error) }, 'watching a folder failed'))

  const missing = new Set<string>()
  for (const folder of folders) {
    if (await isFolder(folder)) watcher.add(folder)
    else missing.add(folder)
  }
  const again = setInterval(async () => {
    for (const folder of folders) {
      const there = await isFolder(folder)
      if (there && missing.delete(folder)) {
        watcher.add(folder)
        quiet.touch(folder)
      } else if (!there && !missing.has(folder)) {
        missing.add(folder)
        watcher.unwatch(folder)
      }
    }
  }, options.missingEveryMs ?? MISSING_EVERY_MS)
  again.unref()

  return {
    async close() {
      clearInterval(again)
      quiet.close()
      await watcher.close()
    },
  }
}

const matters = (path: string): boolean => formatOfEnding(path) !== null || PICTURE.test(path)

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

/** Calls back for a key when it has not been touched for a while, one call at a time; touched during its call, it is called again. */
function settler(quietMs: number, settled: (key: string) => Promise<void>): { touch(key: string): void; close(): void } {
  const timers = new Map<string, NodeJS.Timeout>()
  const busy = new Set<string>()
  let closed = false
  const touch = (key: string) => {
    if (closed) return
    clearTimeout(timers.get(key))
    timers.set(
      key,
      setTimeout(async () => {
        timers.delete(key)
        if (busy.has(key)) return touch(key)
        busy.add(key)
        await settled(key)
        busy.delete(key)
      }, quietMs),
    )
  }
  return {
    touch,
    close() {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
