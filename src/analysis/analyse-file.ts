// One file from path to outcome: a broken file is an outcome, never a throw.

import { Fault, messageOf } from '#kernel'
import type { Analysis, AnalysisOutcome } from './analysis.ts'
import { type ByteSource, openFile } from './decode/byte-source.ts'
import { hasFfmpeg, openThroughFfmpeg } from './decode/ffmpeg.ts'
import { openAudio } from './decode/open-audio.ts'
import type { AudioInput } from './decode/pcm.ts'
import { listenThrough } from './listen-through.ts'

/** Less sound than this share of the least that the bytes must hold is not an analysis of the recording. */
const DECODED_SHARE_MIN = 0.05

/** Decodes and analyses the file at `path` in this thread, streaming. */
export async function analyseFile(path: string): Promise<AnalysisOutcome> {
  let source: ByteSource | null = null
  try {
    source = await openFile(path)
    return { ok: true, analysis: await analyseSource(source) }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, code: error.code, message: error.message }
    return { ok: false, code: 'DECODE_FAILED', message: `Cannot decode ${path}: ${messageOf(error)}.` }
  } finally {
    await source?.close()
  }
}

async function analyseSource(source: ByteSource): Promise<Analysis> {
  const input = await openAudio(source)
  const first = await attempt(source, input)
  if (first.analysis) return first.analysis
  // What a bundled decoder cannot read, ffmpeg sometimes can.
  if (input.secondsMin !== undefined && (await hasFfmpeg())) {
    const second = await attempt(source, await openThroughFfmpeg(source.path, input.codec))
    if (second.analysis) return second.analysis
  }
  throw first.fault
}

type Attempt = { readonly analysis: Analysis; readonly fault?: undefined } | { readonly analysis?: undefined; readonly fault: Fault }

async function attempt(source: ByteSource, input: AudioInput): Promise<Attempt> {
  try {
    const analysis = await listenThrough(input)
    if (!analysis) return { fault: new Fault('invalid', 'NO_AUDIO', `${source.path} holds no sound that can be decoded.`) }
    const least = input.secondsMin ?? 0
    if (analysis.durationS >= least * DECODED_SHARE_MIN) return { analysis }
    const message = `Only ${analysis.durationS.toFixed(1)} s of at least ${Math.round(least)} s of ${source.path} can be decoded: the file is damaged.`
    return { fault: new Fault('invalid', 'DECODE_FAILED', message) }
  } catch (error) {
    if (error instanceof Fault) return { fault: error }
    return { fault: new Fault('invalid', 'DECODE_FAILED', `Cannot decode ${source.path}: ${messageOf(error)}.`, { cause: error }) }
  }
}
