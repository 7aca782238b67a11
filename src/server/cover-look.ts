// From a sound to the look of its drawn cover: from its point in similarity space where it was analysed, else from a table's attributes, else from its name.

import type { Analysis } from '#analysis'
import { hashString, seededRandom } from '#kernel'
import type { Attributes, Track } from '#library'
import type { CoverLook } from './drawn-cover.ts'

const PROFILE = 12
/** Degrees of hue for one standard deviation of a direction. */
const HUE_DEG_A_STEP = 95

const share = (value: number, low: number, high: number) => Math.min(1, Math.max(0, (value - low) / (high - low)))

const modulo = (value: number, size: number) => ((value % size) + size) % size

/** The look of a track's cover. Close sounds give close looks. */
export function coverLook(track: Track | null, analysis: Analysis | null): CoverLook {
  if (analysis) return lookOfSound(analysis)
  if (track?.attributes?.energy !== undefined) return lookOfAttributes(track, track.attributes)
  return lookOfName(track)
}

/**
 * Fixed random directions of similarity space give hue and shape: near points fall near each other on every one of them. What can be said plainly
 * (brightness, loudness, tempo, noise) sets light, weight, number and edge.
 */
function lookOfSound(analysis: Analysis): CoverLook {
  const [across, along, ...rest] = projections(analysis.vector, PROFILE + 2)
  const centroidHz = analysis.descriptors['spectral_centroid']?.mean[0] ?? 1500
  const zcr = analysis.descriptors['zcr']?.mean[0] ?? 0.05
  const brightness = share(Math.log2(centroidHz), Math.log2(500), Math.log2(4500))
  const energy = share(analysis.loudness.integratedLufs ?? -40, -32, -7)
  const pace = analysis.tempo ? share(analysis.tempo.bpm, 60, 180) : 0
  const roughness = share(Math.log2(zcr + 0.005), Math.log2(0.02), Math.log2(0.25))
  const steadiness = analysis.tempo?.confidence ?? 0
  // The wheel is closed, so a hue may go round it and stay continuous: a library of one kind still has many colours.
  const hueDeg = modulo(HUE_DEG_A_STEP * (across + 0.7 * along) + 150 * brightness, 360)
  return {
    motif: motifOf({ energy, pace, roughness, steadiness }),
    hueDeg,
    brightness,
    energy,
    pace,
    roughness,
    profile: rest.map(normalShare),
  }
}

function motifOf(sound: { energy: number; pace: number; roughness: number; steadiness: number }): CoverLook['motif'] {
  if (sound.roughness > 0.68 && sound.energy > 0.45) return 'bars'
  if (sound.energy < 0.45 && sound.pace < 0.3) return 'moons'
  if (sound.energy < 0.62 && sound.roughness < 0.55) return 'hills'
  return sound.steadiness > 0.6 ? 'discs' : 'grooves'
}

/** A table's attributes, with the artist's name for what they leave open. */
function lookOfAttributes(track: Track, attributes: Attributes): CoverLook {
  const { energy = 0.5, valence = 0.5, acousticness = 0.5, danceability = 0.5, tempo = 110 } = attributes
  const random = seededRandom(hashString(track.artistCredit))
  const hueDeg = modulo(300 * valence + 130 * energy + 70 * acousticness + 60 * random.next(), 360)
  const own = seededRandom(hashString(`${track.artistCredit}\n${track.title}`))
  const profile = Array.from({ length: PROFILE }, () => 0.6 * random.next() + 0.4 * own.next())
  const motif = acousticness > 0.6 ? (energy < 0.3 ? 'moons' : 'hills') : energy > 0.82 ? 'bars' : danceability > 0.62 ? 'discs' : 'grooves'
  return {
    motif,
    hueDeg,
    brightness: 0.2 + 0.6 * valence,
    energy,
    pace: share(tempo, 60, 180),
    roughness: share(energy - acousticness, -0.4, 1),
    profile,
  }
}

/** Nothing is known but names: one look an artist, pale, a little different for each title. */
function lookOfName(track: Track | null): CoverLook {
  const artist = seededRandom(hashString(track?.artistCredit ?? 'nobody'))
  const own = seededRandom(hashString(`${track?.artistCredit ?? ''}\n${track?.title ?? ''}`))
  const hueDeg = 360 * artist.next()
  const brightness = 0.15 + 0.4 * artist.next()
  const profile = Array.from({ length: PROFILE }, () => 0.5 * artist.next() + 0.5 * own.next())
  return { motif: 'moons', hueDeg, brightness, energy: 0.22, pace: artist.next(), roughness: 0.2, profile }
}

/** `count` projections of a unit vector on fixed random directions, each about standard normal over the library. */
function projections(vector: Float32Array, count: number): number[] {
  const random = seededRandom('drawn covers')
  const unit = Math.sqrt(vector.length)
  return Array.from({ length: count }, () => {
    let sum = 0
    let square = 0
    for (const value of vector) {
      const weight = random.normal()
      sum += value * weight
      square += weight * weight
    }
    return (sum / Math.sqrt(square)) * unit
  })
}

/** A standard normal value as its share of the distribution, 0 to 1 (logistic approximation). */
const normalShare = (value: number) => 1 / (1 + Math.exp(-1.702 * value))
