// What the quick tier hears of a file, and what may be said after it: numbers as of the whole, each less sure; no places in the file.

import type { Analysis } from './analysis.ts'
import type { Span } from './decode/excerpt.ts'
import { EXCERPT_S } from './pace/task.ts'

/** Where in a file the excerpt begins, as a share of what it leaves: past the intro, before the end. */
const BEGINS_AT = 0.4

/** The stretch that is heard of a file that plays for `ofS` seconds. */
export const excerptOf = (ofS: number): Span => {
  const seconds = Math.min(EXCERPT_S, ofS)
  return { fromS: BEGINS_AT * (ofS - seconds), seconds, ofS }
}

/** Less than this share of the excerpt is no excerpt: the file is then heard whole. */
export const HEARD_SHARE_MIN = 0.75

/** How often the excerpt leads to the same answer as the whole (docs/science/pace.md): a confidence is lowered by it. */
const AGREES = { tempo: 0.9, key: 0.8, attributes: 0.85 } as const

/**
 * An analysis of the stretch as one of the file. Loudness is an estimate of the whole; range, true peak, curves and changes say nothing of what was
 * not heard, and are left out. Beats keep their places.
 */
export function asExcerpt(heard: Analysis, { fromS, ofS }: Span): Analysis {
  const { tempo, key, beatsS, downbeatsS, loudness } = heard
  const moved = (placesS: readonly number[]) => placesS.map((atS) => atS + fromS)
  return lessSure({
    ...heard,
    extent: 'excerpt',
    durationS: ofS,
    loudness: { ...loudness, rangeLu: null, truePeakDbtp: null },
    tempo: tempo && { ...tempo, confidence: tempo.confidence * AGREES.tempo },
    key: key && { ...key, confidence: key.confidence * AGREES.key },
    tempoCurve: null,
    keyChanges: [],
    beatsS: moved(beatsS),
    downbeatsS: moved(downbeatsS),
  })
}

/** Lowers the confidence of attributes that were estimated from an excerpt. */
export function lessSure(analysis: Analysis): Analysis {
  const attributes = Object.entries(analysis.attributes).map(([name, estimate]) => [
    name,
    { ...estimate, confidence: estimate.confidence * AGREES.attributes },
  ])
  return { ...analysis, attributes: Object.fromEntries(attributes) }
}
