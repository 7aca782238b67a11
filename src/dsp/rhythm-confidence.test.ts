import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { metreConfidence, tempoConfidence } from './rhythm-confidence.ts'

describe('the confidence of a rhythm', () => {
  it('rises with the share, stays within 0 and 1, and never claims certainty', () => {
    for (const confidence of [(share: number) => tempoConfidence(share, 1), metreConfidence]) {
      let last = 0
      for (let share = 0; share <= 1; share += 0.01) {
        assert.ok(confidence(share) >= last && confidence(share) < 1)
        last = confidence(share)
      }
    }
  })

  it('of a tempo falls with a weak pulse, however clear the reading', () => {
    assert.ok(tempoConfidence(1, 0.02) < 0.4 && tempoConfidence(1, 0.06) > 0.95)
  })
})
