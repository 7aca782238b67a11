// The stages of hearing in the order in which they conclude: each may read what those before it found.

import type { Stage } from './stage.ts'
import { descriptors } from './stages/descriptors.ts'
import { harmony } from './stages/harmony.ts'
import { loudness } from './stages/loudness.ts'
import { rhythm } from './stages/rhythm.ts'
import { traits } from './stages/traits.ts'
import { vector } from './stages/vector.ts'
import { waveform } from './stages/waveform.ts'

export const STAGES: readonly Stage[] = [loudness, waveform, descriptors, rhythm, harmony, traits, vector]

/** The version of each stage, as an analysis that is made now carries them. */
export const VERSIONS: Readonly<Record<string, string>> = Object.fromEntries(STAGES.map(({ name, version }) => [name, version]))

/** All versions as one word: an analysis that carries another is not up to date. */
export const ANALYSIS_VERSION = STAGES.map(({ name, version }) => `${name}:${version}`).join(' ')
