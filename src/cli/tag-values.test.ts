// What an analysis has to say in tags: only what is sure, spelled as players read it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Analysis } from '#analysis'
import { TAG_KINDS, type TagWish, tagValues } from './tag-values.ts'

const WISH: TagWish = { only: TAG_KINDS, notation: 'standard', confidenceMin: 0.5 }
const heard = (set: Partial<Analysis>): Analysis =>
  ({
    extent: 'whole',
    tempo: { bpm: 127.984, confidence: 0.9 },
    key: { tonic: 'D#', mode: 'minor', camelot: '2A', confidence: 0.8, tuningCents: 3 },
    loudness: { integratedLufs: -9.5, rangeLu: 4, truePeakDbtp: -0.5 },
    ...set,
  }) as Analysis

describe('values for tags', () => {
  it('are the tempo, the key as musicians write it, and ReplayGain 2.0 at -18 LUFS', () => {
    assert.deepEqual(tagValues(heard({}), { gainDb: -7.25, peak: 1.01 }, WISH), {
      values: {
        BPM: '127.98',
        INITIALKEY: 'Ebm',
        REPLAYGAIN_TRACK_GAIN: '-8.50 dB',
        REPLAYGAIN_TRACK_PEAK: '0.944061',
        REPLAYGAIN_ALBUM_GAIN: '-7.25 dB',
        REPLAYGAIN_ALBUM_PEAK: '1.010000',
        // RFC 7845: towards -23 LUFS, in steps of 1/256 dB.
        R128_TRACK_GAIN: String(-13.5 * 256),
        R128_ALBUM_GAIN: String(-12.25 * 256),
      },
      left: [],
    })
    assert.equal(tagValues(heard({}), null, { ...WISH, notation: 'camelot' }).values.INITIALKEY, '2A')
    const key = { tonic: 'G#', mode: 'major', camelot: '4B', confidence: 0.8, tuningCents: 0 } as const
    assert.equal(tagValues(heard({ key }), null, WISH).values.INITIALKEY, 'Ab')
  })

  it('leave out what is not sure enough, and say so', () => {
    const unsure = heard({ tempo: { bpm: 90, confidence: 0.3 }, key: null })
    assert.deepEqual(tagValues(unsure, null, { ...WISH, only: ['bpm', 'key'] }), {
      values: {},
      left: [
        { kind: 'bpm', why: '90.0 BPM is not sure enough (0.30)' },
        { kind: 'key', why: 'it has no key' },
      ],
    })
    assert.equal(tagValues(unsure, null, { ...WISH, only: ['bpm'], confidenceMin: 0.2 }).values.BPM, '90')
  })

  it('say nothing of the loudness of a file that was heard in part, or is silent', () => {
    const only = { ...WISH, only: ['replaygain'] as const }
    assert.deepEqual(tagValues(heard({ extent: 'excerpt' }), null, only).values, {})
    const silent = heard({ loudness: { integratedLufs: null, rangeLu: null, truePeakDbtp: null } })
    assert.deepEqual(tagValues(silent, null, only).values, {})
  })
})
