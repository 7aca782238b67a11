// Structure of sounds whose form is known because they are made here.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { type Analysis, NO_FINDINGS, type Structure } from '../analysis.ts'
import { ANALYSIS_RATE_HZ } from '../hearing.ts'
import { listenThrough } from '../listen-through.ts'
import { stagesNamed } from '../stages.ts'
import { cutPlaces } from './cut-places.ts'
import { SoundEdges } from './sound-edges.ts'
import { SoundSlots } from './sound-slots.ts'

/** A bar of two seconds: chords of these frequencies at this level, with or without a beat of noise on each half second. */
interface Passage {
  readonly bars: number
  readonly hz: readonly number[]
  readonly level: number
  readonly beat: number
}

const BAR_S = 2
const PAD: Passage = { bars: 4, hz: [220, 330], level: 0.05, beat: 0 }
const VERSE: Passage = { bars: 8, hz: [220, 277.2, 329.6], level: 0.1, beat: 0.3 }
const BREAK: Passage = { bars: 4, hz: [174.6, 261.6, 698.5], level: 0.2, beat: 0 }
const SILENCE_S = 0.7

function sound(passages: readonly Passage[]): Float32Array {
  const random = seededRandom(5)
  const parts = passages.map(({ bars, hz, level, beat }) =>
    Float32Array.from({ length: bars * BAR_S * ANALYSIS_RATE_HZ }, (_, i) => {
      const t = i / ANALYSIS_RATE_HZ
      const noise = beat > 0 ? beat * Math.exp(-15 * (t % 0.5)) * (2 * random.next() - 1) : 0
      return noise + hz.reduce((sum, f) => sum + level * Math.sin(2 * Math.PI * f * t), 0)
    }),
  )
  const silence = new Float32Array(SILENCE_S * ANALYSIS_RATE_HZ)
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 2 * silence.length))
  let at = silence.length
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

async function structureOf(samples: Float32Array, downbeatsS: readonly number[] = []): Promise<Structure | null> {
  const known = { ...NO_FINDINGS, beatsS: downbeatsS, downbeatsS, vector: new Float32Array(0), versions: {} } as unknown as Analysis
  async function* blocks() {
    yield { sampleRateHz: ANALYSIS_RATE_HZ, channels: [samples] }
  }
  const analysis = await listenThrough({ codec: 'pcm', blocks }, { stages: stagesNamed(['loudness', 'structure']), known })
  return analysis!.structure
}

const FORM = [PAD, VERSE, BREAK, VERSE, PAD]
const STARTS_S = [0, 8, 24, 32, 48].map((s) => s + SILENCE_S)
const END_S = 56 + SILENCE_S
const near = (actual: number, expected: number, toleranceS: number) =>
  assert.ok(Math.abs(actual - expected) <= toleranceS, `${actual} instead of ${expected}`)

describe('the structure of a piece', () => {
  const samples = sound(FORM)

  it('has its sections where they begin, named by what they are', async () => {
    const { sections } = (await structureOf(samples))!
    assert.deepEqual(
      sections.map(({ label }) => label),
      ['intro', 'A', 'B', 'A', 'outro'],
    )
    for (const [i, { fromS }] of sections.entries()) near(fromS, STARTS_S[i], 0.5)
    assert.ok(sections[1].energy > sections[0].energy)
  })

  it('begins sections on downbeats, without gaps between them', async () => {
    const downbeatsS = Array.from({ length: 29 }, (_, bar) => SILENCE_S + 0.02 + bar * BAR_S)
    const { sections, cues } = (await structureOf(samples, downbeatsS))!
    for (const { fromS } of sections.slice(1)) assert.ok(downbeatsS.includes(fromS), `${fromS} is no downbeat`)
    for (const [i, { fromS }] of sections.slice(1).entries()) {
      assert.equal(fromS, sections[i].toS)
      near(fromS, STARTS_S[i + 1], 0.05)
    }
    assert.deepEqual(
      cues.map(({ kind }) => kind),
      ['mix-in', 'body', 'mix-out', 'end'],
    )
    for (const { atS } of cues) assert.ok(downbeatsS.includes(atS))
  })

  it('knows the first and the last sound, and how the level moves', async () => {
    const { firstSoundS, lastSoundS, energy } = (await structureOf(samples))!
    near(firstSoundS, SILENCE_S, 0.03)
    near(lastSoundS, END_S, 0.03)
    assert.ok(energy.length <= 300)
    const at = (seconds: number) => energy[Math.floor((seconds / (END_S + SILENCE_S)) * energy.length)]
    assert.equal(at(0.2), 0)
    assert.ok(at(16) > at(4) && at(4) > 0)
  })

  it('of one character throughout is one body', async () => {
    const { sections } = (await structureOf(sound([VERSE, VERSE, VERSE])))!
    assert.deepEqual(
      sections.map(({ label }) => label),
      ['body'],
    )
  })

  it('of silence is none', async () => {
    assert.equal(await structureOf(new Float32Array(3 * ANALYSIS_RATE_HZ)), null)
  })
})

describe('places for cuts', () => {
  it('are downbeats, or beats where there are too few of those, or half seconds', () => {
    assert.deepEqual(cutPlaces([1, 2, 3, 4, 5, 6, 7, 8], [1, 3, 5, 7], 0, 9), [0, 1, 3, 5, 7, 9])
    assert.deepEqual(cutPlaces([1, 2, 3], [1], 0, 4), [0, 1, 2, 3, 4])
    assert.equal(cutPlaces([], [], 0, 60).length, 120)
  })

  it('are free where beats are missing for long', () => {
    const places = cutPlaces([], [20, 22, 24, 26], 0, 28)
    assert.ok(places.includes(10) && places.includes(22) && !places.includes(23))
  })

  it('are at most 802, whatever the length', () => {
    assert.ok(cutPlaces([], [], 0, 36_000).length <= 802)
  })
})

describe('what is remembered', () => {
  it('of slots is their mean, also when they had to grow', () => {
    const slots = new SoundSlots(1)
    const frames = 4 * 16_384 + 100
    for (let i = 0; i < frames; i++) slots.add(Float32Array.of(Math.floor(i / 8)))
    assert.equal(slots.slotFrames, 8)
    assert.equal(slots.count, Math.ceil(frames / 8))
    assert.deepEqual([...slots.means(0).subarray(0, 4)], [0, 1, 2, 3])
    assert.equal(slots.means(0)[slots.count - 1], slots.count - 1)
  })

  it('of levels is when each was first and last reached', () => {
    const edges = new SoundEdges()
    for (const [i, levelDb] of [-90, -60, -20, -30, -61, -Infinity].entries()) edges.add(levelDb, i, i + 1)
    assert.deepEqual(edges.above(-60), { firstS: 1, lastS: 4 })
    assert.deepEqual(edges.above(-62), { firstS: 1, lastS: 5 })
    assert.equal(edges.above(-10), null)
  })
})
