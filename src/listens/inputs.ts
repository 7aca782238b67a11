// The files of an import: of a path that is a file, a folder with folders in it, or a zip. Zips are read where they lie; nothing is written to disk.

import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#kernel'
import { headOf, type Inputs, isHousekeeping } from './input.ts'
import { recognise } from './recognise.ts'
import { zipInputs } from './zip.ts'

/** A folder with more files than this is not what people mean to import. */
const FILES_MAX = 20_000
const DEPTH_MAX = 20
const CHUNK_BYTES = 256 * 1024

/** Every file below a path, in order of name. `label` stands in for the path in the report. */
export async function inputsOf(path: string, label = path): Promise<Inputs> {
  const found: Inputs = { inputs: [], unreadable: [] }
  await addPath(found, path, label, 0)
  return found
}

async function addPath(found: Inputs, path: string, label: string, depth: number): Promise<void> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) await addFolder(found, path, label, depth)
    else if (stats.isFile()) await addFile(found, path, label, stats.size)
    else found.unreadable.push({ path: label, message: 'This is neither a file nor a folder.' })
  } catch (error) {
    found.unreadable.push({ path: label, message: whyUnreadable(error) })
  }
}

function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'There is no file or folder at this path.'
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read: its permissions forbid it.'
  return `It cannot be read: ${messageOf(error)}.`
}

async function addFolder(found: Inputs, path: string, label: string, depth: number): Promise<void> {
  if (depth > DEPTH_MAX) {
    found.unreadable.push({ path: label, message: `Folders are nested deeper than ${DEPTH_MAX}; what is below was not read.` })
    return
  }
  const entries = (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (isHousekeeping(entry.name)) continue
    if (found.inputs.length >= FILES_MAX) {
      found.unreadable.push({ path: label, message: `There are more than ${FILES_MAX} files here; the others were not read.` })
      return
    }
    // A link to a folder may lead in a circle; a link to a file is followed.
    if (entry.isSymbolicLink() && (await stat(join(path, entry.name)).catch(() => null))?.isFile() !== true) continue
    await addPath(found, join(path, entry.name), `${label}/${entry.name}`, depth + 1)
  }
}

async function addFile(found: Inputs, path: string, label: string, sizeBytes: number): Promise<void> {
  const read = () => createReadStream(path, { highWaterMark: CHUNK_BYTES })
  const recognised = recognise(await headOf(read()), label)
  if (recognised.as !== 'zip') {
    found.inputs.push({ path: label, sizeBytes, recognised, read })
    return
  }
  const members = await zipInputs({ path }, label)
  found.inputs.push(...members.inputs)
  found.unreadable.push(...members.unreadable)
}
