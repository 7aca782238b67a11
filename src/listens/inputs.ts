// The files of an import: of a path that is a file, a folder with folders in it, or a zip. Zips are read where they lie; only a large zip within a zip goes through a temporary file.

import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { messageOf } from '#kernel'
import { bytesOfFile } from './byte-source.ts'
import { headOf, type Inputs, isHousekeeping } from './input.ts'
import { recognise } from './recognise.ts'
import { addZip, isFirstPart, newHaul, piecesOf, type ZipHaul } from './zip.ts'

/** A folder with more files than this is not what people mean to import. */
const FILES_MAX = 20_000
const DEPTH_MAX = 20

/** Every file below a path, in order of name. `label` stands in for the path in the report. */
export async function inputsOf(path: string, label = path): Promise<Inputs> {
  const haul = newHaul()
  await addPath(haul, path, label, 0)
  return { inputs: haul.inputs, unreadable: haul.unreadable, close: () => haul.spool.close() }
}

async function addPath(found: ZipHaul, path: string, label: string, depth: number): Promise<void> {
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

async function addFolder(found: ZipHaul, path: string, label: string, depth: number): Promise<void> {
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

async function addFile(haul: ZipHaul, path: string, label: string, sizeBytes: number): Promise<void> {
  const source = bytesOfFile(path, sizeBytes)
  const read = () => source.read()
  const head = await headOf(read())
  const part = await partOf(path, head)
  if (part === 'with the others') return
  const recognised = recognise(head, label)
  if (part !== null) haul.unreadable.push({ path: label, message: part })
  // The last part of a split zip begins in the middle of a file, so there its name has a word.
  else if (recognised.as !== 'zip' && !(recognised.as !== 'history' && /\.zip$/i.test(path)))
    haul.inputs.push({ path: label, sizeBytes, recognised, read, filePath: path })
  else await addZip(haul, /\.zip\.001$/i.test(path) ? await piecesOf(path) : source, label)
}

/** Parts of a split zip: read with the one that leads them, or (in words) why it cannot be; null for any other file. */
async function partOf(path: string, head: Buffer): Promise<'with the others' | string | null> {
  const leader = /\.z\d{2,3}$/i.test(path)
    ? path.replace(/\.z\d+$/i, '.zip')
    : /\.zip\.(?!001)\d{3}$/i.test(path)
      ? path.replace(/\d{3}$/, '001')
      : null
  if (leader !== null && ((await exists(leader)) || (await exists(leader.replace(/\.zip$/, '.ZIP'))))) return 'with the others'
  if (leader !== null || isFirstPart(head))
    return `This is one part of a split zip; ${leader === null ? 'its last one (.zip)' : basename(leader)} is missing. Put all parts into one folder and import that.`
  return null
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
