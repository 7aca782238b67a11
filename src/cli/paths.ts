// Paths that people give: they must be there before anything begins.

import { stat } from 'node:fs/promises'
import { Fault } from '#kernel'

const found = (path: string) => stat(path).catch(() => null)

export async function mustBeFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const stats = await found(path)
    if (!stats)
      throw new Fault('not-found', 'FOLDER_UNKNOWN', `There is no folder at ${path}. Check the path; the drive may not be mounted.`)
    if (!stats.isDirectory()) throw new Fault('unsupported', 'FOLDER_EXPECTED', `${path} is a file; give the folder that holds the music.`)
  }
}

export async function mustExist(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (!(await found(path))) throw new Fault('not-found', 'PATH_UNKNOWN', `There is nothing at ${path}. Check the path.`)
  }
}
