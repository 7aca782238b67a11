// What is promised of the scores: the same every time, musical in form, and true about themselves.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { ALBUMS, albumOf, PIECES } from './albums.ts'
import { chordOf, PITCH_NAMES, progression } from './composing/theory.ts'
import { voice } from './composing/voicing.ts'
import { durationOf, type Score, secondsOf } from './score.ts'
import { compose } from './styles/compose.ts'
import { fileOf, truthOf } from './truth.ts'

const scores = new Map(PIECES.map((piece) => [piece, compose(piece, 1)]))
const hashOf = (score: Score) => createHash('sha256').update(JSON.stringify(score)).digest('hex')

describe('the library', () => {
  it('has at least 32 pieces in at least eight styles by ten to twelve artists on albums of two to four', () => {
    assert.ok(PIECES.length >= 32)
    assert.ok(new Set(PIECES.map(({ style }) => style)).size >= 8)
    const artists = new Set(ALBUMS.map(({ artist }) => artist))
    assert.ok(artists.size >= 10 && artists.size <= 12)
    for (const { title, pieces } of ALBUMS) assert.ok(pieces.length >= 2 && pieces.length <= 4, title)
  })

  it('has no two pieces of the same title, file or id', () => {
    for (const name of [(i: number) => PIECES[i].title, (i: number) => fileOf(PIECES[i]), (i: number) => PIECES[i].id])
      assert.equal(new Set(PIECES.map((_, i) => name(i))).size, PIECES.length)
  })

  it('names files that every file system takes', () => {
    for (const piece of PIECES) assert.match(fileOf(piece), /^[^\\:*?"<>|]+$/)
  })
})

describe('each score', () => {
  for (const [piece, score] of scores) {
    it(`${piece.title}: 45 to 60 s, in sections, with melody, rests and more than one kind of bar`, () => {
      const duration = durationOf(score)
      assert.ok(duration >= 45 && duration <= 60, `${duration} s`)
      assert.ok(score.sections.length >= 4)
      assert.equal(
        score.sections.reduce((sum, { bars }) => sum + bars, 0),
        score.bars,
      )
      assert.ok(score.parts.filter(({ notes }) => notes.length > 0).length >= 2)
      for (const { name, notes } of score.parts) {
        for (const note of notes) {
          assert.ok(
            Number.isFinite(note.beat) && note.beat > -1 && note.beat < score.bars * score.setting.beatsPerBar,
            `${name}: beat ${note.beat}`,
          )
          assert.ok(note.beats > 0 && note.velocity > 0 && note.velocity <= 1, `${name}: ${JSON.stringify(note)}`)
          assert.ok(note.midi >= 24 && note.midi <= 108, `${name}: note ${note.midi}`)
        }
      }
    })

    it(`${piece.title}: no stretch of 15 s in which every bar is the same`, () => {
      const { beatsPerBar, tempoBpm } = score.setting
      const bars = Array.from({ length: score.bars }, (_, bar) =>
        score.parts
          .flatMap(({ name, notes }) =>
            notes
              .filter(({ beat }) => Math.floor(beat / beatsPerBar + 1e-9) === bar)
              .map(({ beat, midi }) => `${name} ${(beat - bar * beatsPerBar).toFixed(3)} ${midi}`),
          )
          .sort()
          .join(),
      )
      const width = Math.ceil((15 * tempoBpm) / 60 / beatsPerBar)
      for (let from = 0; from + width <= bars.length; from++) {
        const different = new Set(bars.slice(from, from + width)).size
        assert.ok(different >= Math.min(3, width), `bars ${from} to ${from + width}: ${different} different`)
      }
    })
  }

  it('is the same every time, and another with another seed', () => {
    for (const [piece, score] of [...scores].slice(0, 12)) {
      assert.equal(hashOf(compose(piece, 1)), hashOf(score))
      assert.notEqual(hashOf(compose(piece, 2)), hashOf(score))
    }
  })

  it('has notes that mostly belong to its key', () => {
    for (const [piece, score] of scores) {
      const tonic = PITCH_NAMES.indexOf(piece.tonic)
      const scale = new Set(
        (piece.mode === 'major' ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10, 9, 11]).map((step) => (step + tonic) % 12),
      )
      const notes = score.parts
        .filter(({ instrument }) => instrument.kind !== 'drum' && instrument.kind !== 'texture')
        .flatMap((part) => part.notes)
      const share = notes.filter(({ midi }) => scale.has(midi % 12)).length / notes.length
      assert.ok(share > 0.8, `${piece.title}: ${share.toFixed(2)}`)
    }
  })
})

describe('the truth', () => {
  for (const [piece, score] of scores) {
    it(`about ${piece.title}: beats inside the piece, evenly apart, bars among them`, () => {
      const truth = truthOf(piece, score)
      const step = 60 / truth.tempoBpm
      assert.equal(truth.beatsS.length, score.bars * score.setting.beatsPerBar)
      assert.ok(
        truth.beatsS.every(
          (beat, i) => beat >= 0 && beat < truth.durationS && (i === 0 || Math.abs(beat - truth.beatsS[i - 1] - step) < 2e-6),
        ),
      )
      assert.ok(truth.downbeatsS.every((beat) => truth.beatsS.includes(beat)))
      assert.equal(truth.downbeatsS.length, score.bars)
      assert.ok(truth.sections.every(({ startS, endS }, i) => startS < endS && (i === 0 || startS === truth.sections[i - 1].endS)))
      assert.ok(albumOf(piece).pieces.includes(piece))
      if (score.duckBeats.length === 0) return
      // The kick's own quarters are where the truth says beats are.
      const onBeats = score.duckBeats.filter((beat) => Number.isInteger(beat))
      assert.ok(onBeats.every((beat) => Math.abs(secondsOf(score.setting, beat) - truth.beatsS[beat]) < 1e-5))
    })
  }
})

describe('harmony', () => {
  it('reads chords by numeral, in any key', () => {
    assert.deepEqual(chordOf('bVImaj7', 9), { symbol: 'bVImaj7', root: 5, intervals: [0, 4, 7, 11], bass: 5 })
    assert.deepEqual(chordOf('ii9', 0).intervals, [0, 3, 7, 10, 14])
    assert.equal(chordOf('V7/3', 0).bass, 11)
    assert.throws(() => chordOf('H7', 0), /No chord: H7/)
  })

  it('moves voices little from chord to chord', () => {
    const register = { low: 55, high: 79 }
    const voicings: number[][] = []
    for (const { chord } of progression('i9|iv9|bVIImaj7|bIIImaj9|bVImaj7|v7', 2, 6, 4, 0))
      voicings.push(voice(chord, voicings[voicings.length - 1] ?? null, register))
    for (const [i, next] of voicings.entries()) {
      assert.ok(next[0] >= 55 && next[next.length - 1] <= 79)
      if (i === 0) continue
      const moves = next.map((note) => Math.min(...voicings[i - 1].map((other) => Math.abs(note - other))))
      assert.ok(moves.reduce((sum, move) => sum + move, 0) / moves.length <= 2.5, `${voicings[i - 1]} to ${next}`)
    }
  })
})
