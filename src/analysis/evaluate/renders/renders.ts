// The renders: pieces with exact truth, made once from a seed and kept in a folder beside their truth.json.

import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, seededRandom } from '#kernel'
import { grooveOrder } from './grooves.ts'
import { renderPiece } from './render-piece.ts'
import { findRenderTools } from './tools.ts'
import type { PieceTruth } from './truth.ts'

/** Rises when the same seed would give other pieces. */
const RENDERS_VERSION = 1
export const RENDERS_SEED = 1
/** So many grooves that cannot be played mean that MMA itself is broken. */
const FAILURES_MAX = 100
/** So many grooves that are not the one kept mean that the folder was made from another library. */
const SKIPPED_MAX = 2000

type StoredTruth = Omit<PieceTruth, 'path'> & { readonly file: string }

interface TruthFile {
  readonly version: number
  readonly seed: number
  readonly about: string
  readonly pieces: StoredTruth[]
}

const ABOUT =
  'Accompaniments by MMA, played by FluidSynth. Times are nominal metrical positions in seconds of the audio file. In 6/8 the beat is the dotted crotchet, two a bar.'

export interface RendersRequest {
  readonly folder: string
  readonly count: number
  readonly seed: number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number, name: string) => void
}

/** The first `count` pieces of the seed, in order; those that the folder does not hold yet are rendered into it. */
export async function prepareRenders(request: RendersRequest): Promise<PieceTruth[]> {
  const { folder, count, seed } = request
  const truthPath = join(folder, seed === RENDERS_SEED ? 'truth.json' : `truth-${seed}.json`)
  const truth = await readTruth(truthPath, seed)
  const missing = truth.pieces.length < count || truth.pieces.slice(0, count).some(({ file }) => !existsSync(join(folder, file)))
  if (missing) await renderInto(request, truth, truthPath)
  return truth.pieces.slice(0, count).map(({ file, ...piece }) => ({ ...piece, path: join(folder, file) }))
}

async function readTruth(path: string, seed: number): Promise<TruthFile> {
  const empty: TruthFile = { version: RENDERS_VERSION, seed, about: ABOUT, pieces: [] }
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as TruthFile
    return found.version === RENDERS_VERSION && found.seed === seed ? found : empty
  } catch {
    return empty
  }
}

async function renderInto(request: RendersRequest, truth: TruthFile, truthPath: string): Promise<void> {
  const { folder, count, seed } = request
  const tools = findRenderTools(request.env)
  await mkdir(folder, { recursive: true })
  const { pieces } = truth
  let index = 0
  let failures = 0
  let skipped = 0
  for await (const groove of grooveOrder(tools.library, seededRandom(`deepcut-renders:${seed}`))) {
    if (index >= count) break
    request.signal?.throwIfAborted()
    const kept = pieces.at(index)
    // What is kept at this place has another groove: this one could not be played before, and cannot be now.
    if (kept && kept.style !== groove.name) {
      if (++skipped > SKIPPED_MAX) throw otherLibrary(folder)
      continue
    }
    const name = `s${seed}-${String(index).padStart(3, '0')}`
    const file = `${name}.wav`
    if (!kept || !existsSync(join(folder, file))) {
      const made = await renderPiece(tools, { groove, index, seed, base: join(folder, name) })
      if (!made) {
        if (++failures > FAILURES_MAX) throw brokenMma(join(folder, `${name}.mma`))
        continue
      }
      pieces[index] = { name, file, split: groove.split, ...made }
      await writeWhole(truthPath, `${JSON.stringify(truth)}\n`)
    }
    index++
    request.onProgress?.(index, count, groove.name)
  }
}

const brokenMma = (path: string) =>
  new Fault('unavailable', 'MMA_FAILED', `MMA made no usable MIDI file of ${FAILURES_MAX} grooves; try it by hand: mma ${path}`)

const otherLibrary = (folder: string) =>
  new Fault(
    'conflict',
    'RENDERS_OF_OTHER_LIBRARY',
    `The renders in ${folder} were made from another library of MMA; delete the folder to make them again.`,
  )

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text)
  await rename(`${path}.part`, path)
}
