// What each attribute is made of. An ingredient at its neutral value does nothing; each `step` away from it adds `weight`, less and less
// beyond two steps. Neutral values and steps are medians and spreads over the library of docs/science/attributes.md; the weights are our
// judgement of what the word means, checked by the anchors there.

import type { EstimatedName } from '../analysis.ts'
import type { IngredientName } from './ingredients.ts'

export interface Part {
  readonly name: IngredientName
  readonly weight: number
  readonly neutral: number
  readonly step: number
}

export interface Recipe {
  /** How far such an estimate can be trusted at best, 0 to 1. */
  readonly trust: number
  readonly parts: readonly Part[]
}

const part = (name: IngredientName, weight: number, neutral: number, step: number): Part => ({ name, weight, neutral, step })

export const RECIPES: Readonly<Record<EstimatedName, Recipe>> = {
  danceability: {
    trust: 0.75,
    parts: [
      part('pulse clarity', 1, 0.55, 0.2),
      part('bass pulse', 0.8, 0.38, 0.15),
      part('dance tempo', 0.6, 0.6, 0.3),
      part('percussive share', 0.5, 0.47, 0.08),
      part('beat wander', -0.4, 0.1, 0.1),
      part('loudness range', -0.4, 7, 5),
    ],
  },
  energy: {
    trust: 0.9,
    parts: [
      part('loudness', 0.9, -14, 6),
      part('onset strength', 0.7, 1.1, 0.25),
      part('brightness', 0.6, 2.8, 0.35),
      part('tonal share', -0.5, 0.7, 0.15),
      part('high share', 0.4, -31, 5),
      part('percussive share', 0.4, 0.47, 0.08),
      part('loudness range', -0.3, 7, 5),
    ],
  },
  valence: {
    trust: 0.4,
    parts: [
      part('mode', 0.8, 0, 0.6),
      part('pulse clarity', 0.5, 0.55, 0.2),
      part('onset strength', 0.4, 1.1, 0.25),
      part('decay', 0.4, 50, 25),
      part('brightness', 0.3, 2.8, 0.35),
      part('tempo', 0.3, 0, 0.4),
      part('bass share', -0.2, -4.5, 3),
    ],
  },
  acousticness: {
    trust: 0.75,
    parts: [
      part('loudness', -0.7, -14, 6),
      part('bass share', -0.7, -4.5, 3),
      part('tonal share', 0.7, 0.7, 0.12),
      part('high share', -0.6, -31, 5),
      part('brightness', -0.5, 2.8, 0.35),
      part('percussive share', -0.5, 0.47, 0.08),
      part('onset strength', -0.5, 1.1, 0.25),
      part('pulse clarity', -0.5, 0.55, 0.2),
      part('bed relief', 0.4, 5, 1.5),
    ],
  },
  instrumentalness: {
    trust: 0.5,
    parts: [
      part('gliding pitch', -1.2, 0.1, 0.08),
      part('steady pitch', 0.6, 0.35, 0.15),
      part('voice band share', -0.4, -5, 3),
      part('hiss swing', -0.3, 4, 1.5),
      part('pauses', -0.2, 0.05, 0.1),
    ],
  },
  speechiness: {
    trust: 0.8,
    parts: [
      part('pauses', 0.8, 0.1, 0.1),
      part('hiss swing', 0.8, 4.5, 1.5),
      part('pulse clarity', -0.7, 0.45, 0.2),
      part('steady pitch', -0.6, 0.3, 0.15),
      part('gliding pitch', 0.5, 0.12, 0.1),
      part('bass share', -0.5, -6, 4),
      part('voice band share', 0.3, -4, 3),
      part('syllable rate', 0.2, 0.33, 0.1),
    ],
  },
  liveness: {
    trust: 0.35,
    parts: [
      part('bed relief', -0.6, 5, 1.5),
      part('bed level', 0.5, -10, 4),
      part('decay', -0.5, 50, 20),
      part('beat wander', 0.4, 0.1, 0.1),
      part('pulse clarity', -0.3, 0.55, 0.2),
      part('attack sharpness', -0.3, 2.7, 0.8),
    ],
  },
}
