// What the renders are made from: chords that are in their key, and truth that is read from MIDI files as they are.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Fault, seededRandom } from '#kernel'
import { readMidiClock } from './midi-clock.ts'
import { progression } from './progression.ts'
import { prepareRenders } from './renders.ts'
import { writeScore } from './score.ts'
import { findRenderTools } from './tools.ts'

const TICKS = 192

/** A MIDI file of one track from events of `[tick, ...bytes]`. */
function midiFile(events: readonly (readonly [number, ...number[]])[]): Uint8Array {
  const track: number[] = []
  let before = 0
  for (const [tick, ...bytes] of [...events].sort((a, b) => a[0] - b[0])) {
    const delta = tick - before
    before = tick
    if (delta > 127) track.push(0x80 | (delta >> 7))
    track.push(delta & 127, ...bytes)
  }
  const length = [track.length >> 24, track.length >> 16, track.length >> 8, track.length].map((byte) => byte & 255)
  return Uint8Array.from([...text('MThd'), 0, 0, 0, 6, 0, 1, 0, 1, TICKS >> 8, TICKS & 255, ...text('MTrk'), ...length, ...track])
}

const text = (word: string) => [...Buffer.from(word, 'latin1')]
const tempo = (bpm: number): [number, ...number[]] => {
  const us = Math.round(60e6 / bpm)
  return [0, 0xff, 0x51, 3, us >> 16, (us >> 8) & 255, us & 255]
}
const marker = (tick: number, word: string): [number, ...number[]] => [tick, 0xff, 6, word.length, ...text(word)]
const signature = (upper: number, lowerPower: number): [number, ...number[]] => [0, 0xff, 0x58, 4, upper, lowerPower, 24, 8]
const keySignature = (tick: number, sharps: number, minor: 0 | 1): [number, ...number[]] => [tick, 0xff, 0x59, 2, sharps & 255, minor]
const notes = (count: number, channel: number): [number, ...number[]][] => Array.from({ length: count }, () => [0, 0x90 | channel, 60, 90])

describe('the clock of a MIDI file', () => {
  const bars = (quarters: number) => [0, 1, 2].map((bar) => marker(bar * quarters * TICKS, bar < 2 ? 'bar' : 'end'))

  it('counts 4/4 in crotchets, and reads keys from their signatures', () => {
    const clock = readMidiClock(
      midiFile([tempo(120), signature(4, 2), keySignature(0, -3, 1), keySignature(4 * TICKS, 4, 0), ...bars(4), ...notes(3, 0)]),
    )!
    assert.deepEqual([clock.timeSignature, clock.beatsPerBar, clock.tempoBpm], ['4/4', 4, 120])
    assert.deepEqual(clock.barsS, [0, 2, 4])
    assert.deepEqual(clock.keys, [
      { fromS: 0, toS: 2, tonic: 'C', mode: 'minor' },
      { fromS: 2, toS: 4, tonic: 'E', mode: 'major' },
    ])
  })

  it('counts 6/8 in dotted crotchets, whether its quavers were written as quavers or as crotchets', () => {
    const asCrotchets = readMidiClock(midiFile([tempo(180), signature(6, 3), ...bars(6)]))!
    assert.deepEqual([asCrotchets.timeSignature, asCrotchets.beatsPerBar, Math.round(asCrotchets.tempoBpm)], ['6/8', 2, 60])
    const asQuavers = readMidiClock(midiFile([tempo(90), signature(6, 3), ...bars(3)]))!
    assert.deepEqual([asQuavers.beatsPerBar, Math.round(asQuavers.tempoBpm)], [2, 60])
  })

  it('knows a bar of three without a signature, and refuses bars that contradict theirs', () => {
    assert.equal(readMidiClock(midiFile([tempo(120), ...bars(3)]))?.timeSignature, '3/4')
    assert.equal(readMidiClock(midiFile([tempo(120), signature(6, 3), ...bars(4)])), null)
    assert.equal(readMidiClock(midiFile([tempo(120), tempo(90), ...bars(4)])), null)
  })

  it('claims no key for drums', () => {
    assert.deepEqual(readMidiClock(midiFile([tempo(120), keySignature(0, 1, 0), ...bars(4), ...notes(40, 9)]))!.keys, [])
  })
})

describe('a score', () => {
  const groove = { name: 'stdlib/waltz:Waltz', file: 'stdlib/waltz', metre: '3/4' } as const

  it('is the same for the same seed, and lasts 40 to 60 seconds', () => {
    const clock = { barQuarters: 3, beatQuarters: 1 }
    assert.deepEqual(writeScore(groove, clock, 1, 5), writeScore(groove, clock, 1, 5))
    assert.notEqual(writeScore(groove, clock, 2, 5).mma, writeScore(groove, clock, 1, 5).mma)
    for (let index = 0; index < 24; index++) {
      const { mma } = writeScore(groove, clock, 1, index)
      const bpm = Number(/Tempo ([\d.]+)/.exec(mma)?.[1])
      const seconds = (mma.match(/MidiMark bar/g)!.length * 3 * 60) / bpm
      assert.ok(bpm >= 60 && bpm <= 190 && seconds >= 40 && seconds <= 64, `${bpm} BPM, ${seconds} s`)
    }
  })

  it('stays in its key: home more than any other chord, borrowed ones rarely', () => {
    const random = seededRandom(1)
    const chords = Array.from({ length: 50 }, () => progression({ tonic: 2, mode: 'major' }, 32, random)).flat()
    const share = (pattern: RegExp) => chords.filter((chord) => pattern.test(chord)).length / chords.length
    assert.ok(share(/^D(M7)?$/) > 0.35)
    assert.ok(share(/^(D|Em|F#m|Gbm|G|A|Bm)(M?7|m7)?$/) > 0.9)
    assert.equal(progression({ tonic: 9, mode: 'minor' }, 17, random).at(-1), 'Am')
  })
})

describe('the tools', () => {
  it('are asked for by the names of their packages', () => {
    const isMissing = (error: unknown) =>
      error instanceof Fault && error.code === 'RENDER_TOOLS_MISSING' && /apt-get install mma fluidsynth/.test(error.message)
    assert.throws(() => findRenderTools({ PATH: '' }), isMissing)
  })
})

describe('renders that are there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-renders-'))
  after(() => rmSync(folder, { recursive: true }))
  const request = { folder, seed: 1, env: { PATH: '' } }

  it('are taken as they are, without the tools; more of them need the tools', async () => {
    const piece = { name: 's1-000', file: 's1-000.wav', split: 'test', style: 'a:B', key: null }
    writeFileSync(join(folder, 'truth.json'), JSON.stringify({ version: 1, seed: 1, about: '', pieces: [piece] }))
    writeFileSync(join(folder, 's1-000.wav'), '')
    const [kept] = await prepareRenders({ ...request, count: 1 })
    assert.deepEqual([kept.path, kept.style], [join(folder, 's1-000.wav'), 'a:B'])
    assert.deepEqual(await prepareRenders({ ...request, count: 0 }), [])
    await assert.rejects(prepareRenders({ ...request, count: 2 }), { code: 'RENDER_TOOLS_MISSING' })
  })
})
