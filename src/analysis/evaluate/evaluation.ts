// What an evaluation is: a claim of the analysis, run against its data beside baselines, and the report it gives.

import type { Compute } from '#compute'
import type { PieceTruth } from './renders/truth.ts'
import type { Interval } from './scores/interval.ts'
import type { Reliability } from './scores/reliability.ts'

export type Split = 'development' | 'test' | 'all'

export interface EvaluationDeps {
  readonly compute: Compute
  readonly env: Readonly<Record<string, string | undefined>>
  /** The demo's pieces with their truth, composed where they are not there yet. */
  demo(): Promise<PieceTruth[]>
  readonly signal: AbortSignal
  /** Says what is going on. */
  tell(line: string): void
}

export interface EvaluationOptions {
  readonly split: Split
  readonly seed: number
  /** How many renders. */
  readonly count: number
  /** Where renders are kept. */
  readonly rendersPath: string
  /** Folders of one's own, each with a truth.json beside its audio (truth-folder.ts). */
  readonly truthPaths: readonly string[]
  /** Folders of music, for loudness. */
  readonly musicPaths: readonly string[]
  /** Where the golden clips and golden.json are. */
  readonly goldenPath: string
}

/** How a number of a report is to be read. */
export interface Measure {
  readonly key: string
  readonly title: string
  /** `share` 0 to 1 shown as per cent, `ratio` 0 to 1 with three decimals, `error` in powers of ten, else a unit such as LU. */
  readonly unit: 'share' | 'ratio' | 'error' | 'LU' | 'dB' | 's'
}

/** Scores of one method on one set of pieces, by the keys of the measures. */
export interface ScoreRow {
  readonly name: string
  readonly pieces: number
  readonly scores: Readonly<Record<string, Interval>>
}

export interface EvaluationReport {
  readonly data: readonly { readonly name: string; readonly about: string; readonly pieces: number }[]
  readonly split: string
  readonly seed: number
  readonly measures: readonly Measure[]
  readonly baselines: readonly ScoreRow[]
  readonly model: {
    readonly name: string
    readonly version: string
    readonly rows: readonly ScoreRow[]
    /** By what is estimated, such as tempo. */
    readonly reliability?: Readonly<Record<string, Reliability>>
  }
  /** Data that were not there, and why; and what a reader must know. */
  readonly notes: readonly string[]
}

export interface Evaluation {
  readonly name: string
  readonly claim: string
  run(deps: EvaluationDeps, options: EvaluationOptions): Promise<EvaluationReport>
}
