import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Overview } from './overview.ts'

describe('the waveform overview', () => {
  it('has a slot a frame while they last, then merges neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (frames) => {
        const overview = new Overview(64)
        for (let i = 0; i < frames; i++) overview.add(i / 3000, 1000, 0.1)
        const { count, peaks, brightness } = overview.finish()
        assert.ok(count <= 64 && (frames <= 64 ? count === frames : count > 32))
        assert.equal(peaks.length, count)
        assert.equal(brightness.length, count)
        for (let i = 1; i < count; i++) assert.ok(peaks[i] >= peaks[i - 1])
        if (frames > 0) assert.equal(peaks[count - 1], Math.round(255 * Math.fround((frames - 1) / 3000)))
      }),
    )
  })

  it('weighs brightness by level, on a log scale from 100 Hz to 10 kHz', () => {
    const overview = new Overview(2)
    overview.add(1, 1000, 1)
    overview.add(1, 99_000, 0)
    overview.add(2, 20, 1)
    overview.add(0, 0, 0)
    const { peaks, brightness } = overview.finish()
    assert.deepEqual([...peaks], [255, 255])
    assert.deepEqual([...brightness], [128, 0])
  })
})
