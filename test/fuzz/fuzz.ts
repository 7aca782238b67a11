// Mutated files of every format, heard or imported one after the other: nothing may crash, hang, grow or lie. Seeded: file N is always the same.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src/kernel/index.ts'
import { zipBytes } from '../zip-writer.ts'
import { historySeeds } from './history-seeds.ts'
import { mutate } from './mutate.ts'
import { makeSeeds, type Seed } from './seeds.ts'

const HANG_MS = 10_000
const MEMORY_MAX_MIB = 400
/** How long the files play before they are damaged. */
const EXCERPT_OF_S = 2

/** What is mutated, and the process that takes it. */
const KINDS = {
  audio: { seedsIn: makeSeeds, child: new URL('./hear.child.ts', import.meta.url) },
  histories: { seedsIn: historySeeds, child: new URL('./import.child.ts', import.meta.url) },
} as const
export type Kind = keyof typeof KINDS
export const isKind = (word: string): word is Kind => word in KINDS

export interface Asked {
  readonly path: string
  /** Where an excerpt of a sound is wanted: how long the file is said to play. */
  readonly excerptOfS?: number
}

/** What a child says of a file. */
export interface Outcome {
  readonly path: string
  /** `ok`, a word or the code of a fault; `wrong: …` where it is none that Deepcut promises. */
  readonly outcome: string
  readonly ms: number
  /** The most memory the process ever had. */
  readonly memoryMib: number
}

interface Bad {
  readonly file: number
  readonly of: string
  readonly how: string
  readonly what: string
}

interface FuzzReport {
  readonly count: number
  /** How many files had each outcome. */
  readonly outcomes: Readonly<Record<string, number>>
  /** The most memory a worker ever had. */
  readonly memoryMib: number
  readonly slowestMs: number
  readonly bad: readonly Bad[]
}

interface FuzzOptions {
  readonly what: Kind
  readonly count: number
  readonly seed: number
  /** The number of the first file. */
  readonly first: number
  /** Holds the file in hand, and those that turned out bad. */
  readonly folder: string
  onProgress(done: number): void
}

/** Makes the files and has them taken. */
export async function fuzz({ what, count, seed, first, folder, onProgress }: FuzzOptions): Promise<FuzzReport> {
  mkdirSync(folder, { recursive: true })
  const seeds: readonly Seed[] = KINDS[what].seedsIn(folder)
  const outcomes: Record<string, number> = {}
  const bad: Bad[] = []
  let [memoryMib, slowestMs] = [0, 0]
  let child: ChildProcess | null = null
  for (let file = first; file < first + count; file++) {
    const random = seededRandom(`${seed}:${file}`)
    const of = seeds[file % seeds.length]
    const { bytes, how } = mutate(of.bytes, random, seeds)
    // Every third sound as the quick tier hears it, which jumps into the file; every third round of exports in zips, with their other files whole.
    const zipped = what === 'histories' && Math.floor(file / seeds.length) % 3 === 2
    const path = join(folder, `file-${file}.${zipped ? 'zip' : of.ending}`)
    writeFileSync(path, zipped ? zipBytes([{ name: `damaged.${of.ending}`, bytes: Buffer.from(bytes) }, ...(of.beside ?? [])]) : bytes)
    child ??= fork(KINDS[what].child, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const heard = await answer(child, { path, ...(what === 'audio' && file % 3 === 0 ? { excerptOfS: EXCERPT_OF_S } : {}) })
    const outcome = typeof heard === 'string' ? `wrong: ${heard}` : heard.outcome
    outcomes[outcome.split(':')[0]] = (outcomes[outcome.split(':')[0]] ?? 0) + 1
    if (typeof heard === 'string') {
      child.kill('SIGKILL')
      child = null
    } else {
      slowestMs = Math.max(slowestMs, heard.ms)
      if (heard.memoryMib > MEMORY_MAX_MIB && memoryMib <= MEMORY_MAX_MIB)
        bad.push({ file, of: of.name, how, what: `${Math.round(heard.memoryMib)} MiB` })
      memoryMib = Math.max(memoryMib, heard.memoryMib)
    }
    if (outcome.startsWith('wrong')) bad.push({ file, of: of.name, how, what: outcome })
    else rmSync(path)
    onProgress(file - first + 1)
  }
  child?.disconnect()
  return { count, outcomes, memoryMib, slowestMs, bad }
}

/** What the child says of a file, or how it failed to. */
function answer(child: ChildProcess, asked: Asked): Promise<Outcome | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(`it hangs: no answer in ${HANG_MS / 1000} s`), HANG_MS)
    const onExit = (code: number | null, signal: string | null) => settle(`the process died (${signal ?? code})`)
    const settle = (value: Outcome | string) => {
      clearTimeout(timer)
      child.off('exit', onExit)
      child.off('message', settle)
      resolve(value)
    }
    child.once('exit', onExit)
    child.once('message', settle)
    child.send(asked)
  })
}
