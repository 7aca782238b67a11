// What an audio file sounds like, as measured.

import type { LoudnessHistogram } from '#dsp'
import type { TrackId } from '#library'
import type { DueColumns, FailedFile } from './pace/due.ts'

export const STATISTICS = ['mean', 'std', 'skew', 'kurtosis', 'median', 'min', 'max'] as const
export type Statistic = (typeof STATISTICS)[number]

/** Seven statistics over time of each row of a descriptor, such as mfcc.mean[20]. */
export type DescriptorStatistics = Readonly<Record<Statistic, readonly number[]>>

export const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const

/** The attributes that are estimated, each 0 to 1. */
export const ESTIMATED = ['danceability', 'energy', 'valence', 'acousticness', 'instrumentalness', 'speechiness', 'liveness'] as const
export type EstimatedName = (typeof ESTIMATED)[number]

/** How a recording's pulse is counted, such as 4/4 or 6/8. */
export type TimeSignature = `${number}/${number}`

export interface Key {
  readonly tonic: string
  readonly mode: 'major' | 'minor'
  readonly camelot: string
  /** 0 to 1: how likely it is right. */
  readonly confidence: number
}

/** A stretch in one key. */
export interface KeySpan extends Key {
  readonly fromS: number
  readonly toS: number
}

/** A stretch of one character. */
export interface Section {
  readonly fromS: number
  readonly toS: number
  readonly label: string
  /** 0 to 1, against the loudest section. */
  readonly energy: number
}

export interface Structure {
  readonly sections: readonly Section[]
  /** Level over the file in slots of equal length, 0 to 255. */
  readonly energy: Uint8Array
  readonly firstSoundS: number
  readonly lastSoundS: number
  /** Where to enter and to leave when mixing. */
  readonly cues: readonly { readonly atS: number; readonly kind: string }[]
}

/** An estimate and what it is made of. */
export interface AttributeEstimate {
  readonly value: number
  readonly confidence: number
  /** `effect` is signed: how much this ingredient raises or lowers the score. */
  readonly ingredients: readonly { readonly name: string; readonly value: number; readonly effect: number }[]
}

/** An overview to draw: `count` slots of equal length over the whole file. */
export interface Waveform {
  readonly count: number
  /** Peak magnitude a slot, 0 to 255. */
  readonly peaks: Uint8Array
  /** Spectral centroid a slot on a log scale, 0 (100 Hz) to 255 (10 kHz): the timbre that colours it. */
  readonly brightness: Uint8Array
}

/** What the stages find, each its own part. */
export interface Findings {
  readonly loudness: { readonly integratedLufs: number | null; readonly rangeLu: number | null; readonly truePeakDbtp: number | null }
  /** Null for silence. With those of other tracks it gives the gain of their album (replay-gain.ts). */
  readonly loudnessBlocks: LoudnessHistogram | null
  readonly waveform: Waveform
  readonly descriptors: Readonly<Record<string, DescriptorStatistics>>
  /** Null where there is no pulse (silence, speech). Confidence 0 to 1. */
  readonly tempo: { readonly bpm: number; readonly confidence: number } | null
  /** The tempo over time, where it drifts. */
  readonly tempoCurve: { readonly atS: readonly number[]; readonly bpm: readonly number[] } | null
  readonly beatsS: readonly number[]
  readonly downbeatsS: readonly number[]
  readonly timeSignature: TimeSignature | null
  readonly timeSignatureConfidence: number
  readonly key: (Key & { readonly tuningCents: number }) | null
  readonly keyChanges: readonly KeySpan[]
  /** How much of each pitch class sounds, from C up; sum 1, or all 0. */
  readonly pitchClasses: readonly number[]
  readonly structure: Structure | null
  /** Named ingredients of the attributes and the vector. */
  readonly traits: Readonly<Record<string, number>>
  readonly attributes: Readonly<Partial<Record<EstimatedName, AttributeEstimate>>>
  /** The point in similarity space, L2-normalised, VECTOR_SIZE numbers: cosine is the similarity. */
  readonly vector: Float32Array
}

/** What is found in nothing. */
export const NO_FINDINGS: Omit<Findings, 'vector'> = {
  loudness: { integratedLufs: null, rangeLu: null, truePeakDbtp: null },
  loudnessBlocks: null,
  waveform: { count: 0, peaks: new Uint8Array(0), brightness: new Uint8Array(0) },
  descriptors: {},
  tempo: null,
  tempoCurve: null,
  beatsS: [],
  downbeatsS: [],
  timeSignature: null,
  timeSignatureConfidence: 0,
  key: null,
  keyChanges: [],
  pitchClasses: [],
  structure: null,
  traits: {},
  attributes: {},
}

/** What is known before listening is over. */
export interface Facts {
  readonly durationS: number
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  /** The quick tier hears an excerpt, the full tier the whole. */
  readonly extent: 'whole' | 'excerpt'
}

export interface Analysis extends Facts, Findings {
  /** The version of each stage that made it. */
  readonly versions: Readonly<Record<string, string>>
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
  /** Estimated, 0 to 1. */
  readonly energy: Float32Array
  readonly valence: Float32Array
}

export type AnalysisOutcome =
  | { readonly ok: true; readonly analysis: Analysis }
  | { readonly ok: false; readonly code: string; readonly message: string }

export interface AnalysisStore {
  /** Keeps the outcome for a content, replacing an older one. */
  put(contentHash: string, outcome: AnalysisOutcome, atMs: number): Promise<void>
  /** The best there is of a track, whichever version: of the whole file before an excerpt. */
  ofTrack(trackId: TrackId): Promise<AnalysisOutcome | null>
  ofContent(contentHash: string): Promise<AnalysisOutcome | null>
  /** Present, analysed tracks whose vectors are of the version that most have; where a track has several files, one of them. */
  columns(): Promise<SoundColumns>
  /** Present contents that are not analysed, or only in part, or by other versions of the stages. */
  due(): Promise<DueColumns>
  /** Present files that failed, latest first. */
  failures(countMax: number): Promise<FailedFile[]>
  /** Forgets failures (with one of these codes, where given), so that the files are tried again; returns how many. */
  forgetFailures(codes?: readonly string[]): Promise<number>
  /** Rises with every put. */
  revision(): Promise<number>
  /** Present files: up to date, failed, waiting; and, among all, those of which something can be used already. */
  counts(): Promise<{ analysed: number; failed: number; pending: number; usable: number }>
}
