// Files that lie, are cut off, or were never music: the outcome is always an analysis or a coded fault, soon, and never a throw.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type Random, seededRandom } from '#kernel'
import { analyseFile } from '../analyse-file.ts'
import type { AnalysisOutcome } from '../analysis.ts'
import { hasFfmpeg } from './ffmpeg.ts'
import { wavBytes } from './wav-bytes.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-hostile-'))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'file.bin')
const LIMIT_MS = 20_000

async function outcomeOf(bytes: Uint8Array): Promise<AnalysisOutcome> {
  writeFileSync(path, bytes)
  const startedMs = performance.now()
  const outcome = await analyseFile(path)
  assert.ok(performance.now() - startedMs < LIMIT_MS, 'it took too long')
  if (outcome.ok) {
    for (const statistics of Object.values(outcome.analysis.descriptors))
      for (const row of Object.values(statistics)) assert.ok(row.every(Number.isFinite))
    assert.ok(outcome.analysis.vector.every(Number.isFinite))
  } else {
    assert.match(outcome.code, /^[A-Z][A-Z_]+$/)
    assert.ok(outcome.message.includes(path), outcome.message)
  }
  return outcome
}

const codeOf = (outcome: AnalysisOutcome) => (outcome.ok ? 'ok' : outcome.code)
const tone = [Float32Array.from({ length: 22_050 }, (_, i) => 0.5 * Math.sin(i * 0.1))]
const wav = wavBytes(tone, { sampleRateHz: 22_050, bits: 16 })

describe('a file that is no music', () => {
  it('is told by its code', async () => {
    assert.equal(codeOf(await outcomeOf(new Uint8Array(0))), 'FILE_EMPTY')
    const missing = await analyseFile(join(folder, 'no-such-file.mp3'))
    assert.equal(codeOf(missing), 'FILE_MISSING')
    mkdirSync(join(folder, 'sub.mp3'))
    assert.equal(codeOf(await analyseFile(join(folder, 'sub.mp3'))), 'NOT_A_FILE')
  })

  it('of random bytes, one byte or text fails, with or without ffmpeg', async () => {
    const random = seededRandom(2)
    const noise = Uint8Array.from({ length: 100_000 }, () => random.below(256))
    const expected = (await hasFfmpeg()) ? 'DECODE_FAILED' : 'FFMPEG_MISSING'
    for (const bytes of [noise, Uint8Array.of(0xff), new TextEncoder().encode('#EXTM3U\nhttp://127.0.0.1/x.mp3\n'.repeat(50))]) {
      assert.equal(codeOf(await outcomeOf(bytes)), expected)
    }
  })

  it('but only the head of one has no sound', async () => {
    assert.equal(codeOf(await outcomeOf(wav.subarray(0, 44))), 'NO_AUDIO')
  })
})

describe('a WAV whose header lies', () => {
  const patched = (at: number, bytes: readonly number[]) => {
    const out = Uint8Array.from(wav)
    out.set(bytes, at)
    return out
  }
  it('about its size is read to its end', async () => {
    const outcome = await outcomeOf(patched(40, [0xf0, 0xff, 0xff, 0x7f]))
    assert.ok(outcome.ok && outcome.analysis.durationS === 1)
  })
  it('about rate, channels, bits or chunk sizes fails or is read, and ends', async () => {
    const lies = [
      patched(24, [1, 0, 0, 0]),
      patched(24, [255, 255, 255, 255]),
      patched(22, [0, 0]),
      patched(22, [255, 255]),
      patched(34, [0, 0]),
      patched(34, [7, 0]),
    ]
    for (const bytes of [...lies, patched(16, [255, 255, 255, 255]), patched(16, [0, 0, 0, 0])]) await outcomeOf(bytes)
  })
  it('and that is cut anywhere gives what is there', async () => {
    const half = await outcomeOf(wav.subarray(0, wav.length / 2))
    assert.ok(half.ok && half.analysis.durationS > 0.4)
  })
})

const GOLDEN_MP3 = join(import.meta.dirname, '../../../../shared/data/golden/fma_000002.mp3')
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

describe('damaged files of every bundled format', { skip: ffmpeg ? false : 'no ffmpeg on PATH to make the files with' }, () => {
  const source = join(folder, 'source.wav')
  const stereo = [0, 1].map((c) => Float32Array.from({ length: 66_150 }, (_, i) => 0.4 * Math.sin(i * 0.05 * (c + 1)) * Math.sin(i * 2e-4)))
  writeFileSync(source, wavBytes(stereo, { bits: 16 }))
  const formats: [string, string[]][] = [
    ['mp3', []],
    ['flac', []],
    ['ogg', ['-c:a', 'libvorbis']],
    ['opus', []],
    ['aiff', []],
    ['oga', ['-c:a', 'flac', '-f', 'ogg']],
  ]
  for (const [ending, options] of formats) {
    it(`${ending}: cut, overwritten, shortened or doubled, it is analysed or told`, async () => {
      const whole = join(folder, `whole.${ending}`)
      execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', source, ...options, whole])
      const bytes = Uint8Array.from(readFileSync(whole))
      assert.equal(codeOf(await outcomeOf(bytes)), 'ok')
      const random = seededRandom(ending)
      for (let kind = 0; kind < 5; kind++) await outcomeOf(damaged(bytes, kind, random))
    })
  }
})

function damaged(bytes: Uint8Array, kind: number, random: Random): Uint8Array {
  const at = random.below(bytes.length)
  const length = random.below(bytes.length - at)
  const out = bytes.slice()
  if (kind === 0) return out.subarray(0, at)
  if (kind === 1) for (let i = 0; i < 20; i++) out[random.below(bytes.length)] = random.below(256)
  if (kind === 2) for (let i = 0; i < 5; i++) out[random.below(Math.min(200, bytes.length))] = random.below(256)
  if (kind === 3) for (let i = at; i < at + length; i++) out[i] = random.below(256)
  if (kind === 4) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
  return out
}

describe('a long MP3 with a hole', { skip: ffmpeg ? false : 'needs the golden MP3' }, () => {
  it('keeps what stands before and after the hole', async (t) => {
    let bytes: Uint8Array
    try {
      bytes = Uint8Array.from(readFileSync(GOLDEN_MP3))
    } catch {
      return t.skip(`no golden MP3 at ${GOLDEN_MP3}`)
    }
    bytes.fill(0, bytes.length * 0.4, bytes.length * 0.5)
    const outcome = await outcomeOf(bytes)
    assert.ok(outcome.ok && outcome.analysis.durationS > 24, codeOf(outcome))
  })
})
