// The same music in every format sounds the same to Deepcut: one piece turned into six formats, measured by `deepcut analyze`.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { deepcut } from './deepcut.ts'
import { gatherFigures } from './figures.ts'
import { readyMusic } from './ready.ts'

const run = promisify(execFile)

/** What `analyze --json` prints for a file, as far as this test reads it. */
interface Analysed {
  readonly path: string
  readonly durationS: number
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly loudness: { readonly integratedLufs: number | null }
  readonly tempo: { readonly bpm: number; readonly confidence: number } | null
  readonly key: { readonly camelot: string } | null
  readonly descriptors: Readonly<Record<string, { readonly mean: readonly number[] }>>
  readonly vector: readonly number[]
}

const FORMATS = [
  ['flac', ['-c:a', 'flac'], 0.999],
  ['wav', ['-c:a', 'pcm_s16le'], 0.999],
  ['aiff', ['-c:a', 'pcm_s16be'], 0.999],
  ['mp3', ['-c:a', 'libmp3lame', '-b:a', '192k'], 0.97],
  ['ogg', ['-c:a', 'libvorbis', '-q:a', '5'], 0.97],
  ['opus', ['-c:a', 'libopus', '-b:a', '128k'], 0.97],
  ['m4a', ['-c:a', 'aac', '-b:a', '192k'], 0.97],
] as const

const cosine = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0)

const { library, skip } = await readyMusic()
const folder = mkdtempSync(join(tmpdir(), 'deepcut-formats-'))
const figures = gatherFigures()

describe('one piece in every format', { skip }, () => {
  after(() => {
    figures.print('Formats: the same piece against its FLAC')
    rmSync(folder, { recursive: true, force: true })
  })

  it('is as good as the same, and nearer to itself than any other piece is', async () => {
    const source = library!.pieces.find((piece) => piece.form === 'flac' && piece.kind === 'rock' && piece.durationS > 100)!
    const others = library!.pieces.filter((piece) => piece.form === 'original' && piece.durationS < 240).slice(0, 3)
    for (const [ending, encoder] of FORMATS) {
      await run('ffmpeg', [
        '-nostdin',
        '-v',
        'error',
        '-y',
        '-i',
        join(library!.folder, source.path),
        '-t',
        '60',
        '-vn',
        ...encoder,
        join(folder, `piece.${ending}`),
      ])
    }
    const paths = [
      ...FORMATS.map(([ending]) => join(folder, `piece.${ending}`)),
      ...others.map((piece) => join(library!.folder, piece.path)),
    ]
    const { document } = await deepcut<Analysed[]>(join(folder, 'home'), ['analyze', ...paths])
    assert.equal(document.length, paths.length)
    const [reference, ...rest] = document
    const nearestOther = Math.max(...rest.slice(FORMATS.length - 1).map((other) => cosine(reference.vector, other.vector)))
    for (const [index, [ending, , similarityMin]] of FORMATS.entries()) {
      const analysed = document[index]
      const similarity = cosine(reference.vector, analysed.vector)
      figures.note(
        ending,
        `${analysed.codec}, ${analysed.durationS.toFixed(2)} s, cosine ${similarity.toFixed(4)}, ${analysed.tempo?.bpm.toFixed(1) ?? 'no'} BPM, ${analysed.key?.camelot ?? 'no key'}, ${analysed.loudness.integratedLufs?.toFixed(1)} LUFS`,
      )
      assert.ok(Math.abs(analysed.durationS - 60) < 0.1, `${ending}: ${analysed.durationS} s, and 60 s were written`)
      assert.ok(similarity >= similarityMin, `${ending}: cosine ${similarity} to the FLAC`)
      assert.ok(similarity > nearestOther, `${ending} is farther from the FLAC than another piece is (${nearestOther})`)
      assert.ok(Math.abs(analysed.loudness.integratedLufs! - reference.loudness.integratedLufs!) < 0.5, `${ending}: loudness`)
      assert.equal(analysed.key?.camelot, reference.key?.camelot, `${ending}: key`)
      if (reference.tempo && analysed.tempo)
        assert.ok(
          Math.abs(analysed.tempo.bpm / reference.tempo.bpm - 1) < 0.02,
          `${ending}: ${analysed.tempo.bpm} BPM, and the FLAC ${reference.tempo.bpm}`,
        )
      assert.equal(analysed.tempo === null, reference.tempo === null, `${ending}: a pulse in one and none in the other`)
    }
    figures.note('nearest other piece', `cosine ${nearestOther.toFixed(4)}`)
  })

  it('is described in full, with numbers only', async () => {
    const piece = library!.pieces.find((one) => one.form === 'opus')!
    const { document } = await deepcut<Analysed[]>(join(folder, 'home'), ['analyze', join(library!.folder, piece.path)])
    const [analysed] = document
    assert.deepEqual([analysed.channels, Math.round(analysed.durationS)], [2, Math.round(piece.durationS)])
    for (const name of ['mfcc', 'spectral_centroid', 'spectral_bandwidth', 'spectral_rolloff', 'spectral_contrast', 'zcr', 'rms']) {
      assert.ok(analysed.descriptors[name].mean.every(Number.isFinite), name)
    }
    assert.ok(analysed.vector.every(Number.isFinite))
    assert.ok(Math.abs(Math.hypot(...analysed.vector) - 1) < 1e-4)
  })
})
