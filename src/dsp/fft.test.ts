import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { openFft, plainFft } from './fft.ts'

function naive(samples: Float32Array): Float64Array {
  const n = samples.length
  const out = new Float64Array(n)
  for (let k = 0; k <= n / 2; k++) {
    let re = 0
    let im = 0
    for (let i = 0; i < n; i++) {
      re += samples[i] * Math.cos((2 * Math.PI * k * i) / n)
      im -= samples[i] * Math.sin((2 * Math.PI * k * i) / n)
    }
    if (k === 0) out[0] = re
    else if (k === n / 2) out[1] = re
    else {
      out[2 * k] = re
      out[2 * k + 1] = im
    }
  }
  return out
}

function noise(size: number): Float32Array {
  const random = seededRandom(size)
  return Float32Array.from({ length: size }, () => random.next() * 2 - 1)
}

describe('the Fourier transform', () => {
  for (const size of [32, 64, 1024]) {
    it(`of ${size} points agrees with the definition, in WebAssembly and in TypeScript`, async () => {
      const samples = noise(size)
      const expected = naive(samples)
      for (const fft of [await openFft(size), plainFft(size)]) {
        fft.input.set(samples)
        fft.forward()
        for (let i = 0; i < size; i++) assert.ok(Math.abs(fft.output[i] - expected[i]) < 1e-4, `${i}: ${fft.output[i]} and ${expected[i]}`)
        fft.close()
      }
    })
  }

  it('gives the same again for the same input', async () => {
    const fft = await openFft(2048)
    const samples = noise(2048)
    const once = Array.from({ length: 2 }, () => {
      fft.input.set(samples)
      fft.forward()
      return fft.output.slice()
    })
    assert.deepEqual(once[0], once[1])
    fft.close()
  })

  it('refuses sizes that are no power of two', async () => {
    await assert.rejects(openFft(48), RangeError)
    assert.throws(() => plainFft(16), RangeError)
  })
})
