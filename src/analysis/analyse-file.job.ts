// Analysis of one file as a job for compute: runs in a worker thread.

import { analyseFile } from './analyse-file.ts'
import type { AnalysisOutcome } from './analysis.ts'

export default function analyseFileJob(input: { readonly path: string }): Promise<AnalysisOutcome> {
  return analyseFile(input.path)
}
