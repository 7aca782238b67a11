// ReplayGain 2.0: how much a player turns a track or an album up or down, so that all come at -18 LUFS.

import { loudnessTogether } from '#dsp'
import type { Analysis } from './analysis.ts'

const REFERENCE_LUFS = -18

export interface ReplayGain {
  readonly gainDb: number
  /** The highest true peak, 1 = full scale: a player that must not clip turns up no further than 1 / peak. */
  readonly peak: number
}

type Heard = Pick<Analysis, 'loudness' | 'loudnessBlocks'>

/** Of a track; null for silence. */
export function trackReplayGain({ loudness }: Pick<Analysis, 'loudness'>): ReplayGain | null {
  return loudness.integratedLufs === null ? null : { gainDb: REFERENCE_LUFS - loudness.integratedLufs, peak: peakOf(loudness) }
}

/** Of all tracks of an album together, as if they were played one after the other; null where all are silent. */
export function albumReplayGain(tracks: readonly Heard[]): ReplayGain | null {
  const lufs = loudnessTogether(tracks.flatMap(({ loudnessBlocks }) => loudnessBlocks ?? []))
  return lufs === null ? null : { gainDb: REFERENCE_LUFS - lufs, peak: Math.max(...tracks.map(({ loudness }) => peakOf(loudness))) }
}

const peakOf = ({ truePeakDbtp }: Analysis['loudness']): number => (truePeakDbtp === null ? 0 : 10 ** (truePeakDbtp / 20))
