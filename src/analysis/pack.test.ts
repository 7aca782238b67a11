import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Fault } from '#kernel'
import { packAnalysis, unpackAnalysis } from './pack.ts'
import { sampleAnalysis } from './store.contract.ts'

const unreadable = (error: unknown) => error instanceof Fault && error.code === 'ANALYSIS_UNREADABLE'

describe('a packed analysis', () => {
  it('unpacks to the same, and is small', () => {
    const analysis = sampleAnalysis(4)
    const bytes = packAnalysis(analysis)
    assert.deepEqual(unpackAnalysis(bytes, analysis.vector), analysis)
    assert.ok(bytes.length < 1600, `${bytes.length} bytes`)
  })

  it('keeps null where there is no tempo or key', () => {
    const analysis = {
      ...sampleAnalysis(1),
      tempo: null,
      key: null,
      beatsS: [],
      waveform: { count: 0, peaks: new Uint8Array(0), brightness: new Uint8Array(0) },
    }
    assert.deepEqual(unpackAnalysis(packAnalysis(analysis), analysis.vector), analysis)
  })

  it('that is cut short, of another version or something else is refused', () => {
    const bytes = packAnalysis(sampleAnalysis(1))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) =>
        assert.throws(() => unpackAnalysis(bytes.subarray(0, length), new Float32Array(0)), unreadable),
      ),
    )
    const newer = Uint8Array.from(bytes)
    newer[4] = 99
    assert.throws(() => unpackAnalysis(newer, new Float32Array(0)), unreadable)
    assert.throws(() => unpackAnalysis(new Uint8Array(100), new Float32Array(0)), unreadable)
  })
})
