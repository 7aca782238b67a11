// Analysis of one file as a job for compute: runs in a worker thread.

import { type AnalyseFileRequest, analyseFile } from './analyse-file.ts'
import type { AnalysisOutcome } from './analysis.ts'

export default function analyseFileJob(request: AnalyseFileRequest): Promise<AnalysisOutcome> {
  return analyseFile(request)
}
