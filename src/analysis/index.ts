// What it sounds like: the front door.

export { analyseFile } from './analyse-file.ts'
export { type AnalysePendingDeps, type AnalysePendingReport, analysePending } from './analyse-pending.ts'
export {
  type Analysis,
  type AnalysisOutcome,
  type AnalysisStore,
  type DescriptorStatistics,
  NO_FINDINGS,
  type SoundColumns,
  STATISTICS,
  type Statistic,
  TONICS,
  type Waveform,
} from './analysis.ts'
export { hasFfmpeg } from './decode/ffmpeg.ts'
export { analysisDocument } from './document.ts'
export type { Evaluation, EvaluationOptions, EvaluationReport, Measure, ScoreRow } from './evaluate/evaluation.ts'
export { EVALUATIONS } from './evaluate/evaluations.ts'
export { reliabilityPlot } from './evaluate/reliability-plot.ts'
export { RENDERS_SEED } from './evaluate/renders/renders.ts'
export type { PieceTruth } from './evaluate/renders/truth.ts'
export type { Interval } from './evaluate/scores/interval.ts'
export type { Reliability } from './evaluate/scores/reliability.ts'
export { type DueColumns, DueRows, type FailedFile } from './pace/due.ts'
export { packAnalysis, unpackAnalysis } from './pack.ts'
export { CURRENT, versionsText } from './stages.ts'
export { VECTOR_SIZE } from './vector.ts'
