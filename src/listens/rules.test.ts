// What counts, what was heard to the end, what is a skip. That the store's SQL agrees is tested in its contract.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isCompleted, isCounted, isSkip, type Played } from './rules.ts'

const IN_2024 = Date.UTC(2024, 0, 1)
const IN_2019 = Date.UTC(2019, 0, 1)
const played = (msPlayed: number, reasonEnd: string | null = null, skipped: boolean | null = null, endedAtMs = IN_2024): Played => ({
  msPlayed,
  reasonEnd,
  skipped,
  endedAtMs,
})

describe('a counted listen', () => {
  it('is 30 s long, whatever ended it', () => {
    assert.equal(isCounted(played(30_000, 'fwdbtn', true)), true)
    assert.equal(isCounted(played(29_999, 'fwdbtn', true)), false)
  })
  it('or half the track, where its length is known', () => {
    assert.equal(isCounted(played(20_000, 'fwdbtn'), 40_000), true)
    assert.equal(isCounted(played(19_999, 'fwdbtn'), 40_000), false)
    assert.equal(isCounted(played(20_000, 'fwdbtn'), null), false)
    assert.equal(isCounted(played(20_000, 'fwdbtn'), 0), false)
  })
  it('or played to the end: a 25 s interlude counts (ListenBrainz leaves it out)', () => {
    assert.equal(isCounted(played(25_000, 'trackdone')), true)
  })
  it('but 0 ms is nothing, whatever the source says', () => {
    assert.equal(isCounted(played(0, 'trackdone'), 200_000), false)
    assert.equal(isCompleted(played(0, 'trackdone')), false)
  })
})

describe('a skip', () => {
  it('is what the source says, or what the buttons say', () => {
    assert.equal(isSkip(played(5000, 'unknown', true)), true)
    assert.equal(isSkip(played(5000, 'fwdbtn', null)), true)
    assert.equal(isSkip(played(5000, 'fwdbtn', false)), true)
    assert.equal(isSkip(played(90_000, 'backbtn', false)), true)
  })
  it('is not one after playing to the end, or as good as', () => {
    assert.equal(isSkip(played(200_000, 'trackdone', true)), false)
    assert.equal(isSkip(played(195_000, 'fwdbtn', true), 200_000), false)
    assert.equal(isSkip(played(150_000, 'fwdbtn', true), 200_000), true)
  })
  it('stopping is one, unless a flag that can be trusted denies it: from 2015 to 2022 Spotify said false for every row', () => {
    assert.equal(isSkip(played(5000, 'endplay', null)), true)
    assert.equal(isSkip(played(5000, 'endplay', false, IN_2019)), true)
    assert.equal(isSkip(played(5000, 'endplay', false, IN_2024)), false)
  })
  it('what nobody chose is none: errors, closed apps, lost connections, other words, no word', () => {
    for (const reason of ['trackerror', 'unexpected-exit', 'logout', 'remote', 'unknown', 'clickrow', '', null])
      assert.equal(isSkip(played(5000, reason, false)), false, String(reason))
  })
  it('can be a counted listen as well: 40 s, then forward', () => {
    assert.deepEqual([isSkip(played(40_000, 'fwdbtn')), isCounted(played(40_000, 'fwdbtn'))], [true, true])
  })
})
