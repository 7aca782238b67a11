// The seven estimated attributes from what the stages found, without hearing the sound again. See docs/science/attributes.md.

import { type AttributeEstimate, ESTIMATED, type EstimatedName } from '../analysis.ts'
import { CALIBRATION, type Knots } from './calibration.ts'
import { type AttributeSources, INGREDIENTS, type IngredientName } from './ingredients.ts'
import { type Part, RECIPES } from './recipes.ts'

type Attributes = Partial<Record<EstimatedName, AttributeEstimate>>

/** Ingredients beyond this many steps from neutral add hardly more. */
const STEPS_MAX = 2
/** After this long a recording has been heard well enough. */
const HEARD_S = 20
/** How much of the confidence rests on the ingredients pointing the same way. */
const AGREEMENT_SHARE = 0.5

/** Each attribute as value, confidence and ingredients, the strongest first; none where nothing sounds. */
export function estimateAttributes(sources: AttributeSources & { readonly durationS: number }): Attributes {
  if (Object.keys(sources.traits).length === 0) return {}
  return Object.fromEntries(ESTIMATED.map((name) => [name, estimate(name, sources)]))
}

/** The raw score of an attribute, 0 where every ingredient is neutral. */
export function scoreOf(name: EstimatedName, sources: AttributeSources): number {
  return ingredientsOf(name, sources).reduce((sum, { effect }) => sum + effect, 0)
}

function estimate(name: EstimatedName, sources: AttributeSources & { readonly durationS: number }): AttributeEstimate {
  const { parts, trust } = RECIPES[name]
  const ingredients = ingredientsOf(name, sources)
  const found = new Set(ingredients.map((ingredient) => ingredient.name))
  const known = weightOf(parts.filter((part) => found.has(part.name))) / weightOf(parts)
  const score = ingredients.reduce((sum, { effect }) => sum + effect, 0)
  const size = ingredients.reduce((sum, { effect }) => sum + Math.abs(effect), 0)
  const agreement = size > 0 ? Math.abs(score) / size : 0
  const heard = 1 - Math.exp(-sources.durationS / HEARD_S)
  return {
    value: interpolated(CALIBRATION[name], score),
    confidence: trust * heard * known * (1 - AGREEMENT_SHARE + AGREEMENT_SHARE * agreement),
    ingredients: ingredients.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)),
  }
}

function ingredientsOf(name: EstimatedName, sources: AttributeSources): { name: IngredientName; value: number; effect: number }[] {
  return RECIPES[name].parts.flatMap((part) => {
    const value = INGREDIENTS[part.name](sources)
    return value === null || !Number.isFinite(value) ? [] : [{ name: part.name, value, effect: effectOf(part, value) }]
  })
}

const weightOf = (parts: readonly Part[]): number => parts.reduce((sum, { weight }) => sum + Math.abs(weight), 0)

/** Monotone in the value, nearly straight within STEPS_MAX steps of neutral. */
function effectOf({ weight, neutral, step }: Part, value: number): number {
  return weight * STEPS_MAX * Math.tanh((value - neutral) / step / STEPS_MAX)
}

/** A score as the value that it stands for, between knots in a straight line; beyond both ends it goes on evenly for one step more. */
export function interpolated({ scores, values }: Knots, score: number): number {
  const last = scores.length - 1
  let above = 1
  while (above < last && scores[above] < score) above++
  const width = scores[above] - scores[above - 1]
  const share = width > 0 ? (score - scores[above - 1]) / width : 0.5
  const value = values[above - 1] + Math.max(-1, Math.min(2, share)) * (values[above] - values[above - 1])
  return Math.max(0, Math.min(1, value))
}
