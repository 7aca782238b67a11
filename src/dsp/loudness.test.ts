// EBU Tech 3341 and 3342: the compliance signals that can be synthesised, with the tolerances of those documents.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Loudness, LoudnessMeter } from './loudness.ts'

interface Step {
  readonly dbfs: number
  readonly seconds: number
}

function measure(steps: readonly Step[], options: { rateHz?: number; gains?: number[]; offsetsDb?: number[]; hz?: number } = {}): Loudness {
  const { rateHz = 48_000, gains = [1, 1], offsetsDb = gains.map(() => 0), hz = 1000 } = options
  const meter = new LoudnessMeter()
  meter.setFormat(rateHz, gains)
  let n = 0
  for (const { dbfs, seconds } of steps) {
    for (let left = Math.round(seconds * rateHz); left > 0; left -= rateHz) {
      const count = Math.min(left, rateHz)
      const whole = sine(hz, rateHz, n, count)
      meter.push(offsetsDb.map((offset) => scaled(whole, 10 ** ((dbfs + offset) / 20))))
      n += count
    }
  }
  return meter.measure()
}

function scaled(samples: Float32Array, gain: number): Float32Array {
  const out = new Float32Array(samples.length)
  for (let i = 0; i < out.length; i++) out[i] = samples[i] * gain
  return out
}

function sine(hz: number, rateHz: number, start: number, count: number): Float32Array {
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) out[i] = Math.sin((2 * Math.PI * hz * (start + i)) / rateHz)
  return out
}

const within = (actual: number | null, expected: number, tolerance: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`)

describe('integrated loudness (EBU Tech 3341)', () => {
  it('1: a stereo sine of 1 kHz at -23 dBFS has -23 LUFS, at any rate', () => {
    for (const rateHz of [22_050, 44_100, 48_000, 96_000]) within(measure([{ dbfs: -23, seconds: 5 }], { rateHz }).integratedLufs, -23, 0.1)
  })
  it('2: at -33 dBFS it has -33 LUFS', () => within(measure([{ dbfs: -33, seconds: 10 }]).integratedLufs, -33, 0.1))
  it('3: quiet ends are gated out', () => {
    const steps = [-36, -23, -36].map((dbfs, i) => ({ dbfs, seconds: i === 1 ? 60 : 10 }))
    within(measure(steps).integratedLufs, -23, 0.1)
  })
  it('4: near silence is gated out too', () => {
    const steps = [-72, -36, -23, -36, -72].map((dbfs, i) => ({ dbfs, seconds: i === 2 ? 60 : 10 }))
    within(measure(steps).integratedLufs, -23, 0.1)
  })
  it('5: a louder middle', () => {
    const steps = [-26, -20, -26].map((dbfs, i) => ({ dbfs, seconds: i === 1 ? 20.1 : 20 }))
    within(measure(steps).integratedLufs, -23, 0.1)
  })
  it('6: five channels, surrounds counted stronger', () => {
    const loudness = measure([{ dbfs: 0, seconds: 10 }], { gains: [1, 1, 1, 1.41, 1.41], offsetsDb: [-28, -28, -24, -30, -30] })
    within(loudness.integratedLufs, -23, 0.1)
  })
})

describe('loudness range (EBU Tech 3342)', () => {
  const cases: [number, readonly number[]][] = [
    [10, [-20, -30]],
    [5, [-20, -15]],
    [20, [-40, -20]],
    [15, [-50, -35, -20, -35, -50]],
  ]
  for (const [range, levels] of cases) {
    it(`is ${range} LU for ${levels.join(', ')} dBFS`, () => {
      within(measure(levels.map((dbfs) => ({ dbfs, seconds: 20 }))).rangeLu, range, 1)
    })
  }
})

/** A sine that rises and falls over 10 ms, so that its ends add no crest of their own. */
function steady(hz: number, amplitude: number, degrees: number, rateHz = 48_000): Float32Array {
  const count = rateHz / 4
  const ramp = rateHz / 100
  return Float32Array.from({ length: count }, (_, i) => {
    const level = Math.min(1, i / ramp, (count - 1 - i) / ramp)
    return amplitude * level * Math.sin((2 * Math.PI * hz * i) / rateHz + (degrees * Math.PI) / 180)
  })
}

describe('true peak (EBU Tech 3341)', () => {
  const cases = [
    { signal: 15, fraction: 4, amplitude: 0.5, degrees: 0, dbtp: -6 },
    { signal: 16, fraction: 4, amplitude: 0.5, degrees: 45, dbtp: -6 },
    { signal: 17, fraction: 6, amplitude: 0.5, degrees: 60, dbtp: -6 },
    { signal: 18, fraction: 8, amplitude: 0.5, degrees: 67.5, dbtp: -6 },
    { signal: 19, fraction: 4, amplitude: 1.41, degrees: 45, dbtp: 3 },
  ]
  for (const { signal, fraction, amplitude, degrees, dbtp } of cases) {
    it(`${signal}: a sine at 1/${fraction} of the rate, ${degrees} degrees off, is ${dbtp} dBTP, +0.2 -0.4`, () => {
      const meter = new LoudnessMeter()
      meter.setFormat(48_000, [1, 1])
      const samples = steady(48_000 / fraction, amplitude, degrees)
      meter.push([samples, samples])
      const { truePeakDbtp } = meter.measure()
      assert.ok(truePeakDbtp! >= dbtp - 0.4 && truePeakDbtp! <= dbtp + 0.2, `${truePeakDbtp}`)
    })
  }

  it('is not below the sample peak, and the same however the signal is cut', () => {
    const samples = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i * i * 1e-4) * (0.2 + 0.7 * (i / 10_000)))
    const answers = [10_000, 1, 17, 512].map((chunk) => {
      const meter = new LoudnessMeter()
      meter.setFormat(44_100, [1])
      for (let at = 0; at < samples.length; at += chunk) meter.push([samples.subarray(at, at + chunk)])
      return meter.measure().truePeakDbtp!
    })
    const sampleTop = 20 * Math.log10(samples.reduce((top, x) => Math.max(top, Math.abs(x)), 0))
    for (const answer of answers) assert.ok(answer >= sampleTop - 1e-6 && Math.abs(answer - answers[0]) < 1e-6, answers.join(' '))
  })
})

describe('a meter', () => {
  it('says nothing about silence, and little about a click', () => {
    const silent = measure([{ dbfs: -300, seconds: 5 }])
    assert.equal(silent.integratedLufs, null)
    assert.equal(silent.rangeLu, null)
    const meter = new LoudnessMeter()
    meter.setFormat(44_100, [1])
    meter.push([Float32Array.of(1)])
    assert.deepEqual(meter.measure().integratedLufs, null)
  })

  it('goes on after samples that are no numbers', () => {
    const meter = new LoudnessMeter()
    meter.setFormat(48_000, [1])
    meter.push([new Float32Array(4800).fill(NaN)])
    meter.push([Float32Array.from({ length: 96_000 }, (_, i) => 0.1 * Math.sin((2 * Math.PI * 1000 * i) / 48_000))])
    assert.ok(Number.isFinite(meter.measure().integratedLufs))
    assert.ok(Number.isFinite(meter.measure().truePeakDbtp))
  })
})
