// What the estimated attributes promise, on findings made up for the purpose; real sounds are in test/real/attributes.test.ts.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ESTIMATED, type EstimatedName } from '../analysis.ts'
import { estimateAttributes, scoreOf } from './estimate.ts'
import type { AttributeSources } from './ingredients.ts'
import { RECIPES } from './recipes.ts'

type Sources = AttributeSources & { readonly durationS: number }

/** A recording in the middle of everything. */
const MUSIC: Sources = {
  durationS: 180,
  traits: {
    pulseClarity: 0.55,
    bassPulse: 0.38,
    onsetStrength: 1.05,
    attackSharpness: 5.5,
    percussiveShare: 0.47,
    highShareDb: -31,
    bassShareDb: -4.5,
    midShareDb: -5,
    syllabicShare: 0.33,
    pauseShare: 0.05,
    hissSwingDb: 4,
    glideShare: 0.05,
    steadyShare: 0.45,
    tonalShare: 0.7,
    levelSwingDb: 3.5,
    bedDb: -10,
    bedReliefDb: 5,
    fallDbS: 50,
    brightnessOctaves: 3.9,
  },
  tempo: { bpm: 115, confidence: 0.8 },
  beatsS: Array.from({ length: 300 }, (_, i) => (i * 60) / 115),
  key: { tonic: 'C', mode: 'major', camelot: '8B', confidence: 0.7, tuningCents: 0 },
  loudness: { integratedLufs: -14, rangeLu: 7, truePeakDbtp: -1 },
}
const withTraits = (traits: Record<string, number>): Sources => ({ ...MUSIC, traits: { ...MUSIC.traits, ...traits } })
const estimateOf = (name: EstimatedName, sources: Sources): number => estimateAttributes(sources)[name]!.value

describe('the estimated attributes', () => {
  it('are seven numbers from 0 to 1, each with a confidence and what it is made of', () => {
    const estimates = estimateAttributes(MUSIC)
    assert.deepEqual(Object.keys(estimates), [...ESTIMATED])
    for (const name of ESTIMATED) {
      const { value, confidence, ingredients } = estimates[name]!
      assert.ok(value >= 0 && value <= 1, `${name} ${value}`)
      assert.ok(confidence > 0 && confidence <= RECIPES[name].trust, `${name} ${confidence}`)
      const sum = ingredients.reduce((total, { effect }) => total + effect, 0)
      assert.ok(Math.abs(sum - scoreOf(name, MUSIC)) < 1e-9, `${name}: the effects make up the score`)
      const sizes = ingredients.map(({ effect }) => Math.abs(effect))
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => b - a),
        `${name}: the strongest first`,
      )
    }
  })

  it('rise with what speaks for them and fall with what speaks against them', () => {
    const traitOf = {
      pulseClarity: 'danceability',
      brightnessOctaves: 'energy',
      hissSwingDb: 'speechiness',
      tonalShare: 'acousticness',
    } as const
    for (const [trait, name] of Object.entries(traitOf)) {
      const values = [0.6, 0.8, 1, 1.2, 1.4].map((factor) => estimateOf(name, withTraits({ [trait]: MUSIC.traits[trait] * factor })))
      assert.deepEqual(
        values,
        values.toSorted((a, b) => a - b),
        `${name} with ${trait}: ${values}`,
      )
      assert.ok(values[4] - values[0] > 0.01, `${name} with ${trait}: ${values}`)
    }
    const minor: Sources = { ...MUSIC, key: { ...MUSIC.key!, mode: 'minor' } }
    assert.ok(estimateOf('valence', minor) < estimateOf('valence', MUSIC))
    const gliding = withTraits({ glideShare: 0.4, steadyShare: 0.15 })
    assert.ok(estimateOf('instrumentalness', gliding) < 0.1)
    assert.ok(estimateOf('instrumentalness', MUSIC) > 0.5)
  })

  it('change with the gain in energy and acousticness only, by way of the loudness', () => {
    const softer: Sources = { ...MUSIC, loudness: { ...MUSIC.loudness, integratedLufs: -20 } }
    for (const name of ESTIMATED) {
      const change = estimateOf(name, softer) - estimateOf(name, MUSIC)
      if (name === 'energy') assert.ok(change < 0 && change > -0.3, `${name} ${change}`)
      else if (name === 'acousticness') assert.ok(change > 0 && change < 0.3, `${name} ${change}`)
      else assert.equal(change, 0, name)
    }
  })

  it('are less sure of what was heard for a few seconds, and of what has no tempo and no key', () => {
    for (const name of ESTIMATED) {
      const sure = estimateAttributes(MUSIC)[name]!.confidence
      assert.ok(estimateAttributes({ ...MUSIC, durationS: 2 })[name]!.confidence < 0.2 * sure, name)
    }
    const bare: Sources = { ...MUSIC, tempo: null, key: null, beatsS: [] }
    assert.ok(
      estimateAttributes(bare).valence!.ingredients.every((ingredient) => ingredient.name !== 'mode' && ingredient.name !== 'tempo'),
    )
    for (const name of ['danceability', 'valence'] as const) {
      const weigh = (sources: Sources) => estimateAttributes(sources)[name]!.ingredients.length
      assert.ok(weigh(bare) < weigh(MUSIC))
    }
  })

  it('are none of silence', () => {
    assert.deepEqual(estimateAttributes({ ...MUSIC, traits: {} }), {})
  })
})
