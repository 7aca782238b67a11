// From blocks of sound to the finished analysis.

import { camelot, estimateKey, LoudnessMeter, openFft, openResampler, type Resampler } from '#dsp'
import { Fault } from '#kernel'
import { type Analysis, TONICS } from './analysis.ts'
import { channelGains } from './decode/channel-gains.ts'
import type { PcmBlock } from './decode/pcm.ts'
import { describe } from './descriptors.ts'
import { ANALYSIS_RATE_HZ, FFT_SIZE, Hearing } from './hearing.ts'
import { findRhythm } from './rhythm.ts'
import { similarityVector } from './vector.ts'
import { VERSIONS } from './versions.ts'

/** Analyses a stream; null where it holds no sample at all. `codec` may become known only while decoding. */
export async function listenThrough(input: { readonly codec: string; blocks(): AsyncIterable<PcmBlock> }): Promise<Analysis | null> {
  const fft = await openFft(FFT_SIZE)
  try {
    const hearing = new Hearing(fft)
    const loudness = new LoudnessMeter()
    const mono = new Mono(hearing)
    let format: { sampleRateHz: number; channels: number } | null = null
    const lengths = new Map<number, number>()
    for await (const block of whatCanBeDecoded(input.blocks())) {
      const count = block.channels[0].length
      if (count === 0) continue
      format ??= { sampleRateHz: block.sampleRateHz, channels: block.channels.length }
      lengths.set(block.sampleRateHz, (lengths.get(block.sampleRateHz) ?? 0) + count)
      loudness.setFormat(block.sampleRateHz, channelGains(input.codec, block.channels.length))
      loudness.push(block.channels)
      mono.push(block)
    }
    mono.finish()
    if (!format) return null
    return await conclude(hearing, loudness, { durationS: secondsOf(lengths), codec: input.codec, ...format })
  } finally {
    fft.close()
  }
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

/** The mean of the channels, resampled; a change of rate begins a new resampler. */
class Mono {
  private readonly hearing: Hearing
  private rateHz = 0
  private resampler: Resampler | null = null

  constructor(hearing: Hearing) {
    this.hearing = hearing
  }

  push({ sampleRateHz, channels }: PcmBlock): void {
    if (sampleRateHz !== this.rateHz) {
      this.finishResampler()
      this.rateHz = sampleRateHz
      this.resampler = openResampler(sampleRateHz, ANALYSIS_RATE_HZ)
    }
    this.hearing.push(this.resampler!.push(meanOf(channels)))
  }

  finish(): void {
    this.finishResampler()
    this.hearing.finish()
  }

  private finishResampler(): void {
    if (this.resampler) this.hearing.push(this.resampler.flush())
    this.resampler = null
  }
}

function meanOf(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]
  const out = new Float32Array(channels[0].length)
  if (channels.length === 2) {
    const [left, right] = channels
    for (let i = 0; i < out.length; i++) out[i] = 0.5 * (left[i] + right[i])
    return out
  }
  for (const channel of channels) for (let i = 0; i < out.length; i++) out[i] += channel[i]
  for (let i = 0; i < out.length; i++) out[i] /= channels.length
  return out
}

interface Facts {
  readonly durationS: number
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
}

async function conclude(hearing: Hearing, meter: LoudnessMeter, facts: Facts): Promise<Analysis> {
  const rhythm = await findRhythm(hearing.onset.finish())
  const pitchClasses = hearing.pitches.pitchClasses()
  const key = estimateKey(pitchClasses)
  const loudness = meter.measure()
  const descriptors = describe(hearing)
  return {
    ...facts,
    loudness,
    tempo: rhythm.tempo,
    beatsS: rhythm.beatsS,
    key: key && { tonic: TONICS[key.tonic], mode: key.mode, camelot: camelot(key.tonic, key.mode), confidence: key.confidence },
    descriptors,
    vector: await similarityVector({ descriptors, movement: hearing.movement.means(), pitchClasses, rhythm, loudness }),
    waveform: hearing.overview.finish(),
    versions: VERSIONS,
  }
}
