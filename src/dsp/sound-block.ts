// What some seconds of sound are like, in numbers with plain names: the ingredients that attributes are made of. Levels enter relative
// to the loudest of the block, so that a change of gain changes nothing.

import { type Fft, plainFft } from './fft.ts'
import { periodicity } from './periodicity.ts'

/** Frames of a block: 11.9 s at 43 frames a second. */
export const BLOCK_FRAMES = 512
const BANDS = 128
const RANGE_DB = 60
/** Stretches of bands and where they begin: 0, 150, 300, 1,000, 2,500, 3,400 and 5,000 Hz on the mel scale of mel.ts up to 11,025 Hz. */
const EDGES = [0, 6, 11, 38, 71, 84, 98, BANDS]
const STRETCHES = EDGES.length - 1
/** Stretches from and up to: bass below 150 Hz, the middle of the voice, the upper middle, vowels, consonants, the highest. */
const BASS = [0, 1]
const MIDDLE = [2, 5]
const UPPER = [3, 6]
const VOWELS = [2, 4]
const CONSONANTS = [5, 7]
const HIGHEST = [6, 7]
const SYLLABLES_HZ = [2.5, 7]
const MODULATION_HZ = [0.4, 20]
/** Frames over which a level must have changed to be percussive, bands over which it must have changed to be tonal. */
const ACROSS_FRAMES = 6
const ACROSS_BANDS = 4
const BEAT_S = [0.25, 1.2]
const LEAD_SHARE_MIN = 0.3
const LEAD_RANGE_DB = 30
const LED_MORE = 20
const STEADY_CENTS = 4
const GLIDE_CENTS = [6, 90]
const FALL_MIN_DB = 0.2

/** Frames as they come in; the first `count` are filled. */
export interface SoundFrames {
  count: number
  /** BLOCK_FRAMES x 128 mel levels in dB. */
  readonly levelsDb: Float32Array
  readonly tonalShare: Float32Array
  readonly leadHz: Float32Array
  readonly leadShare: Float32Array
  readonly centroidHz: Float32Array
}

export const soundFrames = (): SoundFrames => ({
  count: 0,
  levelsDb: new Float32Array(BLOCK_FRAMES * BANDS),
  tonalShare: new Float32Array(BLOCK_FRAMES),
  leadHz: new Float32Array(BLOCK_FRAMES),
  leadShare: new Float32Array(BLOCK_FRAMES),
  centroidHz: new Float32Array(BLOCK_FRAMES),
})

export interface BlockTraits {
  /** 0 to 1: how exactly the onsets come back after 0.25 to 1.2 s. */
  readonly pulseClarity: number
  /** The same for what is below 150 Hz. */
  readonly bassPulse: number
  /** Mean rise from frame to frame, dB. */
  readonly onsetStrength: number
  /** How far the strongest onsets stand above the usual movement, a ratio. */
  readonly attackSharpness: number
  /** 0 to 1: change over time against change over frequency. */
  readonly percussiveShare: number
  /** Shares of the power in dB: above 5 kHz, below 150 Hz, from 300 to 3,400 Hz. */
  readonly highShareDb: number
  readonly bassShareDb: number
  readonly midShareDb: number
  /** 0 to 1: the modulation of the middle band that has the rate of syllables, 2.5 to 7 Hz. */
  readonly syllabicShare: number
  /** 0 to 1: frames below half of the level around them. */
  readonly pauseShare: number
  /** How much the hiss of consonants comes and goes against the vowels, dB. */
  readonly hissSwingDb: number
  /** 0 to 1: how often the leading partial glides, and how often it holds its pitch. */
  readonly glideShare: number
  readonly steadyShare: number
  /** 0 to 1: power in narrow peaks. */
  readonly tonalShare: number
  /** Deviation of the level, dB. */
  readonly levelSwingDb: number
  /** The level between onsets against the level of onsets from 1 to 5 kHz, dB: near 0 where a bed of sound never stops. */
  readonly bedDb: number
  /** How far neighbouring bands differ in that bed, dB: near 3 for noise, more for tones. */
  readonly bedReliefDb: number
  /** How fast sounds fall, dB a second. */
  readonly fallDbS: number
  /** Mean of the logarithm of the spectral centroid, in octaves above 100 Hz. */
  readonly brightnessOctaves: number
}

const POWER_STEPS = 4
/** Powers of levels from 0 to -RANGE_DB dB in steps of a quarter: a table is ten times as fast as a power. */
const POWERS = Float64Array.from({ length: RANGE_DB * POWER_STEPS + 1 }, (_, i) => 10 ** (-i / POWER_STEPS / 10))

/** Measures blocks of up to BLOCK_FRAMES frames; keeps its workspace. */
export class SoundBlock {
  private readonly frameRateHz: number
  private readonly fft: Fft = plainFft(BLOCK_FRAMES)
  /** By frame and stretch: sums of level, of rise, of power. */
  private readonly levels = new Float64Array(BLOCK_FRAMES * STRETCHES)
  private readonly rises = new Float64Array(BLOCK_FRAMES * STRETCHES)
  private readonly powers = new Float64Array(BLOCK_FRAMES * STRETCHES)

  constructor(frameRateHz: number) {
    this.frameRateHz = frameRateHz
  }

  /** The traits of the filled frames (at least one, which is not silent). Limits the levels of `frames` to their range. */
  measure(frames: SoundFrames): BlockTraits {
    const { count } = frames
    const { levels, rises, powers } = this
    limit(frames)
    this.sweep(frames)
    const power = stretch(powers, count, [0, STRETCHES], 1)
    const level = stretch(levels, count, [0, STRETCHES])
    const rise = stretch(rises, count, [0, STRETCHES])
    const vowels = stretch(levels, count, VOWELS)
    const hiss = stretch(levels, count, CONSONANTS).map((value, t) => value - vowels[t])
    const middle = stretch(levels, count, MIDDLE)
    const [soonest, latest] = BEAT_S.map((seconds) => Math.round(seconds * this.frameRateHz))
    const shareDb = (range: readonly number[]) => 10 * Math.log10(sumOf(stretch(powers, count, range, 1)) / sumOf(power) + 1e-6)
    return {
      pulseClarity: periodicity(rise, soonest, latest),
      bassPulse: periodicity(stretch(rises, count, BASS), soonest, latest),
      onsetStrength: sumOf(rise) / count,
      attackSharpness: sharpness(rise),
      percussiveShare: percussiveShare(frames),
      highShareDb: shareDb(HIGHEST),
      bassShareDb: shareDb(BASS),
      midShareDb: shareDb(MIDDLE),
      syllabicShare: this.syllabicShare(middle),
      pauseShare: pauseShare(power, Math.round(this.frameRateHz)),
      hissSwingDb: deviation(hiss),
      ...leadMotion(frames, level),
      tonalShare: weightedMean(frames.tonalShare, power, (share) => share),
      levelSwingDb: deviation(level),
      ...bed(frames, stretch(levels, count, UPPER)),
      fallDbS: meanFall(middle) * this.frameRateHz,
      brightnessOctaves: weightedMean(frames.centroidHz, power, (hz) => Math.log2(Math.max(100, hz) / 100)),
    }
  }

  private sweep({ levelsDb, count }: SoundFrames): void {
    for (let t = 0; t < count; t++) {
      const at = t * BANDS
      const before = t === 0 ? at : at - BANDS
      for (let part = 0; part < STRETCHES; part++) {
        let level = 0
        let rise = 0
        let power = 0
        for (let band = EDGES[part]; band < EDGES[part + 1]; band++) {
          const here = levelsDb[at + band]
          const change = here - levelsDb[before + band]
          level += here
          if (change > 0) rise += change
          power += POWERS[(-here * POWER_STEPS + 0.5) | 0]
        }
        this.levels[t * STRETCHES + part] = level
        this.rises[t * STRETCHES + part] = rise
        this.powers[t * STRETCHES + part] = power
      }
    }
  }

  /** The share of the modulation of a level (mean removed, Hann window) at the rate of syllables. */
  private syllabicShare(level: Float64Array): number {
    const { fft, frameRateHz } = this
    const count = level.length
    const average = sumOf(level) / count
    fft.input.fill(0)
    for (let t = 0; t < count; t++) fft.input[t] = (level[t] - average) * (0.5 - 0.5 * Math.cos((2 * Math.PI * t) / Math.max(1, count - 1)))
    fft.forward()
    let syllables = 0
    let all = 0
    for (let bin = 1; bin < BLOCK_FRAMES / 2; bin++) {
      const hz = (bin * frameRateHz) / BLOCK_FRAMES
      if (hz < MODULATION_HZ[0] || hz >= MODULATION_HZ[1]) continue
      const power = fft.output[2 * bin] ** 2 + fft.output[2 * bin + 1] ** 2
      all += power
      if (hz >= SYLLABLES_HZ[0] && hz < SYLLABLES_HZ[1]) syllables += power
    }
    return all > 1e-6 ? syllables / all : 0
  }
}

/** Levels relative to the loudest, none further below it than RANGE_DB. */
function limit({ levelsDb, count }: SoundFrames): void {
  let top = -Infinity
  for (let i = 0; i < count * BANDS; i++) if (levelsDb[i] > top) top = levelsDb[i]
  for (let i = 0; i < count * BANDS; i++) levelsDb[i] = Math.max(-RANGE_DB, levelsDb[i] - top)
}

/** Some stretches of bands together, frame by frame; the mean over their bands, or their sum where `divisor` is 1. */
function stretch(sums: Float64Array, count: number, [from, to]: readonly number[], divisor = EDGES[to] - EDGES[from]): Float64Array {
  const out = new Float64Array(count)
  for (let t = 0; t < count; t++) {
    let sum = 0
    for (let part = from; part < to; part++) sum += sums[t * STRETCHES + part]
    out[t] = sum / divisor
  }
  return out
}

/** Change over time against change over frequency: drums and noise change over time, held tones over frequency (cf. Fitzgerald 2010). */
function percussiveShare({ levelsDb, count }: SoundFrames): number {
  let overTime = 0
  let overBands = 0
  for (let t = 0; t < count; t += 2) {
    const at = t * BANDS
    const later = Math.min(count - 1, t + ACROSS_FRAMES) * BANDS
    for (let band = ACROSS_BANDS; band < BANDS; band += 2) {
      overTime += Math.abs(levelsDb[later + band] - levelsDb[at + band])
      overBands += Math.abs(levelsDb[at + band] - levelsDb[at + band - ACROSS_BANDS])
    }
  }
  return overTime + overBands > 0 ? overTime / (overTime + overBands) : 0
}

/** The mean of the strongest twentieth against the median. */
function sharpness(rise: Float64Array): number {
  const sorted = rise.slice().sort()
  const strongest = sorted.subarray(sorted.length - Math.ceil(sorted.length / 20))
  return sumOf(strongest) / strongest.length / (sorted[sorted.length >> 1] + 0.3)
}

/** Frames whose amplitude is below half of the mean of the second around them (Scheirer and Slaney 1997). */
function pauseShare(power: Float64Array, second: number): number {
  const count = power.length
  const amplitude = power.map(Math.sqrt)
  const reach = second >> 1
  let sum = 0
  for (let t = 0; t < Math.min(reach, count); t++) sum += amplitude[t]
  let pauses = 0
  for (let t = 0; t < count; t++) {
    if (t + reach < count) sum += amplitude[t + reach]
    if (t - reach - 1 >= 0) sum -= amplitude[t - reach - 1]
    const around = Math.min(count - 1, t + reach) - Math.max(0, t - reach) + 1
    if (amplitude[t] < (0.5 * sum) / around) pauses++
  }
  return pauses / count
}

/** Among frames with a leading partial: how often it glides on in one direction, how often it stays. */
function leadMotion({ leadHz, leadShare, count }: SoundFrames, level: Float64Array): { glideShare: number; steadyShare: number } {
  let loudest = -Infinity
  for (const value of level) if (value > loudest) loudest = value
  let led = 0
  let gliding = 0
  let steady = 0
  let before = 0
  for (let t = 1; t < count; t++) {
    const isLed = leads(leadShare, level, t, loudest) && leads(leadShare, level, t - 1, loudest) && leadHz[t] > 0 && leadHz[t - 1] > 0
    const cents = isLed ? 1200 * Math.log2(leadHz[t] / leadHz[t - 1]) : 0
    if (isLed) {
      led++
      if (Math.abs(cents) < STEADY_CENTS) steady++
      if (isGlide(cents) && isGlide(before) && cents > 0 === before > 0) gliding++
    }
    before = cents
  }
  // Few led frames prove little: some more are assumed, neither gliding nor steady.
  return { glideShare: gliding / (led + LED_MORE), steadyShare: steady / (led + LED_MORE) }
}

const leads = (share: Float32Array, level: Float64Array, t: number, loudest: number): boolean =>
  share[t] > LEAD_SHARE_MIN && level[t] > loudest - LEAD_RANGE_DB
const isGlide = (cents: number): boolean => Math.abs(cents) > GLIDE_CENTS[0] && Math.abs(cents) < GLIDE_CENTS[1]

/** What sounds between the onsets, from 1 to 5 kHz. */
function bed({ levelsDb, count }: SoundFrames, upper: Float64Array): { bedDb: number; bedReliefDb: number } {
  const sorted = upper.slice().sort()
  const quantile = (share: number) => sorted[Math.min(count - 1, Math.floor(share * count))]
  const quiet = quantile(0.2)
  let sum = 0
  let frames = 0
  for (let t = 0; t < count; t++) {
    if (upper[t] > quiet) continue
    frames++
    for (let band = EDGES[UPPER[0]]; band < EDGES[UPPER[1]]; band++)
      sum += Math.abs(levelsDb[t * BANDS + band] - levelsDb[t * BANDS + band - ACROSS_BANDS])
  }
  return { bedDb: quantile(0.1) - quantile(0.9), bedReliefDb: sum / frames / (EDGES[UPPER[1]] - EDGES[UPPER[0]]) }
}

/** The mean fall of frames that fall, dB a frame. */
function meanFall(level: Float64Array): number {
  let sum = 0
  let falls = 0
  for (let t = 1; t < level.length; t++) {
    const fall = level[t - 1] - level[t]
    if (fall <= FALL_MIN_DB) continue
    sum += fall
    falls++
  }
  return falls > 0 ? sum / falls : 0
}

function weightedMean(values: Float32Array, power: Float64Array, of: (value: number) => number): number {
  let sum = 0
  let weights = 0
  for (let t = 0; t < power.length; t++) {
    const weight = Math.sqrt(power[t])
    sum += weight * of(values[t])
    weights += weight
  }
  return weights > 0 ? sum / weights : 0
}

function deviation(values: Float64Array): number {
  const mean = sumOf(values) / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2
  return Math.sqrt(squares / values.length)
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum
}
