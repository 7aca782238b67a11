import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '#kernel'
import { openDotKernel, plainDotKernel } from './dot-kernel.ts'
import { DOT_KERNEL_WASM } from './dot-kernel-wasm.ts'

describe('the dot-product kernel', () => {
  it('is valid WebAssembly here, so that the fast way is the one tested', () => {
    assert.ok(WebAssembly.validate(DOT_KERNEL_WASM))
  })

  it('gives what its TypeScript twin gives, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(3),
        fc.nat(8),
        fc.nat(1000),
        (up, eights, whole, rest, seed) => {
          const rowLength = 8 * eights
          const outputs = 20
          const sampleCount = outputs * (whole + 2) + rowLength
          const random = seededRandom(seed)
          const kernels = [openDotKernel, plainDotKernel].map((open) => open(sampleCount, up, rowLength, outputs))
          for (let i = 0; i < sampleCount; i++) kernels[0].samples[i] = kernels[1].samples[i] = random.next() - 0.5
          for (let i = 0; i < up * rowLength; i++) kernels[0].taps[i] = kernels[1].taps[i] = random.next() - 0.5
          for (const kernel of kernels) kernel.run(outputs, { start: 0, phase: 0, up, whole, rest: rest % up })
          for (let i = 0; i < outputs; i++) assert.ok(Math.abs(kernels[0].output[i] - kernels[1].output[i]) < 1e-5)
        },
      ),
    )
  })
})
