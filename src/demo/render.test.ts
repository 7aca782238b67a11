// What is promised of the sound: no clipping, no gaps in arithmetic, the loudness that was asked for, the same every time.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { PIECES } from './albums.ts'
import { type Instrument, SAMPLE_RATE_HZ, type Stereo } from './instruments/instrument.ts'
import * as patches from './instruments/patches.ts'
import { play } from './instruments/play.ts'
import { loudnessOf, weightedPowers } from './mix/loudness.ts'
import { master } from './mix/master.ts'
import { render } from './render.ts'
import type { Score } from './score.ts'
import { compose } from './styles/compose.ts'

/** The first bars of a piece, as a piece of their own. */
function beginning(id: string, bars: number): Score {
  const score = compose(PIECES.find((piece) => piece.id === id)!, 1)
  const beats = bars * score.setting.beatsPerBar
  const parts = score.parts.map((part) => ({ ...part, notes: part.notes.filter(({ beat }) => beat < beats) }))
  return { ...score, bars, parts, setting: { ...score.setting, tailS: 0.5 }, duckBeats: score.duckBeats.filter((beat) => beat < beats) }
}

function check(sound: Stereo): { peak: number; mean: number } {
  let peak = 0
  let sum = 0
  for (const channel of [sound.left, sound.right]) {
    for (let i = 0; i < channel.length; i++) {
      peak = Math.max(peak, Math.abs(channel[i]))
      sum += channel[i]
    }
  }
  // One sample that is not a number makes the sum none.
  assert.ok(Number.isFinite(sum))
  return { peak, mean: sum / sound.left.length / 2 }
}

describe('rendering', () => {
  for (const id of ['platform-nine-lights', 'cirrus', 'the-edge-of-the-chart']) {
    it(`${id}: finite, within full scale, without offset, ending in silence`, () => {
      const sound = render(beginning(id, 1), 7)
      const { peak, mean } = check(sound)
      assert.ok(peak > 0.05 && peak < 0.9, `peak ${peak}`)
      assert.ok(Math.abs(mean) < 0.002, `offset ${mean}`)
      assert.ok(Math.abs(sound.left[sound.left.length - 1]) < 1e-3)
    })
  }

  it('gives the same samples for the same score and seed', () => {
    const score = beginning('the-ferryman-s-table', 1)
    const [a, b] = [render(score, 3), render(score, 3)]
    assert.ok(
      Buffer.from(a.left.buffer).equals(Buffer.from(b.left.buffer)) && Buffer.from(a.right.buffer).equals(Buffer.from(b.right.buffer)),
    )
  })
})

const NAMED = Object.entries(patches).filter(([, patch]) => typeof patch === 'object') as [string, Instrument][]

describe('each instrument', () => {
  for (const [name, instrument] of NAMED) {
    it(`${name}: sounds at every pitch, stays finite, and stops`, () => {
      for (const midi of [30, 96]) {
        const out = { left: new Float32Array(SAMPLE_RATE_HZ * 4), right: new Float32Array(SAMPLE_RATE_HZ * 4) }
        play(instrument, { startS: 0.1, lengthS: 0.3, hz: 440 * 2 ** ((midi - 69) / 12), midi, velocity: 0.9, seed: 5 }, out)
        const { peak } = check(out)
        assert.ok(peak > 0.005 && peak < 4, `${midi}: peak ${peak}`)
        assert.equal(out.left[out.left.length - 1], 0)
      }
    })
  }

  it('is in tune, the plucked string too', () => {
    for (const midi of [45, 57, 64, 76]) {
      const out = { left: new Float32Array(SAMPLE_RATE_HZ), right: new Float32Array(SAMPLE_RATE_HZ) }
      const hz = 440 * 2 ** ((midi - 69) / 12)
      play(patches.NYLON, { startS: 0, lengthS: 1, hz, midi, velocity: 0.8, seed: 2 }, out)
      // The energy at the pitch, against a sixth of a tone to either side.
      const at = (cents: number) => {
        const w = (2 * Math.PI * hz * 2 ** (cents / 1200)) / SAMPLE_RATE_HZ
        let [re, im] = [0, 0]
        for (let i = 4000; i < out.left.length; i++) {
          re += out.left[i] * Math.cos(w * i)
          im += out.left[i] * Math.sin(w * i)
        }
        return Math.hypot(re, im)
      }
      assert.ok(at(0) > at(33) && at(0) > at(-33), `note ${midi}`)
    }
  })
})

describe('the master', () => {
  it('reaches the wished loudness and keeps every sample under the ceiling', () => {
    const random = seededRandom(4)
    const noise = () => Float32Array.from({ length: SAMPLE_RATE_HZ * 4 }, (_, i) => random.normal() * (i % 22_050 < 3000 ? 1 : 0.1))
    for (const lufs of [-20, -14]) {
      const sound = { left: noise(), right: noise() }
      master(sound, { lufs }, 0.05)
      const { peak } = check(sound)
      assert.ok(peak <= 0.872, `peak ${peak}`)
      assert.ok(Math.abs(loudnessOf(weightedPowers(sound)) - lufs) < 0.7, `${loudnessOf(weightedPowers(sound))} for ${lufs}`)
    }
  })

  it('leaves silence silent', () => {
    const sound = { left: new Float32Array(44_100), right: new Float32Array(44_100) }
    master(sound, { lufs: -14 }, 0.1)
    assert.equal(check(sound).peak, 0)
  })
})
