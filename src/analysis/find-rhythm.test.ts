// Synthetic truth: drum patterns whose tempo, beats and bars are known, as the onset strengths and harmonic changes that the ears would give.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CHANGE_FRAMES } from '#dsp'
import { seededRandom } from '#kernel'
import { findRhythm } from './find-rhythm.ts'
import { FRAME_RATE_HZ } from './hearing.ts'

const LEAD_S = 0.8

interface Pattern {
  /** Beats a bar. */
  readonly size: number
  /** Parts of a beat that the cymbals play. */
  readonly parts: number
  readonly low: readonly number[]
  readonly upper: readonly number[]
}

const ROCK: Pattern = { size: 4, parts: 2, low: [0, 2], upper: [1, 3] }
const WALTZ: Pattern = { size: 3, parts: 1, low: [0], upper: [1, 2] }
const SIX_EIGHT: Pattern = { size: 2, parts: 3, low: [0], upper: [1] }

/** A pattern whose beat k lies at `beatS[k]`; the chord changes with each bar. */
function played({ size, parts, low, upper }: Pattern, beatS: readonly number[]) {
  const random = seededRandom(size * 100 + beatS.length)
  const count = Math.ceil((beatS.at(-1)! + 1) * FRAME_RATE_HZ)
  const regions = [0, 1, 2, 3].map(() => Float32Array.from({ length: count }, () => 0.4 * random.next()))
  const changes = [0, 1, 2].map(() => Float32Array.from({ length: Math.ceil(count / CHANGE_FRAMES) }, () => 0.05 * random.next()))
  const strike = (region: number, atS: number, strength: number) => {
    regions[region][Math.round(atS * FRAME_RATE_HZ)] += strength
  }
  beatS.forEach((atS, beat) => {
    const place = beat % size
    if (low.includes(place)) strike(0, atS, 8)
    if (upper.includes(place)) strike(2, atS, 7)
    strike(1, atS, place === 0 ? 5 : 2)
    const nextS = beatS[beat + 1] ?? atS
    for (let part = 0; part < parts; part++) strike(3, atS + ((nextS - atS) * part) / parts, 4)
    if (place === 0)
      for (const change of changes) change[Math.min(change.length - 1, Math.round((atS * FRAME_RATE_HZ) / CHANGE_FRAMES))] = 0.6
  })
  return { regions, changes }
}

const steady = (bpm: number, seconds: number): number[] =>
  Array.from({ length: Math.floor(((seconds - LEAD_S) * bpm) / 60) }, (_, i) => LEAD_S + (i * 60) / bpm)

/** The share of `wanted` with a found time within 70 ms, and the other way round; the less of both. */
function agreement(wanted: readonly number[], found: readonly number[]): number {
  const share = (all: readonly number[], others: readonly number[]) =>
    all.filter((t) => others.some((other) => Math.abs(other - t) <= 0.07)).length / Math.max(1, all.length)
  return Math.min(share(wanted, found), share(found, wanted))
}

describe('the rhythm', () => {
  const cases = [
    { name: 'a rock beat', pattern: ROCK, signature: '4/4', tempi: [84, 100, 126] },
    { name: 'a waltz', pattern: WALTZ, signature: '3/4', tempi: [110, 140] },
    { name: 'six eighths', pattern: SIX_EIGHT, signature: '6/8', tempi: [66, 80] },
  ]
  for (const { name, pattern, signature, tempi } of cases) {
    for (const bpm of tempi) {
      it(`of ${name} at ${bpm} BPM: tempo, beats, bars and ${signature}`, async () => {
        const beatS = steady(bpm, 40)
        const { regions, changes } = played(pattern, beatS)
        const found = await findRhythm(regions, changes)
        assert.ok(found.tempo && Math.abs(found.tempo.bpm / bpm - 1) < 0.01, `${found.tempo?.bpm}`)
        assert.ok(found.tempo.confidence > 0.6 && found.tempo.confidence <= 1, `${found.tempo.confidence}`)
        assert.equal(found.timeSignature, signature)
        assert.ok(agreement(beatS, found.beatsS) > 0.9)
        assert.ok(
          agreement(
            beatS.filter((_, i) => i % pattern.size === 0),
            found.downbeatsS,
          ) > 0.85,
        )
        assert.equal(found.tempoCurve, null)
      })
    }
  }

  it('that slows down has a tempo curve, and its beats follow', async () => {
    const beatS: number[] = []
    for (let atS = LEAD_S; atS < 60; ) {
      beatS.push(atS)
      atS += 60 / (120 - 30 * Math.max(0, (atS - 15) / 45))
    }
    const { regions, changes } = played(ROCK, beatS)
    const { tempoCurve, beatsS } = await findRhythm(regions, changes)
    assert.ok(tempoCurve)
    assert.ok(Math.abs(tempoCurve.bpm[0] - 120) < 3 && Math.abs(tempoCurve.bpm.at(-1)! - 92) < 5, `${tempoCurve.bpm}`)
    assert.ok(agreement(beatS, beatsS) > 0.9, `${agreement(beatS, beatsS)}`)
  })

  it('of hours is read part by part, and the curve tells where the tempo changes', async () => {
    const halves = [100, 126].map((bpm) => steady(bpm, 60))
    const seamS = 60
    const beatS = [...halves[0], ...halves[1].map((atS) => atS + seamS)]
    const { regions, changes } = played(ROCK, beatS)
    const found = await findRhythm(regions, changes, Math.ceil(regions[0].length / 2))
    assert.ok(agreement(beatS, found.beatsS) > 0.9, `${agreement(beatS, found.beatsS)}`)
    assert.ok(found.beatsS.every((atS, i) => i === 0 || atS > found.beatsS[i - 1]))
    assert.deepEqual(found.tempoCurve?.bpm.map(Math.round), [100, 126])
    assert.ok(found.tempo && [100, 126].includes(Math.round(found.tempo.bpm)))
  })

  it('finds the bar again after one that is cut short', async () => {
    const beatS = steady(120, 150)
    const { regions, changes } = played(ROCK, beatS.slice(0, 150))
    const second = played(ROCK, steady(120, 75))
    // The second half begins two beats early.
    const seam = Math.round(beatS[142] * FRAME_RATE_HZ) - Math.round(LEAD_S * FRAME_RATE_HZ)
    const joined = regions.map((region, i) => Float32Array.of(...region.subarray(0, seam), ...second.regions[i]))
    const joinedChanges = changes.map((change, i) =>
      Float32Array.of(...change.subarray(0, Math.round(seam / CHANGE_FRAMES)), ...second.changes[i]),
    )
    const { downbeatsS } = await findRhythm(joined, joinedChanges)
    const lateS = beatS[142]
    const wanted = [...Array(35).keys()].map((bar) => beatS[bar * 4]).concat([...Array(34).keys()].map((bar) => lateS + bar * 2))
    assert.ok(agreement(wanted, downbeatsS) > 0.85, `${agreement(wanted, downbeatsS)}`)
  })

  it('is none in silence, in noise and in next to nothing', async () => {
    const random = seededRandom(9)
    const noise = [0, 1, 2, 3].map(() => Float32Array.from({ length: 1500 }, () => random.next()))
    for (const regions of [[0, 1, 2, 3].map(() => new Float32Array(1500)), noise, [0, 1, 2, 3].map(() => new Float32Array(1))]) {
      const found = await findRhythm(
        regions,
        [0, 1, 2].map(() => new Float32Array(Math.ceil(regions[0].length / CHANGE_FRAMES))),
      )
      assert.deepEqual([found.tempo, found.beatsS, found.downbeatsS, found.timeSignature], [null, [], [], null])
    }
  })
})
