// What it sounds like: the front door.

export { albumGains } from './album-gain.ts'
export { type AnalyseFileRequest, analyseFile } from './analyse-file.ts'
export {
  type AnalysePendingDeps,
  type AnalysePendingOptions,
  type AnalysePendingReport,
  analysePending,
  showPending,
} from './analyse-pending.ts'
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
export { type Budget, type BudgetStore, defaultBudget, withinReach } from './pace/budget.ts'
export { type DueColumns, DueRows, type FailedFile } from './pace/due.ts'
export { Pace, type PaceView, type TaskInHand } from './pace/pace.ts'
export type { Priorities } from './pace/queue.ts'
export type { Task, Tier } from './pace/task.ts'
export { packAnalysis, unpackAnalysis } from './pack.ts'
export { albumReplayGain, type ReplayGain, trackReplayGain } from './replay-gain.ts'
export { CURRENT, versionsText } from './stages.ts'
export { VECTOR_SIZE } from './vector.ts'
