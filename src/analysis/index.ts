// What it sounds like: the front door.
export {
  ANALYSIS_VERSION,
  type Analysis,
  type AnalysisOutcome,
  type AnalysisStore,
  type DescriptorStatistics,
  type SoundColumns,
  STATISTICS,
  type Statistic,
  TONICS,
  type Waveform,
} from './analysis.ts'
