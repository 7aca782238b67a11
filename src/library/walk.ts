// Walks a folder: every file with an audio ending, with size and time; links followed last and never twice.
// It tells of each file by a callback and asks the system with plain callbacks, because 100,000 promises of fs cost seconds.

import { type Dirent, readdir, type Stats, stat } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { ItemFault } from '#kernel'
import { FILE_UNREADABLE, FOLDER_UNREADABLE, LINK_BROKEN, LINK_REPEATED, NAME_NOT_UTF8 } from './scan-codes.ts'
import { formatOfEnding } from './sniff.ts'

export interface FoundFile {
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
}

export interface Walk {
  readonly failed: readonly ItemFault[]
  readonly notices: readonly ItemFault[]
  /** Paths below which nothing could be seen: what is known there must not be taken for gone. */
  readonly unseen: readonly string[]
  /** Whether the root itself had any entry. */
  readonly empty: boolean
}

/** Folders that hold no music of the person's: bins, thumbnails and indexes of systems. */
const PASSED_OVER =
  /^(?:@eadir|#recycle|#snapshot|\$recycle\.bin|system volume information|lost\+found|\.trash(?:es|-\d+)?|\.git|\.appledouble|\.stfolder|\.stversions|\.spotlight-v100|\.fseventsd)$/i
const FOLDERS_AT_ONCE = 8

/** Walks `root` (absolute, a folder that is there). Stops early, with what it has, when the signal aborts. */
export async function walk(root: string, onFile: (file: FoundFile) => void, signal?: AbortSignal): Promise<Walk> {
  const failed: ItemFault[] = []
  const notices: ItemFault[] = []
  const unseen: string[] = []
  const links: string[] = []
  const realRoot = await realpath(root)
  /** Real paths of folders read, and of files met, that a link might lead to again. */
  const seenFolders = new Set<string>([realRoot])
  const linkedFiles = new Set<string>()
  let empty = false

  const readFolder = async (path: string, real: string, folders: [string, string][]) => {
    const entries = await list(path).catch((error: NodeJS.ErrnoException) => {
      unseen.push(path)
      failed.push({
        path,
        code: FOLDER_UNREADABLE,
        message: `The folder cannot be read (${error.code ?? error.message}). Its files are left as they were.`,
      })
      return [] as Dirent[]
    })
    if (path === root) empty = entries.length === 0 && unseen.length === 0
    const files: string[] = []
    let unreadable = false
    for (const entry of entries) {
      const { name } = entry
      if (name.includes('\ufffd')) unreadable = true
      else if (entry.isDirectory()) {
        if (PASSED_OVER.test(name)) continue
        const realPath = join(real, name)
        // Only met a second time where a link leads to a folder above one that was read.
        if (seenFolders.has(realPath)) continue
        seenFolders.add(realPath)
        folders.push([join(path, name), realPath])
      } else if (entry.isSymbolicLink()) links.push(join(path, name))
      else if (entry.isFile() && formatOfEnding(name) !== null && !name.startsWith('._')) files.push(join(path, name))
    }
    if (unreadable) failed.push(...(await badNames(path)))
    await statAll(files, onFile, (file, error) => {
      unseen.push(file)
      failed.push({ path: file, code: FILE_UNREADABLE, message: `The file cannot be looked at (${error.code ?? error.message}).` })
    })
  }

  const readTree = async (path: string, real: string) => {
    const folders: [string, string][] = [[path, real]]
    while (folders.length > 0 && !signal?.aborted) {
      const some = folders.splice(-FOLDERS_AT_ONCE)
      await Promise.all(some.map(([folder, realFolder]) => readFolder(folder, realFolder, folders)))
    }
  }

  const follow = async (link: string) => {
    let target: string
    let stats: Stats
    try {
      target = await realpath(link)
      stats = await statOne(link)
    } catch {
      unseen.push(link)
      notices.push({ path: link, code: LINK_BROKEN, message: 'The link leads nowhere; nothing was read.' })
      return
    }
    if (stats.isDirectory()) {
      if (seenFolders.has(target)) {
        notices.push({
          path: link,
          code: LINK_REPEATED,
          message: `The link leads to ${target}, which is read already; it was not followed.`,
        })
        return
      }
      seenFolders.add(target)
      await readTree(link, target)
    } else if (stats.isFile() && formatOfEnding(link) !== null) {
      const inside = seenFolders.has(join(target, '..')) && formatOfEnding(target) !== null
      if (inside || linkedFiles.has(target)) {
        notices.push({ path: link, code: LINK_REPEATED, message: `The link leads to ${target}, which is read already.` })
        return
      }
      linkedFiles.add(target)
      onFile({ path: link, sizeBytes: stats.size, mtimeMs: stats.mtimeMs })
    }
  }

  await readTree(root, realRoot)
  // Links come last, in order, so that what they lead to is known and every scan decides alike.
  while (links.length > 0 && !signal?.aborted) {
    const some = links.splice(0).sort()
    for (const link of some) await follow(link)
  }
  return { failed, notices, unseen, empty }
}

const list = (path: string): Promise<Dirent[]> =>
  new Promise((resolve, reject) => {
    readdir(path, { withFileTypes: true }, (error, entries) => (error ? reject(error) : resolve(entries)))
  })

const statOne = (path: string): Promise<Stats> =>
  new Promise((resolve, reject) => {
    stat(path, (error, stats) => (error ? reject(error) : resolve(stats)))
  })

/** Looks at every path; the system's own queue bounds how many at once. */
function statAll(
  paths: readonly string[],
  onFile: (file: FoundFile) => void,
  onError: (path: string, error: NodeJS.ErrnoException) => void,
): Promise<void> {
  if (paths.length === 0) return Promise.resolve()
  return new Promise((resolve) => {
    let left = paths.length
    for (const path of paths) {
      stat(path, (error, stats) => {
        // Gone between the listing and now is gone, not a fault.
        if (error) {
          if (error.code !== 'ENOENT') onError(path, error)
        } else onFile({ path, sizeBytes: stats.size, mtimeMs: stats.mtimeMs })
        if (--left === 0) resolve()
      })
    }
  })
}

/** Entries whose names are not UTF-8, with their bytes escaped so that they can be read and found. */
async function badNames(path: string): Promise<ItemFault[]> {
  const names = await new Promise<Buffer[]>((resolve) => {
    readdir(path, { encoding: 'buffer' }, (error, entries) => resolve(error ? [] : entries))
  })
  return names
    .filter((name) => !Buffer.from(name.toString('utf8'), 'utf8').equals(name))
    .map((name) => ({
      path: join(path, escapeBytes(name)),
      code: NAME_NOT_UTF8,
      message: 'The name is not valid UTF-8 and cannot be opened by it. Rename it (convmv does many at once) and scan again.',
    }))
}

/** ASCII as it is, every other byte as \xNN. */
const escapeBytes = (name: Buffer): string =>
  [...name]
    .map((byte) => (byte >= 32 && byte < 127 && byte !== 92 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('')
