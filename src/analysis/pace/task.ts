// One piece of work on one file, and how much it is.

import type { AudioFileId, TrackId } from '#library'

/** The quick tier hears an excerpt of this length in all, in seconds … */
export const EXCERPT_S = 42
/** … but a file shorter than this is heard whole at once: it costs little more, and need not be heard again. */
export const WHOLE_UNDER_S = 75

/**
 * `derive`: made anew from what other stages found, without hearing the file. `quick`: an excerpt is heard, for tempo, key, loudness and similarity
 * within minutes. `full`: the whole file is heard.
 */
export type Tier = 'derive' | 'quick' | 'full'
export const TIERS: readonly Tier[] = ['derive', 'quick', 'full']

export interface Task {
  readonly tier: Tier
  readonly fileId: AudioFileId
  readonly trackId: TrackId
  readonly codec: string
  /** How long the file plays; estimated from its size where the tags do not say. */
  readonly seconds: number
  /** What is heard of it: all, an excerpt, or nothing. */
  readonly extent: 'whole' | 'excerpt' | 'none'
  /** The stages to do; null for all of the extent. */
  readonly stages: readonly string[] | null
  /** Never heard, heard only as an excerpt, or by other versions of these stages. */
  readonly why: 'new' | 'excerpt' | 'outdated'
  /** Someone listens to it: it comes before others. */
  readonly played: boolean
}

/** Opening a file and concluding is as much work as hearing about so many seconds. */
const OVERHEAD_S = 1

/** About how many seconds of sound are heard: what the work grows with. */
export const workOf = ({ extent, seconds }: Pick<Task, 'extent' | 'seconds'>): number =>
  extent === 'none' ? 0 : OVERHEAD_S + (extent === 'excerpt' ? Math.min(EXCERPT_S, seconds) : seconds)
