// What was changed in whose bytes, kept in Deepcut's own folder, so that the last run of tagging can be undone to the byte.

import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Splice } from './splice.ts'

export interface JournalEntry {
  readonly path: string
  readonly hashBefore: string
  readonly hashAfter: string
  readonly splices: readonly Splice[]
}

const folderOf = (homePath: string) => join(homePath, 'tagging')
const ENDING = '.jsonl'

/** A journal for one run; its file appears with the first entry. */
export function newJournal(homePath: string, atMs: number): { readonly path: string; add(entry: JournalEntry): void } {
  const stamp = new Date(atMs).toISOString().replace(/[:.]/g, '-')
  let path = join(folderOf(homePath), stamp + ENDING)
  for (let n = 2; existsSync(path); n++) path = join(folderOf(homePath), `${stamp}-${n}${ENDING}`)
  return {
    path,
    add(entry) {
      mkdirSync(folderOf(homePath), { recursive: true })
      const handle = openSync(path, 'a')
      try {
        appendFileSync(handle, lineOf(entry))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
    },
  }
}

/** The latest run that was not undone yet; null where there is none. */
export function lastJournal(homePath: string): { readonly path: string; readonly entries: JournalEntry[] } | null {
  if (!existsSync(folderOf(homePath))) return null
  const name = readdirSync(folderOf(homePath))
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .at(-1)
  if (name === undefined) return null
  const path = join(folderOf(homePath), name)
  return { path, entries: readFileSync(path, 'utf8').split('\n').flatMap(entryOf) }
}

/** Keeps only what could not be undone. */
export function keepInJournal(path: string, entries: readonly JournalEntry[]): void {
  if (entries.length === 0) rmSync(path, { force: true })
  else writeFileSync(path, entries.map(lineOf).join(''))
}

const lineOf = ({ splices, ...entry }: JournalEntry) =>
  `${JSON.stringify({ ...entry, splices: splices.map(({ at, removed, inserted }) => [at, base64(removed), base64(inserted)]) })}\n`

/** A line cut off by a crash belongs to a file that was not replaced yet. */
function entryOf(line: string): JournalEntry[] {
  try {
    const { splices, ...entry } = JSON.parse(line) as Omit<JournalEntry, 'splices'> & { splices: [number, string, string][] }
    return [{ ...entry, splices: splices.map(([at, removed, inserted]) => ({ at, removed: bytes(removed), inserted: bytes(inserted) })) }]
  } catch {
    return []
  }
}

const base64 = (content: Uint8Array) => Buffer.from(content).toString('base64')
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
