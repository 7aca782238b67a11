// The attribute space: eleven numbers of a track, standardised by the catalogue's own mean and spread. Key is left out (two songs in D are
// not alike for it) and so is the time signature; tempo and duration go by their logarithms; duration and mode weigh little.

import type { SoundColumns } from '#analysis'
import { ATTRIBUTE_NAMES, type AttributeName, type TrackColumns } from '#library'
import { type Bridge, fitBridge } from './bridge.ts'
import { calibrate, type PointSpace } from './point-space.ts'
import { predictLinear } from './ridge.ts'

export interface Feature {
  readonly name: AttributeName
  /** What one standard deviation counts in a distance. */
  readonly weight: number
  readonly transform: (value: number) => number
  /** Mean and standard deviation, after the transform, where there is no catalogue to take them from. */
  readonly usual: readonly [mean: number, std: number]
}

const same = (value: number) => value

export const FEATURES: readonly Feature[] = [
  { name: 'danceability', weight: 1, transform: same, usual: [0.6, 0.17] },
  { name: 'energy', weight: 1, transform: same, usual: [0.62, 0.23] },
  { name: 'valence', weight: 0.9, transform: same, usual: [0.5, 0.25] },
  { name: 'acousticness', weight: 0.9, transform: Math.sqrt, usual: [0.45, 0.3] },
  { name: 'instrumentalness', weight: 1, transform: Math.sqrt, usual: [0.2, 0.35] },
  { name: 'speechiness', weight: 0.5, transform: Math.sqrt, usual: [0.27, 0.12] },
  { name: 'liveness', weight: 0.3, transform: Math.sqrt, usual: [0.4, 0.15] },
  { name: 'loudness', weight: 0.7, transform: (value) => Math.max(-35, Math.min(0, value)), usual: [-8, 4.5] },
  { name: 'tempo', weight: 0.5, transform: (value) => Math.log2(Math.max(value, 20)), usual: [6.88, 0.33] },
  { name: 'mode', weight: 0.3, transform: same, usual: [0.6, 0.49] },
  { name: 'durationMs', weight: 0.25, transform: (value) => Math.log2(Math.max(value, 10_000)), usual: [17.8, 0.45] },
]
/** Numbers a point: the features and a zero that fills up to a multiple of four. */
export const FEATURE_SIZE = 12
const PAD_MASK = 1 << FEATURES.length
/** Fewer tracks than this with a number in tables, and its usual mean and spread are taken. */
const STANDARDISE_MIN = 30
/** Beyond this many standard deviations a number says no more. */
const CLIP = 3
/** How far a number that was measured, not taken from a table, is believed. */
const MEASURED_TRUST = 0.85

export interface AttributeSpace extends PointSpace {
  /** How numbers were carried over from sound; null where there were too few tracks with both. */
  readonly bridge: Bridge | null
}

/** Builds the space: tracks of tables by their attributes, analysed ones that no table knows by the bridge and by what was measured. */
export function openAttributeSpace(tracks: TrackColumns, sounds: SoundColumns, soundSlotOf: Int32Array): AttributeSpace {
  const columns = FEATURES.map((feature) => ATTRIBUTE_NAMES.indexOf(feature.name))
  const raw = new Float32Array(tracks.count * FEATURES.length).fill(Number.NaN)
  for (let row = 0; row < tracks.count; row++) {
    for (let f = 0; f < FEATURES.length; f++) {
      const value = tracks.attributes[row * ATTRIBUTE_NAMES.length + columns[f]]
      if (!Number.isNaN(value)) raw[row * FEATURES.length + f] = FEATURES[f].transform(value)
    }
  }
  const scales = FEATURES.map((feature, f) => standardise(raw, tracks.count, f, feature.usual))
  const mass = Float32Array.from({ length: FEATURE_SIZE }, (_, f) => (FEATURES[f] ? FEATURES[f].weight ** 2 : 0))
  const massTotal = mass.reduce((sum, value) => sum + value, 0)
  const zOf = (f: number, transformed: number) => Math.max(-CLIP, Math.min(CLIP, (transformed - scales[f][0]) / scales[f][1]))

  for (let i = 0; i < raw.length; i++) if (!Number.isNaN(raw[i])) raw[i] = zOf(i % FEATURES.length, raw[i])
  const bridge = fitBridge({ z: raw, features: FEATURES.length, sounds, soundSlotOf, rows: tracks.count })

  const trustOfRow = new Float32Array(tracks.count)
  const knownOfRow = new Uint16Array(tracks.count)
  const predicted = new Float64Array(FEATURES.length)
  const measured = measuredFeatures(sounds)
  for (let row = 0; row < tracks.count; row++) {
    const base = row * FEATURES.length
    const slot = soundSlotOf[row]
    let trusted = 0
    let known = 0
    let carried = false
    for (let f = 0; f < FEATURES.length; f++) {
      let trust = Number.isNaN(raw[base + f]) ? 0 : 1
      if (trust === 0 && slot >= 0) {
        const heard = measured(f, slot)
        if (!Number.isNaN(heard)) {
          raw[base + f] = zOf(f, FEATURES[f].transform(heard))
          trust = MEASURED_TRUST
        } else if (bridge && bridge.trust[f] > 0) {
          if (!carried) predictLinear(bridge.linear, sounds.vectors, slot * sounds.size, predicted)
          carried = true
          raw[base + f] = Math.max(-CLIP, Math.min(CLIP, predicted[f]))
          trust = bridge.trust[f]
        }
      }
      if (trust > 0) known |= 1 << f
      trusted += trust * mass[f]
    }
    trustOfRow[row] = trusted / massTotal
    knownOfRow[row] = known
  }
  return { ...gather(raw, trustOfRow, knownOfRow, tracks.count, mass), bridge }
}

/** Mean and standard deviation of one feature over the tables, or the usual ones. */
function standardise(raw: Float32Array, rows: number, f: number, usual: readonly [number, number]): readonly [number, number] {
  let count = 0
  let sum = 0
  let squares = 0
  for (let row = 0; row < rows; row++) {
    const value = raw[row * FEATURES.length + f]
    if (!Number.isNaN(value)) {
      count++
      sum += value
      squares += value * value
    }
  }
  if (count < STANDARDISE_MIN) return usual
  const mean = sum / count
  return [mean, Math.max(Math.sqrt(Math.max(0, squares / count - mean * mean)), 0.05 * usual[1])]
}

/** What the analysis measures directly: tempo, loudness, mode. */
function measuredFeatures(sounds: SoundColumns): (f: number, slot: number) => number {
  return (f, slot) => {
    const name = FEATURES[f].name
    if (name === 'tempo') return sounds.tempoBpm[slot]
    if (name === 'loudness') return sounds.loudnessLufs[slot]
    return name === 'mode' ? sounds.mode[slot] : Number.NaN
  }
}

/** Packs the rows that have a point, weighted, unknown numbers as 0. */
function gather(z: Float32Array, trustOfRow: Float32Array, knownOfRow: Uint16Array, rows: number, mass: Float32Array): PointSpace {
  let count = 0
  for (let row = 0; row < rows; row++) if (trustOfRow[row] > 0) count++
  const points = new Float32Array(count * FEATURE_SIZE)
  const known = new Uint16Array(count)
  const trust = new Float32Array(count)
  const rowOf = new Int32Array(count)
  const slotOf = new Int32Array(rows).fill(-1)
  for (let row = 0, slot = 0; row < rows; row++) {
    if (trustOfRow[row] === 0) continue
    slotOf[row] = slot
    rowOf[slot] = row
    trust[slot] = trustOfRow[row]
    known[slot] = knownOfRow[row] | PAD_MASK
    for (let f = 0; f < FEATURES.length; f++) {
      if ((knownOfRow[row] >> f) & 1) points[slot * FEATURE_SIZE + f] = z[row * FEATURES.length + f] * FEATURES[f].weight
    }
    slot++
  }
  const space = { name: 'attributes' as const, size: FEATURE_SIZE, spherical: false, points, count, rowOf, slotOf, trust, known, mass }
  return { ...space, closeness: calibrate(space) }
}
