// One render: MMA writes the MIDI file, FluidSynth plays it, the sound is cut and levelled, and the truth is read from the MIDI file.

import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Groove } from './grooves.ts'
import { type MidiClock, readMidiClock } from './midi-clock.ts'
import { writeScore } from './score.ts'
import type { RenderTools } from './tools.ts'
import type { KeySpan, PieceTruth } from './truth.ts'
import { wavFile } from './wav-file.ts'

const run = promisify(execFile)

const RENDER_RATE_HZ = 22_050
const PEAK = 0.89
const FADE_S = 0.01
/** How long the sound may ring after the last bar. */
const TAIL_S = 1.5
const TIME_LIMIT_MS = 120_000
/** What MMA is asked for first, to learn how it counts the groove's bar. */
const probe = (groove: Groove) => `Tempo 120\nGroove ${groove.name}\nMidiMark bar\nC\nMidiMark bar\nC\nMidiMark end\nz!\n`

export interface RenderRequest {
  readonly groove: Groove
  readonly index: number
  readonly seed: number
  /** Where the audio goes, without its ending. */
  readonly base: string
}

type Rendered = Omit<PieceTruth, 'split' | 'path' | 'name'>

/** Renders to `${base}.wav`; null where MMA cannot play the groove, or its bars contradict its time signature. */
export async function renderPiece(tools: RenderTools, { groove, index, seed, base }: RenderRequest): Promise<Rendered | null> {
  const probed = await midiOf(tools, base, probe(groove))
  if (!probed) return null
  const score = writeScore(groove, probed, seed, index)
  const clock = await midiOf(tools, base, score.mma)
  if (!clock) return null
  const stereo = await play(tools, base)
  const samples = cut(stereo, score.cutS, clock.barsS[clock.barsS.length - 1] + TAIL_S)
  await writeFile(`${base}.wav`, wavFile(samples, RENDER_RATE_HZ))
  await Promise.all(['mma', 'mid', 'raw'].map((ending) => rm(`${base}.${ending}`, { force: true })))
  return { style: groove.name, ...truthOf(clock, score.cutS, samples.length / RENDER_RATE_HZ) }
}

async function midiOf(tools: RenderTools, base: string, mma: string): Promise<MidiClock | null> {
  await rm(`${base}.mid`, { force: true })
  await writeFile(`${base}.mma`, mma)
  try {
    // MMA's random numbers come from RndSeed, but the order of a Python set may not vary either.
    const env = { ...process.env, PYTHONHASHSEED: '0' }
    await run(tools.mma, ['-f', `${base}.mid`, `${base}.mma`], { timeout: TIME_LIMIT_MS, env, maxBuffer: 16 << 20 })
    return readMidiClock(await readFile(`${base}.mid`))
  } catch {
    return null
  }
}

/** The sound as interleaved stereo. FluidSynth's fast renderer starts the MIDI file's first tick at sample 0, to its block of 64 samples. */
async function play(tools: RenderTools, base: string): Promise<Float32Array> {
  const args = ['-ni', '-q', '-g', '0.5', '-r', String(RENDER_RATE_HZ), '-T', 'raw', '-O', 'float', '-E', 'little']
  await run(tools.fluidsynth, [...args, '-F', `${base}.raw`, tools.soundfont, `${base}.mid`], {
    timeout: TIME_LIMIT_MS,
    maxBuffer: 16 << 20,
  })
  const bytes = await readFile(`${base}.raw`)
  return new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / 4))
}

/** Mono, cut at the front or with silence before it, its peak at PEAK, edges faded. */
function cut(stereo: Float32Array, cutS: number, endS: number): Float32Array {
  const skip = Math.round(cutS * RENDER_RATE_HZ)
  const out = new Float32Array(Math.max(1, Math.min(stereo.length / 2, Math.round(endS * RENDER_RATE_HZ)) - skip))
  let peak = 1e-9
  for (let i = Math.max(0, -skip); i < out.length; i++) {
    const at = 2 * (i + skip)
    out[i] = 0.5 * (stereo[at] + stereo[at + 1])
    peak = Math.max(peak, Math.abs(out[i]))
  }
  const fade = Math.round(FADE_S * RENDER_RATE_HZ)
  for (let i = 0; i < out.length; i++) out[i] *= (PEAK / peak) * Math.min(1, (i + 1) / fade, (out.length - i) / fade)
  return out
}

function truthOf(clock: MidiClock, cutS: number, durationS: number): Omit<Rendered, 'style'> {
  const { barsS, beatsPerBar, tempoBpm, timeSignature } = clock
  const bars = barsS.slice(0, -1)
  const inFile = (times: number[]) => times.map((time) => round(time - cutS)).filter((time) => time >= 0 && time < durationS)
  const beats = bars.flatMap((from, i) => Array.from({ length: beatsPerBar }, (_, b) => from + ((barsS[i + 1] - from) * b) / beatsPerBar))
  const keys = clock.keys.map((span) => ({ ...span, fromS: round(Math.max(0, span.fromS - cutS)), toS: round(span.toS - cutS) }))
  return {
    durationS: round(durationS),
    tempoBpm: round(tempoBpm),
    timeSignature,
    beatsS: inFile(beats),
    downbeatsS: inFile(bars),
    key: keys.length > 0 ? keyOf(longest(keys)) : null,
    keys,
  }
}

const keyOf = ({ tonic, mode }: KeySpan) => ({ tonic, mode })
const longest = (keys: readonly KeySpan[]): KeySpan =>
  keys.reduce((best, span) => (span.toS - span.fromS > best.toS - best.fromS ? span : best))
const round = (value: number): number => Math.round(value * 1e5) / 1e5
