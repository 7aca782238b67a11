// From blocks of sound to the finished analysis: the wanted stages listen together while the file is decoded once.

import { openFft } from '#dsp'
import { Fault } from '#kernel'
import { type Analysis, type Facts, type Findings, NO_FINDINGS } from './analysis.ts'
import type { PcmBlock } from './decode/pcm.ts'
import { FFT_SIZE, Hearing } from './hearing.ts'
import type { Conclude, Known, Stage } from './stage.ts'
import { STAGES } from './stages.ts'

/** What is heard, and for which stages. */
export interface Listening {
  /** May become known only while decoding. */
  readonly codec: string
  blocks(): AsyncIterable<PcmBlock>
}

export interface ListenOptions {
  /** All stages, unless some are named. */
  readonly stages?: readonly Stage[]
  /** An earlier analysis, whose findings stand where no wanted stage replaces them. */
  readonly known?: Analysis
  readonly extent?: Facts['extent']
}

/** Analyses a stream; null where it holds no sample at all. */
export async function listenThrough(input: Listening, options: ListenOptions = {}): Promise<Analysis | null> {
  const stages = options.stages ?? STAGES
  const fft = await openFft(FFT_SIZE)
  try {
    const hearing = new Hearing(fft, input)
    const ends = stages.map((stage): [Stage, Conclude] => [stage, stage.listen ? stage.listen(hearing) : stage.conclude!])
    let format: { sampleRateHz: number; channels: number } | null = null
    const lengths = new Map<number, number>()
    for await (const block of whatCanBeDecoded(input.blocks())) {
      const count = block.channels[0].length
      if (count === 0) continue
      format ??= { sampleRateHz: block.sampleRateHz, channels: block.channels.length }
      lengths.set(block.sampleRateHz, (lengths.get(block.sampleRateHz) ?? 0) + count)
      hearing.push(block)
    }
    hearing.finish()
    if (!format) return null
    const facts: Facts = { durationS: secondsOf(lengths), codec: input.codec, ...format, extent: options.extent ?? 'whole' }
    return await concludeAll(ends, facts, options.known)
  } finally {
    fft.close()
  }
}

/** The wanted stages that need no sound, from what is known already. */
export function concludeAgain(stages: readonly Stage[], known: Analysis): Promise<Analysis> {
  const { durationS, codec, sampleRateHz, channels, extent } = known
  const ends = stages.map((stage): [Stage, Conclude] => [stage, stage.conclude!])
  return concludeAll(ends, { durationS, codec, sampleRateHz, channels, extent }, known)
}

async function concludeAll(ends: readonly [Stage, Conclude][], facts: Facts, known: Analysis | undefined): Promise<Analysis> {
  let findings: Partial<Findings> = { ...NO_FINDINGS, ...known }
  const versions: Record<string, string> = { ...known?.versions }
  for (const [{ name, version }, conclude] of ends) {
    findings = { ...findings, ...(await conclude({ ...findings, ...facts } as Known)) }
    versions[name] = version
  }
  return { ...(findings as Findings), ...facts, versions }
}

/** Passes blocks on until the decoder breaks: what came before still counts. A file that cannot be read, or gave nothing, is a failure. */
async function* whatCanBeDecoded(blocks: AsyncIterable<PcmBlock>): AsyncGenerator<PcmBlock> {
  let any = false
  try {
    for await (const block of blocks) {
      yield block
      any = true
    }
  } catch (error) {
    if (!any || error instanceof Fault) throw error
  }
}

/** Samples at each rate as seconds. */
const secondsOf = (lengths: ReadonlyMap<number, number>): number => [...lengths].reduce((sum, [rateHz, count]) => sum + count / rateHz, 0)
