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
export { packAnalysis, unpackAnalysis } from './pack.ts'
export { ANALYSIS_VERSION } from './stages.ts'
export { VECTOR_SIZE } from './vector.ts'
