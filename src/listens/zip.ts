// The files in a zip, and in zips within it, as inputs of an import: read where they lie, or spooled where they must be. Names never become paths.

import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Entry } from 'yauzl'
import { messageOf } from '#kernel'
import { type ByteSource, bytesInMemory, bytesOfFile, bytesOfFiles } from './byte-source.ts'
import { historyInWorkbook } from './formats/deezer.ts'
import { isWorkbook } from './formats/workbook.ts'
import { headOf, type Input, isHousekeeping, type Unreadable } from './input.ts'
import { recognise } from './recognise.ts'
import { openSpool, type Spool } from './spool.ts'
import { cleanName, entriesOf, memberBytes, whyRefused } from './zip-file.ts'
import { salvageZip } from './zip-salvage.ts'

/** Members of one zip at most, with those of the zips in it. */
const MEMBERS_MAX = 5000
/** Unpacked size of all members at most: 16 GiB. */
const TOTAL_BYTES_MAX = 16 * 2 ** 30
/** Zips in zips in zips: Apple's are two deep, a download of several parts three. */
const DEPTH_MAX = 3
/** A zip in a zip up to this size is held in memory, all of them up to the second; larger ones go to a temporary file, up to the third. */
const HELD_BYTES_MAX = 8 * 2 ** 20
const ALL_HELD_BYTES_MAX = 32 * 2 ** 20
const SPOOLED_BYTES_MAX = 8 * 2 ** 30

/** What an import found so far in its zips; shared by all of them, so that no nesting gets around a limit. */
export interface ZipHaul {
  readonly inputs: Input[]
  readonly unreadable: Unreadable[]
  readonly spool: Spool
  heldBytes: number
}

export const newHaul = (): ZipHaul => ({ inputs: [], unreadable: [], spool: openSpool(), heldBytes: 0 })

/** What the zips within one outer zip may still have. */
interface Budget {
  members: number
  bytes: number
}

/** One member, from the zip's list or found without it. */
interface Member {
  readonly name: string
  readonly sizeBytes: number
  readonly refused: string | null
  read(): AsyncIterable<Uint8Array>
}

/** Adds the files of a zip that may be imported. Throws nothing: what is wrong with it is said in `unreadable`. */
export async function addZip(haul: ZipHaul, source: ByteSource, label: string): Promise<void> {
  await addMembers(haul, source, label, 0, { members: MEMBERS_MAX, bytes: TOTAL_BYTES_MAX })
}

async function addMembers(haul: ZipHaul, source: ByteSource, label: string, depth: number, budget: Budget): Promise<void> {
  const refuse = (message: string, path = label) => haul.unreadable.push({ path, message })
  const members = await membersOf(source, refuse)
  if (members === null) return
  if (isWorkbook(members.map(({ name }) => name))) {
    const read = () => source.read()
    const { path: filePath, sizeBytes } = source
    const recognised = await historyInWorkbook(source)
    haul.inputs.push({ path: label, sizeBytes, recognised, read, ...(filePath === null ? {} : { filePath }) })
    return
  }
  budget.members -= members.length
  if (budget.members < 0) {
    refuse(`The zip holds more than ${MEMBERS_MAX} files, the limit. Unpack it and import its folder.`)
    return
  }
  for (const member of members) {
    if (member.name.endsWith('/') || isHousekeeping(member.name)) continue
    const path = `${label}/${member.name}`
    budget.bytes -= member.sizeBytes
    const refused = member.refused ?? (budget.bytes < 0 ? TOO_LARGE : null)
    if (refused !== null) {
      refuse(refused, path)
      continue
    }
    try {
      await addMember(haul, member, path, depth, budget)
    } catch (error) {
      refuse(`It cannot be read from the zip: ${messageOf(error)}.`, path)
    }
  }
}

const TOO_LARGE = `Unpacked, the zip is larger than ${TOTAL_BYTES_MAX / 2 ** 30} GiB, the limit.`

async function addMember(haul: ZipHaul, member: Member, path: string, depth: number, budget: Budget): Promise<void> {
  const { sizeBytes, read } = member
  const recognised = recognise(await headOf(read()), path)
  if (recognised.as !== 'zip') {
    haul.inputs.push({ path, sizeBytes, recognised, read })
    return
  }
  if (depth >= DEPTH_MAX) {
    const message = `This zip lies within ${depth + 1} others, too deep. Unpack the outer ones and import the folder.`
    haul.unreadable.push({ path, message })
    return
  }
  await addMembers(haul, await kept(haul, member), path, depth + 1, budget)
}

/** A zip's bytes so that they can be read from any place. */
async function kept(haul: ZipHaul, { sizeBytes, read }: Member): Promise<ByteSource> {
  if (sizeBytes <= HELD_BYTES_MAX && haul.heldBytes + sizeBytes <= ALL_HELD_BYTES_MAX) {
    const parts: Uint8Array[] = []
    for await (const chunk of read()) parts.push(chunk)
    haul.heldBytes += sizeBytes
    return bytesInMemory(Buffer.concat(parts))
  }
  return bytesOfFile(await haul.spool.keep(read(), SPOOLED_BYTES_MAX), sizeBytes)
}

/** The members by the zip's own list, or found without it where the list is missing; null where there is nothing to be had. */
async function membersOf(source: ByteSource, refuse: (message: string) => void): Promise<Member[] | null> {
  try {
    const entries = await entriesOf(source, MEMBERS_MAX)
    const shared = overlapping(entries)
    return entries.map((entry) => ({
      name: cleanName(entry.fileName),
      sizeBytes: entry.uncompressedSize,
      refused:
        whyRefused(entry) ??
        (shared.has(entry) ? 'Its bytes are those of other files of the zip too, as in a bomb; it was not unpacked.' : null),
      read: () => memberBytes(source, entry),
    }))
  } catch (error) {
    const disk = /multi-disk.*disk number: (\d+)/i.exec(messageOf(error))
    const parts = disk === null ? null : await partsOf(source.path, Number(disk[1]))
    if (typeof parts === 'string') {
      refuse(parts)
      return null
    }
    return await salvaged(parts ?? source, messageOf(error), refuse, parts !== null)
  }
}

async function salvaged(source: ByteSource, why: string, refuse: (message: string) => void, split: boolean): Promise<Member[] | null> {
  // A split zip begins with a mark of four bytes.
  const { members, endByte, whole } = await salvageZip(source, MEMBERS_MAX, split ? 4 : 0)
  if (split && whole) return [...members]
  const found = members.length === 0 ? '' : ` What is whole in it, up to byte ${endByte} of ${source.sizeBytes}, was read.`
  refuse(`The zip is damaged or incomplete (${why}). Download it again.${found}`)
  return members.length === 0 ? null : [...members]
}

/** Members that claim bytes of each other: no packer writes them, and a few kilobytes could unpack to terabytes. */
function overlapping(entries: readonly Entry[]): Set<Entry> {
  const sorted = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  const found = new Set<Entry>()
  let endByte = 0
  for (const entry of sorted) {
    if (entry.relativeOffsetOfLocalHeader < endByte) found.add(entry)
    endByte = Math.max(endByte, entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize)
  }
  return found
}

/** All parts of a split zip (X.z01, X.z02 … X.zip, the last) as one; in words what is missing. */
async function partsOf(path: string | null, before: number): Promise<ByteSource | string> {
  const hint = 'Put all its parts (.z01, .z02 … and .zip) into one folder and import that; or unpack it and import the folder.'
  if (path === null) return `This is one part of a split zip. ${hint}`
  const stem = basename(path).replace(/\.zip$/i, '')
  const numbered = (await readdir(dirname(path)))
    .flatMap((name) => {
      const match = name.toLowerCase().startsWith(`${stem.toLowerCase()}.z`) ? /\.z(\d{2,3})$/i.exec(name) : null
      return match === null ? [] : [{ name, number: Number(match[1]) }]
    })
    .sort((a, b) => a.number - b.number)
  for (let i = 0; i < before; i++)
    if (numbered[i]?.number !== i + 1) {
      const number = String(i + 1).padStart(2, '0')
      return `This is the last part of a split zip; its part ${stem}.z${number} is missing. ${hint}`
    }
  return await bytesOfFiles([...numbered.slice(0, before).map(({ name }) => join(dirname(path), name)), path])
}

/** The first bytes of the first part of a split zip. */
export const isFirstPart = (head: Buffer): boolean =>
  head.length >= 8 && head.readUInt32LE(0) === 0x08074b50 && head.readUInt32LE(4) === 0x04034b50

/** A zip cut into pieces by number (X.zip.001, .002 …), from its first piece on. */
export async function piecesOf(path: string): Promise<ByteSource> {
  const stem = basename(path).slice(0, -3)
  const names = new Set(await readdir(dirname(path)))
  const found: string[] = []
  for (let number = 1; names.has(`${stem}${String(number).padStart(3, '0')}`); number++)
    found.push(join(dirname(path), `${stem}${String(number).padStart(3, '0')}`))
  return await bytesOfFiles(found)
}
