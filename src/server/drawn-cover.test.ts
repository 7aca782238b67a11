// Drawn covers: the same sound the same picture, close sounds close pictures, and colours that exist.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Analysis } from '#analysis'
import { seededRandom } from '#kernel'
import { oklch } from './colour.ts'
import { coverLook } from './cover-look.ts'
import { type CoverLook, drawCover } from './drawn-cover.ts'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const look: fc.Arbitrary<CoverLook> = fc.record({
  motif: fc.constantFrom('hills', 'grooves', 'discs', 'bars', 'moons'),
  hueDeg: fc.double({ min: 0, max: 360, noNaN: true }),
  brightness: unit,
  energy: unit,
  pace: unit,
  roughness: unit,
  profile: fc.array(unit, { minLength: 12, maxLength: 12 }),
})

it('draws any look: well-formed, small, without numbers that are none', () => {
  fc.assert(
    fc.property(look, (one) => {
      const svg = drawCover(one)
      assert.equal(svg, drawCover({ ...one }))
      assert.match(svg, /^<svg [^>]*viewBox="0 0 600 600"[^>]*>.*<\/svg>$/)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
      assert.ok(svg.length < 16_000, String(svg.length))
    }),
  )
})

const analysisAt = (vector: Float32Array): Analysis =>
  ({
    vector,
    descriptors: {},
    loudness: { integratedLufs: -14, rangeLu: 5, truePeakDbtp: -1 },
    tempo: { bpm: 100, confidence: 0.9 },
  }) as unknown as Analysis
const normalised = (values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values))

it('gives close sounds close looks, and far ones far looks', () => {
  const random = seededRandom(5)
  const apart = (one: CoverLook, two: CoverLook) =>
    one.profile.reduce((sum, value, i) => sum + Math.abs(value - two.profile[i]), 0) / 12 +
    Math.abs(Math.sin(((one.hueDeg - two.hueDeg) * Math.PI) / 360))
  let near = 0
  let far = 0
  for (let i = 0; i < 100; i++) {
    const base = Array.from({ length: 64 }, () => random.normal())
    const close = base.map((value) => value + 0.15 * random.normal())
    const other = Array.from({ length: 64 }, () => random.normal())
    const [one, two, three] = [base, close, other].map((values) => coverLook(null, analysisAt(normalised(values))))
    near += apart(one, two)
    far += apart(one, three)
  }
  assert.ok(near * 3 < far, `${near} against ${far}`)
})

it('uses the whole wheel of hues and the whole range of shapes over a library', () => {
  const random = seededRandom(6)
  const looks = Array.from({ length: 600 }, () =>
    coverLook(null, analysisAt(normalised(Array.from({ length: 64 }, () => random.normal())))),
  )
  const sextants = new Set(looks.map((one) => Math.floor(one.hueDeg / 60)))
  assert.deepEqual([...sextants].sort(), [0, 1, 2, 3, 4, 5])
  for (let i = 0; i < 12; i++) {
    const values = looks.map((one) => one.profile[i]).sort((a, b) => a - b)
    assert.ok(values[60] < 0.2 && values[540] > 0.8)
  }
})

it('makes colours that a screen has, at the lightness asked for', () => {
  fc.assert(
    fc.property(
      unit,
      fc.double({ min: 0, max: 0.4, noNaN: true }),
      fc.double({ min: -720, max: 720, noNaN: true }),
      (lightness, chroma, hue) => {
        assert.match(oklch(lightness, chroma, hue), /^#[0-9a-f]{6}$/)
      },
    ),
  )
  assert.equal(oklch(1, 0, 0), '#ffffff')
  assert.equal(oklch(0, 0, 0), '#000000')
  assert.equal(oklch(0.628, 0.2577, 29.23).slice(0, 3), '#ff')
})
