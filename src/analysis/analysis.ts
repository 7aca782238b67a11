// What an audio file sounds like, as measured.

import type { TrackId } from '#library'

/** Bumped when the meaning of any stored number changes; the files are then analysed again. */
export const ANALYSIS_VERSION = '1'

export const STATISTICS = ['mean', 'std', 'skew', 'kurtosis', 'median', 'min', 'max'] as const
export type Statistic = (typeof STATISTICS)[number]

/** Seven statistics over time of each row of a descriptor, such as mfcc.mean[20]. */
export type DescriptorStatistics = Readonly<Record<Statistic, readonly number[]>>

export const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const

export interface Analysis {
  readonly durationS: number
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly loudness: { readonly integratedLufs: number | null; readonly rangeLu: number | null; readonly truePeakDbtp: number | null }
  /** Null where there is no pulse (silence, speech). Confidence 0 to 1. */
  readonly tempo: { readonly bpm: number; readonly confidence: number } | null
  readonly beatsS: readonly number[]
  readonly key: { readonly tonic: string; readonly mode: 'major' | 'minor'; readonly camelot: string; readonly confidence: number } | null
  readonly descriptors: Readonly<Record<string, DescriptorStatistics>>
  /** The point in similarity space, L2-normalised, VECTOR_SIZE numbers: cosine is the similarity. */
  readonly vector: Float32Array
  readonly waveform: Waveform
  readonly versions: Readonly<Record<string, string>>
}

/** An overview to draw: `count` slots of equal length over the whole file. */
export interface Waveform {
  readonly count: number
  /** Peak magnitude a slot, 0 to 255. */
  readonly peaks: Uint8Array
  /** Spectral centroid a slot on a log scale, 0 (100 Hz) to 255 (10 kHz): the timbre that colours it. */
  readonly brightness: Uint8Array
}

/** Every analysed, present track as columns for the ranker. */
export interface SoundColumns {
  readonly count: number
  readonly trackIds: Int32Array
  /** count x size, L2-normalised. */
  readonly vectors: Float32Array
  readonly size: number
  /** NaN where unknown. Key is 0 to 11 (0 = C), mode 1 major and 0 minor. */
  readonly tempoBpm: Float32Array
  readonly key: Float32Array
  readonly mode: Float32Array
  readonly loudnessLufs: Float32Array
}

export type AnalysisOutcome =
  | { readonly ok: true; readonly analysis: Analysis }
  | { readonly ok: false; readonly code: string; readonly message: string }

export interface AnalysisStore {
  /** Keeps the outcome for a content, replacing an older one. */
  put(contentHash: string, outcome: AnalysisOutcome, atMs: number): Promise<void>
  ofTrack(trackId: TrackId): Promise<AnalysisOutcome | null>
  /** Present, analysed tracks; where a track has several files, one of them. */
  columns(): Promise<SoundColumns>
  /** Forgets failures with one of these codes, so that the files are tried again; returns how many. */
  forgetFailures(codes: readonly string[]): Promise<number>
  /** Rises with every put. */
  revision(): Promise<number>
  counts(): Promise<{ analysed: number; failed: number; pending: number }>
}
