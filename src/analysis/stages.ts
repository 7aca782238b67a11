// The stages of hearing in the order in which they conclude: each may read what those before it found.

import type { Stage } from './stage.ts'
import { attributes } from './stages/attributes.ts'
import { descriptors } from './stages/descriptors.ts'
import { harmony } from './stages/harmony.ts'
import { loudness } from './stages/loudness.ts'
import { rhythm } from './stages/rhythm.ts'
import { structure } from './stages/structure.ts'
import { traits } from './stages/traits.ts'
import { vector } from './stages/vector.ts'
import { waveform } from './stages/waveform.ts'

export const STAGES: readonly Stage[] = [loudness, waveform, descriptors, rhythm, structure, harmony, traits, attributes, vector]

/** The stages with these names, in the order in which they conclude. */
export const stagesNamed = (names: readonly string[]): Stage[] => STAGES.filter(({ name }) => names.includes(name))

/** Versions as one word, the same whatever the order of the stages. */
export const versionsText = (versions: Readonly<Record<string, string>>): string =>
  Object.keys(versions)
    .sort()
    .map((name) => `${name}:${versions[name]}`)
    .join(' ')

/** What an analysis carries that is up to date. */
export const CURRENT = {
  /** The versions of all stages. */
  whole: versionsText(Object.fromEntries(STAGES.map(({ name, version }) => [name, version]))),
  vector: vector.version,
  /** Raised when the decoders learn to read more: files that failed are then tried again. */
  decoding: 'decoding:1',
} as const
