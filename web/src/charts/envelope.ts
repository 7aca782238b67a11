// The spectral envelope behind the mel-frequency cepstral coefficients: their inverse cosine transform, low to high on the mel scale.
// Slaney's mel scale and the orthonormal DCT-II, as in librosa (McFee et al., 2015).

const BANDS = 128
const TOP_HZ = 11_025
const LINEAR_TO_HZ = 1000
const HZ_A_MEL = 200 / 3
const STEP = Math.log(6.4) / 27

/** Slaney's mel of a frequency. */
const melOf = (hz: number) => (hz < LINEAR_TO_HZ ? hz / HZ_A_MEL : LINEAR_TO_HZ / HZ_A_MEL + Math.log(hz / LINEAR_TO_HZ) / STEP)

/** Where a frequency stands, 0 (0 Hz) to 1 (11,025 Hz). */
export const shareOfHz = (hz: number): number => melOf(hz) / melOf(TOP_HZ)

/** `count` levels in dB, relative to the highest (0), at equal steps of mel from low to high. */
export function envelope(mfcc: readonly number[], count: number): number[] {
  const levels = Array.from({ length: count }, (_, at) => {
    const band = ((at + 0.5) / count) * BANDS
    let level = (mfcc[0] ?? 0) / Math.sqrt(BANDS)
    for (let k = 1; k < mfcc.length; k++) level += Math.sqrt(2 / BANDS) * mfcc[k] * Math.cos((Math.PI * k * band) / BANDS)
    return level
  })
  const top = Math.max(...levels)
  return levels.map((level) => level - top)
}
