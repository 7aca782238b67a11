// From what was remembered of a recording to its sections, energy curve, edges and cues.

import { bestCuts, type FeatureSums, featureSums, meanRow } from '#dsp'
import type { Structure } from '../analysis.ts'
import { ANALYSIS_RATE_HZ, HOP } from '../hearing.ts'
import type { Known } from '../stage.ts'
import { cuesOf } from './cues.ts'
import { cutPlaces } from './cut-places.ts'
import { energyCurve, levelByte } from './energy-curve.ts'
import { nameSections } from './name-sections.ts'
import { ROW, type SectionEar } from './section-ear.ts'
import { sectionFeatures } from './section-features.ts'

/** Sound is what is at most this far below the integrated loudness: quieter is noise, or the end of a fade that nobody hears. */
const GATE_LU = 40
/** In place of that, where there is no loudness. */
const GATE_DB = -70
/** A section has at least this share of the sound, between these lengths. */
const SECTION_MIN = { share: 0.05, atLeastS: 3, atMostS: 8 }
/**
 * What a section costs in a minute of sound: the spread of one feature over four seconds, for each feature. It grows with the length of
 * the whole: what is a section of a song is a detail of a symphony.
 */
const SECTION_PRICE = { ofMinute: 1.3, growth: 0.75 }
/** Null where there is no sound. */
export function findStructure(
  ear: SectionEar,
  { beatsS, downbeatsS, loudness }: Pick<Known, 'beatsS' | 'downbeatsS' | 'loudness'>,
): Structure | null {
  const gateDb = loudness.integratedLufs === null ? GATE_DB : Math.max(GATE_DB, loudness.integratedLufs - GATE_LU)
  const edges = ear.edges.above(gateDb)
  if (!edges) return null
  const slotS = (ear.slots.slotFrames * HOP) / ANALYSIS_RATE_HZ
  const powers = ear.slots.means(ROW.power)
  const rows = featureSums(sectionFeatures(ear.slots, slotS))
  const { atLeastS, atMostS, share } = SECTION_MIN
  const sectionMinS = Math.max(atLeastS, Math.min(atMostS, share * (edges.lastS - edges.firstS)))
  const cutsS = cuts(rows, cutPlaces(beatsS, downbeatsS, edges.firstS, edges.lastS), slotS, sectionMinS)
  const topDb = topLevel(powers)
  const parts = cutsS.slice(1).map((toS, i) => {
    const [from, to] = slotsOf(cutsS[i], toS, slotS, rows.count)
    return { fromS: cutsS[i], toS, row: meanRow(rows, from, to), levelDb: level(powers, from, to) }
  })
  const sections = nameSections(parts, Math.sqrt(4 / slotS)).map((label, i) => {
    const { fromS, toS, levelDb } = parts[i]
    return { fromS, toS, label, energy: Math.round((levelByte(levelDb, topDb) / 255) * 1000) / 1000 }
  })
  return {
    sections,
    energy: energyCurve(powers, topDb),
    firstSoundS: edges.firstS,
    lastSoundS: edges.lastS,
    cues: cuesOf(sections, downbeatsS, edges.firstS, edges.lastS),
  }
}

function cuts(rows: FeatureSums, timesS: readonly number[], slotS: number, sectionMinS: number): number[] {
  const places: number[] = []
  const kept: number[] = []
  for (const [i, atS] of timesS.entries()) {
    const place = Math.min(rows.count, Math.round(atS / slotS))
    if (places.length > 0 && place <= places[places.length - 1]) {
      if (i < timesS.length - 1) continue
      places.pop()
      kept.pop()
    }
    places.push(place)
    kept.push(atS)
  }
  if (places.length < 2) return [timesS[0], timesS[timesS.length - 1]]
  const minutes = Math.max(1, (timesS[timesS.length - 1] - timesS[0]) / 60)
  const price = SECTION_PRICE.ofMinute * rows.width * minutes ** SECTION_PRICE.growth
  return bestCuts(rows, places, price, sectionMinS / slotS).map((index) => kept[index])
}

function slotsOf(fromS: number, toS: number, slotS: number, count: number): [number, number] {
  const from = Math.min(count - 1, Math.round(fromS / slotS))
  return [from, Math.max(from + 1, Math.min(count, Math.round(toS / slotS)))]
}

function level(powers: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let t = from; t < to; t++) sum += powers[t]
  return 10 * Math.log10(sum / (to - from) + 1e-30)
}

/** The loudest second, about. */
function topLevel(powers: Float64Array): number {
  let top = -Infinity
  for (let t = 0; t < powers.length; t += 5) top = Math.max(top, level(powers, t, Math.min(powers.length, t + 10)))
  return top
}
