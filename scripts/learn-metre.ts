// Learns the weights of src/dsp/metre.ts from pieces whose tempo, beats and bars are known: a conditional logit over the readings of each.
// Run: node scripts/learn-metre.ts FOLDER... [--out FILE], each folder with a truth.json as `evaluate --truth` takes it; pieces marked as
// of the test half are left out. Prints the weights as TypeScript. docs/science/tempo.md names what the kept ones were learned from.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFile } from '../src/analysis/decode/byte-source.ts'
import { openAudio } from '../src/analysis/decode/open-audio.ts'
import type { PieceTruth } from '../src/analysis/evaluate/renders/truth.ts'
import { FFT_SIZE, FRAME_RATE_HZ, MEL_BANDS } from '../src/analysis/hearing.ts'
import { listenThrough } from '../src/analysis/listen-through.ts'
import {
  evenPulse,
  generalisedAutocorrelation,
  HarmonicChange,
  OnsetStrength,
  openFft,
  type Reading,
  readings,
  rhythmEvidence,
  tempoCandidates,
} from '../src/dsp/index.ts'

type Truth = Pick<PieceTruth, 'tempoBpm' | 'beatsS' | 'downbeatsS' | 'timeSignature'> & { file: string; split?: string }
interface Piece {
  /** One row of numbers for each reading, and whether it is right. */
  readonly rows: readonly Float64Array[]
  readonly right: readonly boolean[]
  readonly weight: number
}

const METRES = ['4/4', '3/4', '6/8'] as const
/** Metres that are rare count more. */
const PIECE_WEIGHTS: Readonly<Record<string, number>> = { '3/4': 2, '6/8': 3 }
const PENALTY = 12
const STEPS = 600
const COMPRESSION = 0.6
const ONSET_LEAD_S = 0.008

const outAt = process.argv.indexOf('--out')
const folders = process.argv.slice(2, outAt < 0 ? undefined : outAt)
if (folders.length === 0) throw new Error('Usage: node scripts/learn-metre.ts FOLDER... [--out FILE]')
const pieces: Piece[] = []
let beatSize = 0
for (const folder of folders) {
  const parsed = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth[] | { pieces: Truth[] }
  for (const truth of Array.isArray(parsed) ? parsed : parsed.pieces) {
    if (truth.split === 'test' || !truth.tempoBpm) continue
    const piece = await learnable(join(folder, truth.file), truth)
    if (piece) pieces.push(piece)
  }
  console.error(`${folder}: ${pieces.length} pieces so far`)
}
const weights = fitted(pieces)
const text = (from: number, to: number) => `[${Array.from(weights.subarray(from, to), (w) => Math.round(w * 1000) / 1000).join(', ')}]`
const barSize = (weights.length - beatSize) / METRES.length
const bars = METRES.map((metre, i) => `'${metre}': ${text(beatSize + i * barSize, beatSize + (i + 1) * barSize)}`)
const table = `beat: ${text(0, beatSize)},\nbar: {\n${bars.join(',\n')},\n},\n`
if (outAt < 0) console.log(table)
else writeFileSync(process.argv[outAt + 1], table)

async function learnable(path: string, truth: Truth): Promise<Piece | null> {
  const all = await readingsOf(path)
  if (all.length === 0) return null
  const grades = all.map((reading) => grade(reading, truth))
  const best = Math.max(...grades)
  if (best === 0) return null
  beatSize = all[0].grid.features.length
  return { rows: all.map(rowOf), right: grades.map((g) => g === best), weight: PIECE_WEIGHTS[truth.timeSignature ?? ''] ?? 1 }
}

async function readingsOf(path: string): Promise<Reading[]> {
  const onset = new OnsetStrength(MEL_BANDS)
  const harmony = new HarmonicChange()
  const source = await openFile(path)
  try {
    const listen = (hearing: { onFrame(listener: (frame: { melDb: Float32Array }) => void): void }) => {
      hearing.onFrame(({ melDb }) => {
        onset.add(melDb)
        harmony.add(melDb)
      })
      return () => ({})
    }
    await listenThrough(await openAudio(source), { stages: [{ name: 'ears', version: '1', listen }] })
  } finally {
    await source.close()
  }
  const regions = onset.byRegion()
  const pulse = evenPulse(regions, FRAME_RATE_HZ)
  const fft = await openFft(FFT_SIZE)
  const correlation = generalisedAutocorrelation(pulse, fft, COMPRESSION)
  fft.close()
  const evidence = rhythmEvidence(pulse, regions, harmony.finish(), correlation, FRAME_RATE_HZ)
  return readings(evidence, correlation, tempoCandidates(correlation, FRAME_RATE_HZ).bpm)
}

/** 0 for a wrong tempo, 1 for a right one, 2 on the right beats, 3 with the right bars too. */
function grade({ grid, metre, phase }: Reading, truth: Truth): number {
  if (Math.abs(grid.bpm / truth.tempoBpm! - 1) > 0.04) return 0
  const beatsS = Array.from(grid.beats, (frame) => frame / FRAME_RATE_HZ + ONSET_LEAD_S)
  if (truth.beatsS.length === 0 || hits(beatsS, truth.beatsS) < 0.6) return 1
  if (truth.downbeatsS.length === 0 || metre.signature !== truth.timeSignature) return 2
  return hits(
    beatsS.filter((_, i) => i % metre.beatsPerBar === phase),
    truth.downbeatsS,
  ) > 0.5
    ? 3
    : 2
}

/** The share of the times between the first and the last true one that lie within 70 ms of one. */
function hits(timesS: readonly number[], trueS: readonly number[]): number {
  const inside = timesS.filter((t) => t >= trueS[0] - 0.1 && t <= trueS[trueS.length - 1] + 0.1)
  return inside.filter((t) => trueS.some((other) => Math.abs(other - t) < 0.07)).length / Math.max(1, inside.length)
}

/** The numbers of the beat, and those of the bar in the columns of its metre. */
function rowOf({ grid, metre, features }: Reading): Float64Array {
  const row = new Float64Array(grid.features.length + METRES.length * features.length)
  row.set(grid.features)
  row.set(features, grid.features.length + METRES.indexOf(metre.signature) * features.length)
  return row
}

/** The weights of greatest penalised likelihood, by gradient ascent (Adam; Kingma and Ba 2015) on standardised columns. */
function fitted(all: readonly Piece[]): Float64Array {
  const size = all[0].rows[0].length
  const deviation = deviations(all, size)
  const w = new Float64Array(size)
  const [mean, square] = [new Float64Array(size), new Float64Array(size)]
  for (let step = 1; step <= STEPS; step++) {
    const gradient = w.map((value) => -PENALTY * value)
    for (const piece of all) addGradient(piece, w, deviation, gradient)
    const rate = 0.05 * (1 - step / (STEPS + 1))
    for (let i = 0; i < size; i++) {
      mean[i] = 0.9 * mean[i] + 0.1 * gradient[i]
      square[i] = 0.99 * square[i] + 0.01 * gradient[i] ** 2
      w[i] += (rate * (mean[i] / (1 - 0.9 ** step))) / (Math.sqrt(square[i] / (1 - 0.99 ** step)) + 1e-9)
    }
  }
  return w.map((value, i) => value / deviation[i])
}

function addGradient({ rows, right, weight }: Piece, w: Float64Array, deviation: Float64Array, gradient: Float64Array): void {
  const scores = rows.map((row) => row.reduce((sum, value, i) => sum + (w[i] * value) / deviation[i], 0))
  const top = Math.max(...scores)
  const shares = scores.map((score) => Math.exp(score - top))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const good = shares.reduce((sum, share, r) => sum + (right[r] ? share : 0), 1e-12)
  rows.forEach((row, r) => {
    const pull = weight * ((right[r] ? shares[r] / good : 0) - shares[r] / total)
    for (let i = 0; i < row.length; i++) gradient[i] += (pull * row[i]) / deviation[i]
  })
}

function deviations(all: readonly Piece[], size: number): Float64Array {
  const [sum, squares] = [new Float64Array(size), new Float64Array(size)]
  let count = 0
  for (const { rows } of all) {
    for (const row of rows) {
      count++
      for (let i = 0; i < size; i++) {
        sum[i] += row[i]
        squares[i] += row[i] ** 2
      }
    }
  }
  return squares.map((value, i) => Math.sqrt(Math.max(0, value / count - (sum[i] / count) ** 2)) + 1e-6)
}
