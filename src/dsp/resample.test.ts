import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openResampler } from './resample.ts'

const TO_HZ = 22_050

function resampled(input: Float32Array, fromHz: number, chunk: number): Float32Array {
  const resampler = openResampler(fromHz, TO_HZ)
  const parts: Float32Array[] = []
  for (let at = 0; at < input.length; at += chunk) parts.push(resampler.push(input.subarray(at, at + chunk)).slice())
  parts.push(resampler.flush())
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

const sine = (hz: number, rateHz: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rateHz))

describe('the resampler', () => {
  for (const fromHz of [8000, 11_025, 32_000, 44_100, 48_000, 96_000, 192_000, 44_056]) {
    it(`turns ${fromHz} Hz into 22,050 Hz: a tone keeps its phase and level within -80 dB`, () => {
      const out = resampled(sine(1000, fromHz, Math.floor(fromHz / 2)), fromHz, 5000)
      assert.equal(out.length, Math.ceil((Math.floor(fromHz / 2) * TO_HZ) / fromHz))
      let worst = 0
      for (let i = 500; i < out.length - 500; i++) worst = Math.max(worst, Math.abs(out[i] - Math.sin((2 * Math.PI * 1000 * i) / TO_HZ)))
      assert.ok(worst < 1e-4, `deviation ${worst}`)
    })
  }

  it('keeps what is above the new Nyquist frequency out', () => {
    for (const hz of [13_000, 15_000, 20_000]) {
      const out = resampled(sine(hz, 44_100, 22_050), 44_100, 4096)
      const top = out.subarray(200, out.length - 200).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
      assert.ok(top < 2e-4, `${hz} Hz leaks ${top}`)
    }
  })

  it('leaves a constant as it is and samples at its own rate untouched', () => {
    const out = resampled(new Float32Array(8000).fill(0.5), 48_000, 1000)
    for (let i = 100; i < out.length - 100; i++) assert.ok(Math.abs(out[i] - 0.5) < 1e-5)
    const same = sine(440, TO_HZ, 100)
    assert.deepEqual(resampled(same, TO_HZ, 7), same)
  })

  it('gives the same however the input is cut', () => {
    const input = sine(3000, 44_100, 20_000)
    const whole = resampled(input, 44_100, 20_000)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), (chunk) => assert.deepEqual(resampled(input, 44_100, chunk), whole)),
      { numRuns: 15 },
    )
  })

  it('takes one sample, and none', () => {
    assert.equal(resampled(Float32Array.of(1), 44_100, 1).length, 1)
    assert.equal(resampled(new Float32Array(0), 44_100, 1).length, 0)
  })
})
