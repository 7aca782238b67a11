// Every evaluation there is, by name.

import { beats } from './beats.ts'
import { descriptors } from './descriptors.ts'
import type { Evaluation } from './evaluation.ts'
import { key } from './key.ts'
import { loudness } from './loudness.ts'
import { retrieval } from './retrieval.ts'
import { structure } from './structure.ts'
import { tempo } from './tempo.ts'

export const EVALUATIONS: readonly Evaluation[] = [descriptors, loudness, tempo, beats, key, structure, retrieval]
