import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { CHANGE_FRAMES, HarmonicChange } from './harmonic-change.ts'

const BANDS = 128

/** The changes of a sequence of log-mel spectra. */
function changesOf(frames: readonly Float32Array[]): Float32Array[] {
  const harmony = new HarmonicChange()
  for (const frame of frames) harmony.add(frame)
  return harmony.finish()
}

/** A spectrum with loud bands. */
const chord = (...loud: number[]): Float32Array => Float32Array.from({ length: BANDS }, (_, band) => (loud.includes(band) ? 0 : -70))

describe('the harmonic change', () => {
  it('is greatest where the chord changes, and nothing while it stays', () => {
    const frames = Array.from({ length: 160 }, (_, i) => (i < 80 ? chord(4, 20, 30) : chord(7, 25, 40)))
    for (const changes of changesOf(frames)) {
      assert.equal(changes.length, 160 / CHANGE_FRAMES)
      assert.equal(changes.indexOf(Math.max(...changes)), 80 / CHANGE_FRAMES)
      assert.ok(changes[80 / CHANGE_FRAMES] > 0.5 && changes[2] < 1e-6 && changes[38] < 1e-6)
    }
  })

  it('of the bass and of the chords are told apart', () => {
    const frames = Array.from({ length: 160 }, (_, i) => (i < 80 ? chord(4, 20, 30, 50) : chord(9, 20, 30, 50)))
    const [chords, , bass] = changesOf(frames)
    assert.ok(bass[20] > 3 * chords[20], `${bass[20]} ${chords[20]}`)
  })

  it('is the cosine distance of the sums on both sides, at the ends too', () => {
    const random = seededRandom(5)
    const snapshots = Array.from({ length: 30 }, () => Float32Array.from({ length: BANDS }, () => -60 * random.next()))
    const frames = snapshots.flatMap((snapshot) => new Array<Float32Array>(CHANGE_FRAMES).fill(snapshot))
    const [chords] = changesOf(frames)
    const sumOf = (from: number, to: number, band: number) =>
      snapshots.slice(Math.max(0, from), to).reduce((sum, snapshot) => sum + 10 ** (snapshot[band] / 40), 0)
    for (const at of [1, 4, 5, 15, 26, 29]) {
      let [both, before, after] = [0, 0, 0]
      for (let band = 6; band < 70; band++) {
        const [a, b] = [sumOf(at - 5, at, band), sumOf(at, at + 5, band)]
        both += a * b
        before += a * a
        after += b * b
      }
      assert.ok(Math.abs(chords[at] - (1 - both / Math.sqrt(before * after))) < 1e-5, `at ${at}`)
    }
  })

  it('of nothing is nothing', () => {
    assert.deepEqual(
      changesOf([]).map((changes) => changes.length),
      [0, 0, 0],
    )
  })
})
