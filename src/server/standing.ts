// Where a track stands among the analysed tracks of the library: six measures as shares of 1, each with a sentence that explains it.

import type { Analysis, AnalysisStore } from '#analysis'
import type { TrackId } from '#library'

/** Enough for a share to be right within a few hundredths, whatever the size of the library. */
const SAMPLE_MAX = 600
/** While files are being analysed the sample is not taken anew more often than this. */
const RENEW_EVERY_MS = 30_000

export interface Standing {
  readonly name: string
  /** 0 to 1: the share of the library's tracks below this one. */
  readonly value: number
  readonly explanation: string
}

export interface Standings {
  of(analysis: Analysis): Promise<Standing[]>
}

interface Measure {
  readonly name: string
  /** The number compared, or null where the analysis does not have it. */
  read(analysis: Analysis): number | null
  /** "Brighter than", and the measured value in words. */
  readonly more: string
  say(value: number): string
}

const first = (analysis: Analysis, descriptor: string, statistic: 'mean' | 'std' | 'median' | 'max'): number | null => {
  const value = analysis.descriptors[descriptor]?.[statistic]?.[0]
  return value === undefined || !Number.isFinite(value) ? null : value
}

/** How far the mean chroma is from even: 0 for noise, larger where few notes carry the music. */
function tonalFocus(analysis: Analysis): number | null {
  const chroma = analysis.descriptors['chroma_stft']?.mean
  if (!chroma || chroma.length === 0) return null
  const mean = chroma.reduce((sum, value) => sum + value, 0) / chroma.length
  if (!(mean > 0)) return null
  return Math.sqrt(chroma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / chroma.length) / mean
}

/** How full the sound stays: the middle level against the highest. */
function fullness(analysis: Analysis): number | null {
  const [median, max] = [first(analysis, 'rms', 'median'), first(analysis, 'rms', 'max')]
  return median === null || !max ? null : median / max
}

const whole = (value: number) => Math.round(value).toLocaleString('en-GB')

const MEASURES: readonly Measure[] = [
  {
    name: 'brightness',
    read: (analysis) => first(analysis, 'spectral_centroid', 'mean'),
    more: 'Brighter than',
    say: (hz) => `the middle of its spectrum is at ${whole(hz)} Hz`,
  },
  {
    name: 'loudness',
    read: (analysis) => analysis.loudness.integratedLufs,
    more: 'Louder than',
    say: (lufs) => `${lufs.toFixed(1).replace('-', '\u2212')} LUFS over the whole track`,
  },
  { name: 'tempo', read: (analysis) => analysis.tempo?.bpm ?? null, more: 'Faster than', say: (bpm) => `${whole(bpm)} beats a minute` },
  { name: 'density', read: fullness, more: 'Fuller than', say: (share) => `its middle level is ${whole(share * 100)} % of its highest` },
  {
    name: 'harmony',
    read: tonalFocus,
    more: 'More tonal than',
    say: (focus) => (focus > 0.5 ? 'a few notes carry it' : focus > 0.25 ? 'some notes stand out' : 'its notes are spread evenly'),
  },
  {
    name: 'noisiness',
    read: (analysis) => first(analysis, 'zcr', 'mean'),
    more: 'Noisier than',
    say: (rate) => `its wave changes sign in ${(rate * 100).toFixed(1)} % of samples`,
  },
]

/** Opens the standings over the store. The sample is taken when first asked for, and anew when analyses were added. */
export function openStandings(analyses: AnalysisStore): Standings {
  let sample: Promise<Float64Array[]> | null = null
  let takenMs = 0
  let revision = -1

  const current = async (): Promise<Float64Array[]> => {
    const now = await analyses.revision()
    if (!sample || (now !== revision && Date.now() - takenMs >= RENEW_EVERY_MS)) {
      revision = now
      takenMs = Date.now()
      sample = takeSample(analyses)
      sample.catch(() => {
        sample = null
      })
    }
    return sample
  }
  return {
    async of(analysis) {
      const sorted = await current()
      return MEASURES.flatMap((measure, index) => {
        const value = measure.read(analysis)
        if (value === null) return []
        const share = shareBelow(sorted[index], value)
        const percent = Math.round(share * 100)
        return [
          { name: measure.name, value: share, explanation: `${measure.more} ${percent} % of your analysed tracks: ${measure.say(value)}.` },
        ]
      })
    },
  }
}

/** Sorted values of each measure, from tracks spread evenly over the library. */
async function takeSample(analyses: AnalysisStore): Promise<Float64Array[]> {
  const { trackIds, count } = await analyses.columns()
  const size = Math.min(count, SAMPLE_MAX)
  const values: number[][] = MEASURES.map(() => [])
  for (let i = 0; i < size; i++) {
    const outcome = await analyses.ofTrack(trackIds[Math.floor((i * count) / size)] as TrackId)
    if (outcome?.ok) {
      MEASURES.forEach((measure, index) => {
        const value = measure.read(outcome.analysis)
        if (value !== null) values[index].push(value)
      })
    }
    if (i % 50 === 49) await new Promise((resolve) => setImmediate(resolve))
  }
  return values.map((list) => Float64Array.from(list).sort())
}

/** The share of sorted values below `value`, ties by half; 0.5 where there are none. */
export function shareBelow(sorted: Float64Array, value: number): number {
  if (sorted.length === 0) return 0.5
  const rank = (isBelow: (other: number) => boolean) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBelow(sorted[middle])) low = middle + 1
      else high = middle
    }
    return low
  }
  return (rank((other) => other < value) + rank((other) => other <= value)) / 2 / sorted.length
}
