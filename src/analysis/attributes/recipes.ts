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
      part('pulse clarity', 1, 0.55, 0.25),
      part('bass pulse', 0.8, 0.35, 0.2),
      part('dance tempo', 0.6, 0.8, 0.25),
      part('percussive share', 0.5, 0.45, 0.09),
      part('beat wander', -0.4, 0.03, 0.06),
      part('loudness range', -0.4, 5, 3.5),
    ],
  },
  energy: {
    trust: 0.9,
    parts: [
      part('loudness', 0.9, -15, 5.5),
      part('onset strength', 0.7, 1.05, 0.28),
      part('brightness', 0.6, 3.9, 0.75),
      part('tonal share', -0.5, 0.68, 0.2),
      part('high share', 0.4, -30, 8),
      part('percussive share', 0.4, 0.45, 0.09),
      part('loudness range', -0.3, 5, 3.5),
    ],
  },
  valence: {
    trust: 0.4,
    parts: [
      part('mode', 0.8, 0, 0.7),
      part('pulse clarity', 0.5, 0.55, 0.25),
      part('onset strength', 0.4, 1.05, 0.28),
      part('decay', 0.4, 45, 22),
      part('brightness', 0.3, 3.9, 0.75),
      part('tempo', 0.3, 0.05, 0.34),
      part('bass share', -0.2, -4.5, 4.5),
    ],
  },
  acousticness: {
    trust: 0.75,
    parts: [
      part('loudness', -0.7, -15, 5.5),
      part('bass share', -0.7, -4.5, 4.5),
      part('tonal share', 0.7, 0.68, 0.2),
      part('high share', -0.6, -30, 8),
      part('brightness', -0.5, 3.9, 0.75),
      part('percussive share', -0.5, 0.45, 0.09),
      part('onset strength', -0.5, 1.05, 0.28),
      part('pulse clarity', -0.5, 0.55, 0.25),
      part('bed relief', 0.4, 4.5, 2.2),
    ],
  },
  instrumentalness: {
    trust: 0.5,
    parts: [
      part('gliding pitch', -1.2, 0.08, 0.05),
      part('steady pitch', 0.6, 0.35, 0.2),
      part('voice band share', -0.4, -5.5, 3.5),
      part('hiss swing', -0.3, 3.8, 1.3),
      part('pauses', -0.2, 0.05, 0.08),
    ],
  },
  speechiness: {
    trust: 0.8,
    parts: [
      part('pauses', 0.8, 0.1, 0.1),
      part('hiss swing', 0.8, 4.5, 1.5),
      part('pulse clarity', -0.7, 0.55, 0.25),
      part('steady pitch', -0.6, 0.35, 0.2),
      part('gliding pitch', 0.5, 0.1, 0.08),
      part('bass share', -0.5, -6, 5),
      part('voice band share', 0.3, -5.5, 3.5),
      part('syllable rate', 0.2, 0.36, 0.13),
    ],
  },
  liveness: {
    trust: 0.35,
    parts: [
      part('bed relief', -0.6, 4.5, 2.2),
      part('bed level', 0.5, -10, 4.5),
      part('decay', -0.5, 45, 22),
      part('beat wander', 0.4, 0.03, 0.06),
      part('pulse clarity', -0.3, 0.55, 0.25),
      part('attack sharpness', -0.3, 2.7, 0.9),
    ],
  },
}
