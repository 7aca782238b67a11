// Key: spectral peaks collected on a fine pitch scale, folded with their harmonics onto twelve classes after correcting the tuning
// (after Gomez 2006), and correlated with the key profiles of Krumhansl and Kessler (1982) and Temperley (2001).

import type { SpectralPeaks } from './tuning.ts'

export interface KeyEstimate {
  /** 0 = C to 11 = B. */
  readonly tonic: number
  readonly mode: 'major' | 'minor'
  /** 0 to 1. */
  readonly confidence: number
}

const STEPS_A_SEMITONE = 10
const STEPS_AN_OCTAVE = 12 * STEPS_A_SEMITONE
const OCTAVES = 7
/** C2: the scale begins here. */
const LOWEST_HZ = 440 * 2 ** (-33 / 12)
const HARMONICS = 6
const HARMONIC_DECAY = 0.7
/** Evens out strong and weak classes before the comparison. */
const COMPRESSION = 0.7
/** Minor pieces borrow from major; without this they are taken for their relative too often. */
const MINOR_BONUS = 0.03

const MAJOR = [
  [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
]
const MINOR = [
  [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
  [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
]

/** Collects the pitches of a recording. */
export class PitchProfile {
  private readonly fine = new Float64Array(OCTAVES * STEPS_AN_OCTAVE)

  /** Adds the peaks of one power spectrum, each with the square root of its height relative to the frame's highest, times `weight`. */
  add(peaks: SpectralPeaks, binHz: number, weight: number): void {
    let top = 0
    for (let i = 0; i < peaks.count; i++) if (peaks.heights[i] > top) top = peaks.heights[i]
    if (!(top > 0)) return
    for (let i = 0; i < peaks.count; i++) {
      const place = Math.round(Math.log2((peaks.bins[i] * binHz) / LOWEST_HZ) * STEPS_AN_OCTAVE)
      if (place >= 0 && place < this.fine.length) this.fine[place] += weight * Math.sqrt(peaks.heights[i] / top)
    }
  }

  /** The twelve pitch classes from C, tuned and with harmonics counted for their fundamentals; the greatest is 1, silence all 0. */
  pitchClasses(): Float64Array {
    const offset = this.tuningSteps()
    const out = new Float64Array(12)
    for (let place = 0; place < this.fine.length; place++) {
      const weight = this.fine[place]
      if (weight === 0) continue
      for (let harmonic = 1, share = 1; harmonic <= HARMONICS; harmonic++, share *= HARMONIC_DECAY) {
        const semitones = (place - offset - Math.log2(harmonic) * STEPS_AN_OCTAVE) / STEPS_A_SEMITONE
        const nearest = Math.round(semitones)
        const nearness = Math.cos(Math.PI * (semitones - nearest)) ** 2
        out[((nearest % 12) + 12) % 12] += weight * share * nearness
      }
    }
    const top = Math.max(...out)
    return top > 0 ? out.map((value) => value / top) : out
  }

  /** The mean deviation from A440 in steps, -5 to 5: the circular mean over all peaks. */
  private tuningSteps(): number {
    let x = 0
    let y = 0
    for (let place = 0; place < this.fine.length; place++) {
      const angle = (2 * Math.PI * place) / STEPS_A_SEMITONE
      x += this.fine[place] * Math.cos(angle)
      y += this.fine[place] * Math.sin(angle)
    }
    return (Math.atan2(y, x) / (2 * Math.PI)) * STEPS_A_SEMITONE
  }
}

/** The key whose profile fits twelve pitch classes best; null where they are all alike. */
export function estimateKey(pitchClasses: Float64Array): KeyEstimate | null {
  if (Math.max(...pitchClasses) - Math.min(...pitchClasses) < 1e-9) return null
  const classes = pitchClasses.map((value) => value ** COMPRESSION)
  const fits: { tonic: number; mode: 'major' | 'minor'; fit: number }[] = []
  for (let tonic = 0; tonic < 12; tonic++) {
    fits.push({ tonic, mode: 'major', fit: meanCorrelation(classes, MAJOR, tonic) })
    fits.push({ tonic, mode: 'minor', fit: meanCorrelation(classes, MINOR, tonic) + MINOR_BONUS })
  }
  fits.sort((a, b) => b.fit - a.fit)
  const [best, second] = fits
  if (!(best.fit > 0)) return null
  return { tonic: best.tonic, mode: best.mode, confidence: Math.min(1, best.fit * Math.min(1, 0.25 + (best.fit - second.fit) / 0.12)) }
}

function meanCorrelation(pitchClasses: Float64Array, profiles: readonly (readonly number[])[], tonic: number): number {
  let sum = 0
  for (const profile of profiles) sum += correlation(pitchClasses, profile, tonic)
  return sum / profiles.length
}

/** Pearson's correlation of the classes with a profile moved up to `tonic`. */
function correlation(pitchClasses: Float64Array, profile: readonly number[], tonic: number): number {
  let meanA = 0
  let meanB = 0
  for (let i = 0; i < 12; i++) {
    meanA += pitchClasses[i] / 12
    meanB += profile[i] / 12
  }
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < 12; i++) {
    const a = pitchClasses[(i + tonic) % 12] - meanA
    const b = profile[i] - meanB
    ab += a * b
    aa += a * a
    bb += b * b
  }
  return aa > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** The key's place on the Camelot wheel, such as 8B for C major and 8A for A minor. */
export function camelot(tonic: number, mode: 'major' | 'minor'): string {
  const major = mode === 'major' ? tonic : (tonic + 3) % 12
  // C major is 8; each fifth up adds one.
  return `${((major * 7 + 7) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`
}
