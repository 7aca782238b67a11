// What the quick tier hears of a file, and what may be said after it: numbers as of the whole, each less sure.

import type { Analysis } from './analysis.ts'
import type { ByteSource } from './decode/byte-source.ts'
import { openExcerpt, type Span } from './decode/excerpt.ts'
import type { AudioInput } from './decode/pcm.ts'
import { listenThrough } from './listen-through.ts'
import { EXCERPT_S } from './pace/task.ts'
import { stagesFor } from './stage.ts'
import { STAGES } from './stages.ts'

/** Where the stretches lie, as shares of what they leave: three from all over say more of loudness, key and timbre than one as long as they. */
const STRETCHES_AT = [0.2, 0.5, 0.8]
/** Less than this share of what was asked for is no excerpt: the file is then heard whole. */
const HEARD_SHARE_MIN = 0.75
/** How often the excerpt leads to the same answer as the whole (docs/science/pace.md): confidences are lowered by it. */
const AGREES = { tempo: 0.85, key: 0.75, attributes: 0.9 } as const

/** The stretches that are heard of a file that plays for `ofS` seconds. */
function stretchesOf(ofS: number): Span[] {
  const seconds = Math.min(EXCERPT_S, ofS) / STRETCHES_AT.length
  return STRETCHES_AT.map((at) => ({ fromS: at * (ofS - seconds), seconds, ofS }))
}

/** Hears stretches of a file that plays for `ofS` seconds; null where there is no jumping into it, or hardly anything is found there. */
export async function analyseExcerpt(source: ByteSource, ofS: number): Promise<Analysis | null> {
  const spans = stretchesOf(ofS)
  const inputs: AudioInput[] = []
  for (const span of spans) {
    const input = await openExcerpt(source, span)
    if (!input) return null
    inputs.push(input)
  }
  /** Where each stretch begins in what is heard, and how much was heard in all. */
  const beginsS: number[] = []
  let heardS = 0
  const joined: AudioInput = {
    get codec() {
      return inputs[0].codec
    },
    async *blocks() {
      for (const input of inputs) {
        beginsS.push(heardS)
        for await (const block of input.blocks()) {
          heardS += block.channels[0].length / block.sampleRateHz
          yield block
        }
      }
    },
  }
  const heard = await listenThrough(joined, { stages: stagesFor(STAGES, 'excerpt'), extent: 'excerpt' })
  if (!heard || heardS < HEARD_SHARE_MIN * Math.min(EXCERPT_S, ofS)) return null
  const placeOf = (atS: number) => {
    const stretch = Math.max(
      0,
      beginsS.findLastIndex((beginS) => beginS <= atS),
    )
    return spans[stretch].fromS + atS - beginsS[stretch]
  }
  return asExcerpt(heard, ofS, placeOf)
}

/**
 * An analysis of stretches as one of the file. Loudness is an estimate of the whole; range, true peak, curves and changes say nothing of what was
 * not heard, and are left out. Beats keep their places.
 */
function asExcerpt(heard: Analysis, ofS: number, placeOf: (atS: number) => number): Analysis {
  const { tempo, key, beatsS, downbeatsS, loudness } = heard
  return lessSure({
    ...heard,
    extent: 'excerpt',
    durationS: ofS,
    loudness: { ...loudness, rangeLu: null, truePeakDbtp: null },
    loudnessBlocks: null,
    tempo: tempo && { ...tempo, confidence: tempo.confidence * AGREES.tempo },
    key: key && { ...key, confidence: key.confidence * AGREES.key },
    tempoCurve: null,
    keyChanges: [],
    beatsS: beatsS.map(placeOf),
    downbeatsS: downbeatsS.map(placeOf),
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
