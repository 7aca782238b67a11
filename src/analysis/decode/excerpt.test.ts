// A stretch from inside a file of every format: that it is there, clean, as long as asked, and from about where it was asked.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type ByteSource, openFile } from './byte-source.ts'
import { openExcerpt } from './excerpt.ts'
import { hasFfmpeg } from './ffmpeg.ts'
import { wavBytes } from './wav-bytes.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-excerpt-'))
after(() => rmSync(folder, { recursive: true }))

const RATE_HZ = 24_000
const LENGTH_S = 24
const SPAN = { fromS: 12, seconds: 5, ofS: LENGTH_S }
/** A tone that rises by this much a second tells where one is. */
const RISE_HZ = 100
const START_HZ = 300
const sweep = Float32Array.from({ length: LENGTH_S * RATE_HZ }, (_, i) => {
  const t = i / RATE_HZ
  return 0.5 * Math.sin(2 * Math.PI * (START_HZ * t + (RISE_HZ * t * t) / 2))
})
const wav = join(folder, 'sweep.wav')
writeFileSync(wav, wavBytes([sweep, sweep], { sampleRateHz: RATE_HZ, bits: 16 }))

interface Heard {
  readonly seconds: number
  /** Where the first and the last half second are from, by their pitch. */
  readonly fromS: number
  readonly toS: number
  /** The greatest step between two samples: a click shows here. */
  readonly stepMax: number
  readonly bytesRead: number
}

async function hear(path: string): Promise<Heard | null> {
  const file = await openFile(path)
  let bytesRead = 0
  const counted: ByteSource = {
    ...file,
    async read(position, length) {
      const bytes = await file.read(position, length)
      bytesRead += bytes.length
      return bytes
    },
  }
  try {
    const input = await openExcerpt(counted, SPAN)
    if (!input) return null
    const samples: number[] = []
    let rateHz = 0
    for await (const block of input.blocks()) {
      rateHz = block.sampleRateHz
      assert.equal(block.channels.length, 2)
      samples.push(...block.channels[0])
    }
    let stepMax = 0
    for (let i = 1; i < samples.length; i++) stepMax = Math.max(stepMax, (Math.abs(samples[i] - samples[i - 1]) * rateHz) / RATE_HZ)
    if (samples.length === 0) return null
    const half = Math.floor(rateHz / 2)
    const place = (part: readonly number[]) => (pitchOf(part, rateHz) - START_HZ) / RISE_HZ
    const [fromS, toS] = [place(samples.slice(0, half)) - 0.25, place(samples.slice(-half)) + 0.25]
    return { seconds: samples.length / rateHz, fromS, toS, stepMax, bytesRead }
  } finally {
    await file.close()
  }
}

function pitchOf(samples: readonly number[], rateHz: number): number {
  let crossings = 0
  for (let i = 1; i < samples.length; i++) if (samples[i - 1] < 0 !== samples[i] < 0) crossings++
  return (crossings * rateHz) / 2 / samples.length
}

/** The steepest the tone gets within the span, and a little for coding noise. */
const STEP_MAX = 0.5 * ((2 * Math.PI * (START_HZ + RISE_HZ * 19)) / RATE_HZ) * 1.25

function isTheStretch(heard: Heard | null, withinS: number): asserts heard is Heard {
  assert.ok(heard)
  assert.ok(Math.abs(heard.seconds - SPAN.seconds) < 0.01, `${heard.seconds} s`)
  assert.ok(Math.abs(heard.fromS - SPAN.fromS) < withinS, `begins at ${heard.fromS} s`)
  assert.ok(Math.abs(heard.toS - heard.fromS - SPAN.seconds) < 0.05, `from ${heard.fromS} s to ${heard.toS} s: something is missing inside`)
  assert.ok(heard.stepMax < STEP_MAX, `a click of ${heard.stepMax}`)
}

const FORMATS: readonly (readonly [name: string, options: readonly string[], withinS: number])[] = [
  ['cbr.mp3', ['-b:a', '96k'], 0.2],
  ['vbr.mp3', ['-q:a', '4'], 2],
  ['sweep.flac', [], 2],
  ['vorbis.ogg', ['-c:a', 'libvorbis'], 2],
  ['opus.opus', ['-c:a', 'libopus'], 2],
  ['flac.oga', ['-c:a', 'flac'], 2],
  ['sweep.aiff', [], 0.01],
  ['aac.m4a', ['-c:a', 'aac'], 0.1],
]

describe('an excerpt', () => {
  it('of plain samples is exact, and reads no more than it needs', async () => {
    const heard = await hear(wav)
    isTheStretch(heard, 0.01)
    assert.ok(heard.bytesRead < 4 * (SPAN.seconds + 1) * RATE_HZ + 1_200_000, `${heard.bytesRead} bytes`)
  })

  for (const [name, options, withinS] of FORMATS) {
    it(`of ${name}`, async (t) => {
      if (!(await hasFfmpeg())) return t.skip('no ffmpeg on PATH to make the file')
      const path = join(folder, name)
      execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', wav, ...options, path])
      isTheStretch(await hear(path), withinS)
    })
  }

  it('is not to be had of a file that has nothing there', async () => {
    for (const [name, bytes] of [
      ['zeros.mp3', new Uint8Array(5000)],
      ['head.wav', readFileSync(wav).subarray(0, 44)],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const heard = await hear(path).catch(() => null)
      assert.equal(heard, null)
    }
  })
})
