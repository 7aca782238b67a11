// One file from path to outcome: a broken file is an outcome, never a throw.

import { Fault, messageOf } from '#kernel'
import type { Analysis, AnalysisOutcome } from './analysis.ts'
import { type ByteSource, openFile } from './decode/byte-source.ts'
import { hasFfmpeg, openThroughFfmpeg } from './decode/ffmpeg.ts'
import { openAudio } from './decode/open-audio.ts'
import type { AudioInput } from './decode/pcm.ts'
import { analyseExcerpt } from './excerpt.ts'
import { type ListenOptions, listenThrough } from './listen-through.ts'
import { stagesNamed } from './stages.ts'

/** Less sound than this share of the least that the bytes must hold is not an analysis of the recording. */
const DECODED_SHARE_MIN = 0.05

/** A file, and what is wanted of it: everything, unless said otherwise. */
export interface AnalyseFileRequest {
  readonly path: string
  /** Names of the stages to do; the rest stands as in `known`. */
  readonly stages?: readonly string[]
  readonly known?: Analysis
  /** How long the file plays, in seconds: then an excerpt is heard, where there is jumping into it. */
  readonly excerptOfS?: number
}

/** Decodes and analyses the file in this thread, streaming. */
export async function analyseFile(request: string | AnalyseFileRequest): Promise<AnalysisOutcome> {
  const wanted = typeof request === 'string' ? { path: request } : request
  let source: ByteSource | null = null
  try {
    source = await openFile(wanted.path)
    // Where an excerpt fails, for whatever reason, hearing the whole file says why.
    const excerpt = wanted.excerptOfS === undefined ? null : await analyseExcerpt(source, wanted.excerptOfS).catch(() => null)
    return { ok: true, analysis: excerpt ?? (await analyseSource(source, wanted)) }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, code: error.code, message: error.message }
    return { ok: false, code: 'DECODE_FAILED', message: `Cannot decode ${wanted.path}: ${messageOf(error)}.` }
  } finally {
    await source?.close()
  }
}

async function analyseSource(source: ByteSource, wanted: AnalyseFileRequest): Promise<Analysis> {
  const options = wanted.known && wanted.stages ? { known: wanted.known, stages: stagesNamed(wanted.stages) } : {}
  const input = await openAudio(source)
  const first = await attempt(source, input, options)
  if (first.analysis) return first.analysis
  // What a bundled decoder cannot read, ffmpeg sometimes can.
  if (input.secondsMin !== undefined && (await hasFfmpeg())) {
    const second = await attempt(source, await openThroughFfmpeg(source.path, input.codec), options)
    if (second.analysis) return second.analysis
  }
  throw first.fault
}

type Attempt = { readonly analysis: Analysis; readonly fault?: undefined } | { readonly analysis?: undefined; readonly fault: Fault }

async function attempt(source: ByteSource, input: AudioInput, options: ListenOptions): Promise<Attempt> {
  try {
    const analysis = await listenThrough(input, options)
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
