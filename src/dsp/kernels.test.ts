import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '#kernel'
import { kState, kWeightedEnergy, kWeighting, weighingFilter } from './k-weighting.ts'
import { byFours, type Kernels, openKernels } from './kernels.ts'
import { KERNELS_BASE64, KERNELS_SOURCE } from './kernels-wasm.ts'
import { plainKernels } from './plain-kernels.ts'

const SOURCES = join(import.meta.dirname, '../../kernels/assembly')

/** What a piece of work on kernels gives, from the fast ones and from their twins. */
function both(work: (kernels: Kernels) => ArrayLike<number>): [ArrayLike<number>, ArrayLike<number>] {
  return [work(openKernels(200_000, 10)), work(plainKernels())]
}

function assertAlike([fast, plain]: [ArrayLike<number>, ArrayLike<number>], tolerance: number): void {
  assert.equal(fast.length, plain.length)
  for (let i = 0; i < fast.length; i++) {
    const allowed = tolerance * Math.max(1, Math.abs(plain[i]))
    assert.ok(Math.abs(fast[i] - plain[i]) <= allowed, `number ${i}: ${fast[i]} and ${plain[i]}`)
  }
}

/** `count` numbers of `kernels` between -1 and 1 (or 0 and 1). */
function numbers(kernels: Kernels, count: number, seed: number | string, positive = false): Float32Array {
  const random = seededRandom(seed)
  const out = kernels.floats(count)
  for (let i = 0; i < count; i++) out[i] = positive ? random.next() : 2 * random.next() - 1
  return out
}

describe('the kernels', () => {
  it('are valid WebAssembly here, so that the fast way is the one tested', () => {
    assert.ok(WebAssembly.validate(Uint8Array.from(Buffer.from(KERNELS_BASE64, 'base64'))))
  })

  it('are compiled from these sources', () => {
    const hash = createHash('sha256')
    for (const name of readdirSync(SOURCES).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(join(SOURCES, name)))
    assert.equal(hash.digest('hex'), KERNELS_SOURCE, 'run `npm ci && npm run build` in kernels/')
  })

  it('multiply rows with samples, whatever the steps', () => {
    const { integer, nat, property } = fc
    fc.assert(
      property(integer({ min: 1, max: 9 }), integer({ min: 1, max: 6 }), nat(3), nat(8), nat(1000), (up, eights, whole, rest, seed) => {
        const rowLength = 8 * eights
        const work = (kernels: Kernels) => {
          const output = kernels.floats(20)
          const samples = numbers(kernels, 20 * (whole + 2) + rowLength, seed)
          const taps = numbers(kernels, up * rowLength, seed + 1)
          kernels.dotRows(samples, taps, output, 20, rowLength, { start: 0, phase: 0, up, whole, rest: rest % up })
          return output
        }
        assertAlike(both(work), 1e-5)
      }),
      { numRuns: 30 },
    )
  })

  it('cut frames, and make powers and magnitudes of their transforms', () => {
    const work = (kernels: Kernels) => {
      const frames = kernels.floats(3 * 64)
      kernels.cutFrames(numbers(kernels, 200, 1), numbers(kernels, 64, 2), frames, 3, 24)
      const [power, magnitude] = [kernels.floats(3 * 36), kernels.floats(3 * 36)]
      kernels.powers(frames, power, magnitude, 3, 64, 36)
      const inside = (row: Float32Array) => row.filter((_, i) => i % 36 <= 32)
      return [...frames, ...inside(power), ...inside(magnitude)]
    }
    assertAlike(both(work), 1e-6)
  })

  it('sum sparse rows', () => {
    const work = (kernels: Kernels) => {
      const [firsts, fours, output] = [kernels.integers(4), kernels.integers(4), kernels.floats(4)]
      firsts.set([0, 3, 17, 30])
      fours.set([1, 0, 3, 7])
      const weights = numbers(kernels, 44, 2)
      weights.fill(0, 42)
      // The last row is filled up beyond the last value, with zeros on both sides.
      const values = kernels.floats(60)
      values.set(numbers(kernels, 56, 1))
      kernels.sparseRows(values.subarray(0, 56), firsts, fours, weights, output)
      return output
    }
    assertAlike(both(work), 1e-5)
  })

  it('turn powers into decibels, never below the floor, never without a number', () => {
    const hard = [0, -1, Number.NaN, 1e-45, 1e-10, 1e-5, 0.5, 0.706, 0.709, 1, 1.42, 1.4143, 2, 1e10, 3e38, 123.456]
    const work = (kernels: Kernels) => {
      const values = kernels.floats(1016)
      for (let i = 0; i < 1000; i++) values[i] = 10 ** (i / 30 - 16)
      values.set(hard, 1000)
      kernels.decibels(values, values, values.length, 1e-10)
      return values
    }
    const [fast, plain] = both(work)
    for (let i = 0; i < fast.length; i++) assert.ok(Math.abs(fast[i] - plain[i]) < 3e-5, `${i}: ${fast[i]} and ${plain[i]}`)
  })

  it('measure the shape of a spectrum, of a lone tone and of silence too', () => {
    for (const shaping of [(x: number) => x, (x: number, bin: number) => (bin === 999 ? 3 : x * 1e-9), () => 0]) {
      const work = (kernels: Kernels) => {
        const magnitude = numbers(kernels, 1025, 5, true).map(shaping)
        const held = kernels.floats(1025)
        const power = kernels.floats(1025)
        held.set(magnitude)
        power.set(magnitude.map((m) => m * m))
        const output = kernels.floats(4)
        kernels.shape(held, power, 1024, 0.85, output)
        return output
      }
      assertAlike(both(work), 1e-4)
    }
  })

  it('count changes of sign between any two samples', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), fc.nat(100), (from, length, seed) => {
        const work = (kernels: Kernels) => [kernels.signChanges(numbers(kernels, 150, seed), from, from + length, 1e-10)]
        assertAlike(both(work), 0)
      }),
      { numRuns: 50 },
    )
  })

  it('find the strongest and the weakest of each band, among equals and in short bands too', () => {
    const bands = [
      [0, 19, 1],
      [18, 37, 1],
      [36, 200, 3],
      [200, 632, 9],
      [632, 700, 68],
      [700, 703, 2],
    ].flat()
    for (const rough of [(x: number) => x, (x: number) => Math.round(x * 4), () => 0.5]) {
      const work = (kernels: Kernels) => {
        const values = kernels.floats(703)
        values.set(numbers(kernels, 703, 8).map(rough))
        const table = kernels.integers(bands.length)
        table.set(bands)
        const [peaks, valleys] = [kernels.floats(6), kernels.floats(6)]
        kernels.extremes(values, table, peaks, valleys, kernels.floats(5 * 68))
        return [...peaks, ...valleys]
      }
      assertAlike(both(work), 1e-6)
    }
  })

  it('halve a rate, for any number of samples', () => {
    for (const count of [1, 7, 8, 33]) {
      const work = (kernels: Kernels) => {
        const output = kernels.floats(48)
        kernels.halve(numbers(kernels, 200, 1), 33, numbers(kernels, 16, 2), output, count, kernels.floats(128))
        return output.subarray(0, count)
      }
      assertAlike(both(work), 1e-5)
    }
  })

  it('filter and keep every second number', () => {
    for (const count of [1, 7, 8, 33]) {
      const work = (kernels: Kernels) => {
        const output = kernels.floats(48)
        kernels.everySecond(numbers(kernels, 200, 1), 5, numbers(kernels, 24, 2), output, count, kernels.floats(128))
        return output.subarray(0, count)
      }
      assertAlike(both(work), 1e-5)
    }
  })

  it('multiply a matrix with vectors', () => {
    for (const count of [1, 2, 5]) {
      const work = (kernels: Kernels) => {
        const rows = Array.from({ length: 8 }, (_, row) => numbers(kernels, 24, row))
        const matrix = kernels.floats(8 * 24)
        matrix.set(byFours(rows))
        const values = numbers(kernels, 100, 9)
        const output = kernels.floats(5 * 11)
        kernels.products(values, 13, count, matrix, 24, output, 11)
        const expected = rows[6].reduce((sum, x, i) => sum + x * values[(count - 1) * 13 + i], 0)
        assert.ok(Math.abs(output[(count - 1) * 11 + 6] - expected) < 1e-5)
        return output
      }
      assertAlike(both(work), 1e-5)
    }
  })

  it('measure complex numbers', () => {
    const work = (kernels: Kernels) => {
      const output = kernels.floats(30)
      kernels.magnitudes(numbers(kernels, 3 * 16, 1), 3, 8, 2, output, 10)
      return output
    }
    assertAlike(both(work), 1e-6)
  })

  it('weigh the energy of two channels, over several calls', () => {
    const work = (kernels: Kernels) => {
      const [filter, states, sums] = [kernels.doubles(9), kernels.doubles(8), kernels.doubles(2)]
      filter.set(weighingFilter(kWeighting(44_100)))
      const [left, right] = [numbers(kernels, 900, 1), numbers(kernels, 900, 2)]
      kernels.weighEnergy(left, right, 555, filter, states, sums)
      kernels.weighEnergy(left.subarray(555), right.subarray(555), 345, filter, states, sums)
      const states1 = kState()
      const expected = kWeightedEnergy(kWeighting(44_100), states1, right, 0, 900)
      assert.ok(Math.abs(sums[1] - expected) < 1e-9 * expected, `${sums[1]} and ${expected}`)
      return [...states, ...sums]
    }
    assertAlike(both(work), 1e-9)
  })

  it('find the peak between samples, whatever the block, past what is no number', () => {
    for (const count of [1, 15, 16, 100, 333]) {
      const work = (kernels: Kernels) => {
        const samples = numbers(kernels, 400, count)
        for (let i = 0; i < 400; i++) samples[i] *= i / 400
        samples[5] = Number.NaN
        samples[6] = Infinity
        const taps = numbers(kernels, 36, 9)
        return [kernels.truePeak(samples, 11, 11 + count, taps, 36, 0.001)]
      }
      assertAlike(both(work), 1e-5)
    }
  })

  it('keep numbers in half the room, to one in 512', () => {
    const work = (kernels: Kernels) => {
      const values = numbers(kernels, 64, 3, true)
      for (let i = 0; i < 64; i++) values[i] *= 10 ** (i - 30)
      values[0] = 0
      const packed = kernels.halves(64)
      kernels.pack(values, packed)
      const back = kernels.floats(64)
      kernels.unpack(packed, back)
      for (let i = 0; i < 64; i++) assert.ok(Math.abs(back[i] - values[i]) <= values[i] / 512)
      return [...packed, ...back]
    }
    assertAlike(both(work), 0)
  })

  it('find peaks, on plateaus too', () => {
    for (const rough of [(x: number) => x, (x: number) => Math.round(x * 4)]) {
      const work = (kernels: Kernels) => {
        const values = kernels.floats(104).subarray(0, 101)
        values.set(numbers(kernels, 101, 8).map(rough))
        const bins = kernels.integers(101)
        const count = kernels.peaks(values, 3, 101, 0.1, bins)
        assert.ok(count > 5)
        return [count, ...bins]
      }
      assertAlike(both(work), 0)
    }
  })
})
