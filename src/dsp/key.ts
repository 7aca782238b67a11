// Key: twelve pitch classes correlated with key profiles in 24 keys. Three profiles together, each from its own kind of music: Temperley
// (2001, classical), Sha'ath (2011, popular and electronic, after Krumhansl and Kessler 1982), Faraldo et al. (2016, electronic dance).

export interface KeyEstimate {
  /** 0 = C to 11 = B. */
  readonly tonic: number
  readonly mode: 'major' | 'minor'
  /** 0 to 1: how likely it is right. */
  readonly confidence: number
}

export const KEYS = 24
/** Evens out strong and weak classes before the comparison. */
const COMPRESSION = 0.7
/** Minor pieces borrow from major; without this they are taken for their relative too often. */
const MINOR_BONUS = 0.03

/** From the tonic up in semitones, major and minor. */
const PROFILES: readonly (readonly [readonly number[], readonly number[]])[] = [
  [
    [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
    [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
  ],
  [
    [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
    [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
  ],
  [
    [0.1652, 0.0475, 0.0829, 0.0669, 0.0999, 0.0927, 0.0529, 0.1316, 0.0522, 0.0744, 0.0694, 0.0643],
    [0.1724, 0.0534, 0.0761, 0.1004, 0.0562, 0.0853, 0.0498, 0.1345, 0.0746, 0.05, 0.0919, 0.0555],
  ],
]

/** KEYS x 12: each key's profiles centred, scaled to length one and averaged, so that one scalar product is the mean of the correlations. */
const TEMPLATES = keyTemplates()

function keyTemplates(): Float64Array {
  const out = new Float64Array(KEYS * 12)
  for (const profile of PROFILES) {
    profile.forEach((values, mode) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / 12
      const length = Math.hypot(...values.map((value) => value - mean)) * PROFILES.length
      for (let tonic = 0; tonic < 12; tonic++)
        values.forEach((value, i) => {
          out[(12 * mode + tonic) * 12 + ((i + tonic) % 12)] += (value - mean) / length
        })
    })
  }
  return out
}

/** How well pitch classes fit each key: 0 to 11 major from C, 12 to 23 minor; at most about 1, all 0 where every class is alike. */
export function keyFits(pitchClasses: Float64Array, out = new Float64Array(KEYS)): Float64Array {
  out.fill(0)
  let top = 0
  for (let i = 0; i < 12; i++) if (pitchClasses[i] > top) top = pitchClasses[i]
  if (!(top > 0)) return out
  let mean = 0
  for (let i = 0; i < 12; i++) mean += (pitchClasses[i] / top) ** COMPRESSION / 12
  let square = 0
  for (let i = 0; i < 12; i++) {
    const value = (pitchClasses[i] / top) ** COMPRESSION - mean
    square += value * value
    for (let key = 0; key < KEYS; key++) out[key] += value * TEMPLATES[key * 12 + i]
  }
  const length = Math.sqrt(square)
  if (length < 1e-9) return out.fill(0)
  for (let key = 0; key < KEYS; key++) out[key] = out[key] / length + (key < 12 ? 0 : MINOR_BONUS)
  return out
}

/** The key that fits twelve pitch classes best; null where they are all alike or fit none. */
export function estimateKey(pitchClasses: Float64Array): KeyEstimate | null {
  const fits = keyFits(pitchClasses)
  let best = 0
  for (let key = 1; key < KEYS; key++) if (fits[key] > fits[best]) best = key
  if (!(fits[best] > 0)) return null
  let second = Number.NEGATIVE_INFINITY
  for (let key = 0; key < KEYS; key++) if (key !== best && fits[key] > second) second = fits[key]
  return { tonic: best % 12, mode: best < 12 ? 'major' : 'minor', confidence: keyConfidence(fits[best], fits[best] - second) }
}

/** Per unit of margin, in log odds: at a margin of 0.13 four of five are right. */
const MARGIN_SLOPE = 11
const TONAL = { fit: 0.76, width: 0.025 }

/**
 * How likely the best key is right: a logistic curve over how far it stands above the second (Platt 1999), times one over how well it
 * fits at all, which drums and noise do not. Fitted on the development renders and the demo, then drawn towards caution.
 */
const keyConfidence = (fit: number, margin: number): number => logistic(MARGIN_SLOPE * margin) * logistic((fit - TONAL.fit) / TONAL.width)

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** The key's place on the Camelot wheel, such as 8B for C major and 8A for A minor. */
export function camelot(tonic: number, mode: 'major' | 'minor'): string {
  const major = mode === 'major' ? tonic : (tonic + 3) % 12
  // C major is 8; each fifth up adds one.
  return `${((major * 7 + 7) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`
}
