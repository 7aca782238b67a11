// Every format against the samples that went in: own readers exactly, the rest as ffmpeg encodes and decodes it.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openFile } from './byte-source.ts'
import { openAudio } from './open-audio.ts'
import { wavBytes } from './wav-bytes.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-decode-'))
after(() => rmSync(folder, { recursive: true }))

const RATE_HZ = 44_100
const COUNT = 3 * RATE_HZ
/** Two channels that cannot be mistaken for each other. */
const SOURCE = [0, 1].map((channel) =>
  Float32Array.from(
    { length: COUNT },
    (_, i) => 0.4 * Math.sin(i * 0.05 * (1 + channel)) * Math.sin(i * 1e-4) + 0.1 * Math.sin(i * 0.31 + channel),
  ),
)

interface Decoded {
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: Float32Array[]
}

async function decode(path: string): Promise<Decoded> {
  const source = await openFile(path)
  try {
    const input = await openAudio(source)
    let sampleRateHz = 0
    const parts: Float32Array[][] = []
    for await (const block of input.blocks()) {
      sampleRateHz = block.sampleRateHz
      block.channels.forEach((samples, c) => {
        parts[c] ??= []
        parts[c].push(samples)
      })
    }
    return { codec: input.codec, sampleRateHz, channels: parts.map(joined) }
  } finally {
    await source.close()
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Signal to deviation over both channels, in dB. */
function agreementDb(channels: readonly Float32Array[]): number {
  let signal = 0
  let deviation = 0
  SOURCE.forEach((expected, c) => {
    for (let i = 0; i < COUNT; i++) {
      signal += expected[i] ** 2
      deviation += (expected[i] - (channels[c][i] ?? 0)) ** 2
    }
  })
  return 10 * Math.log10(signal / deviation)
}

describe('WAV', () => {
  const cases: [string, Parameters<typeof wavBytes>[1], number][] = [
    ['8 bits', { bits: 8 }, 35],
    ['16 bits', { bits: 16 }, 80],
    ['24 bits', { bits: 24 }, 120],
    ['32 bits', { bits: 32 }, 140],
    ['32-bit floats', { bits: 32, float: true }, 200],
    ['64-bit floats', { bits: 64, float: true }, 200],
    ['extensible', { bits: 24, extensible: true }, 120],
    ['sizes unknown, as a pipe writes them', { bits: 16, dataSize: 0xffffffff }, 80],
    ['a data size of zero', { bits: 16, dataSize: 0 }, 80],
    ['RF64', { bits: 16, rf64: true }, 80],
  ]
  for (const [name, options, leastDb] of cases) {
    it(`with ${name} gives back the samples`, async () => {
      const path = join(folder, 'case.wav')
      writeFileSync(path, wavBytes(SOURCE, { sampleRateHz: RATE_HZ, ...options }))
      const decoded = await decode(path)
      assert.deepEqual(
        [decoded.codec, decoded.sampleRateHz, decoded.channels.length, decoded.channels[0].length],
        ['pcm', RATE_HZ, 2, COUNT],
      )
      assert.ok(agreementDb(decoded.channels) > leastDb, `${agreementDb(decoded.channels)} dB`)
    })
  }
})

const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0
describe('every other format', { skip: ffmpeg ? false : 'no ffmpeg on PATH to make the files with' }, () => {
  const wav = join(folder, 'source.wav')
  writeFileSync(wav, wavBytes(SOURCE, { sampleRateHz: RATE_HZ, bits: 16 }))
  const make = (name: string, ...options: string[]) => {
    const path = join(folder, name)
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', wav, ...options, path])
    return path
  }
  const cases: [string, string, number, string[]][] = [
    ['a.mp3', 'mp3', 25, ['-b:a', '256k']],
    ['a.flac', 'flac', 75, []],
    ['a.ogg', 'vorbis', 20, ['-c:a', 'libvorbis', '-q:a', '8']],
    ['a.oga', 'flac', 75, ['-c:a', 'flac', '-f', 'ogg']],
    ['a.aiff', 'pcm', 75, []],
    ['sowt.aiff', 'pcm', 75, ['-c:a', 'pcm_s16le']],
    ['a24.aiff', 'pcm', 75, ['-c:a', 'pcm_s24be']],
    ['fl32.aiff', 'pcm', 75, ['-c:a', 'pcm_f32be']],
    ['a.wv', 'wavpack', 75, []],
    ['alac.m4a', 'alac', 75, ['-c:a', 'alac']],
    ['adpcm.wav', 'adpcm_ms', 15, ['-c:a', 'adpcm_ms']],
  ]
  for (const [name, codec, leastDb, options] of cases) {
    it(`${name}: ${codec}, sample for sample in place`, async () => {
      const decoded = await decode(make(name, ...options))
      assert.deepEqual([decoded.codec, decoded.sampleRateHz, decoded.channels.length], [codec, RATE_HZ, 2])
      assert.ok(Math.abs(decoded.channels[0].length - COUNT) <= 1152, `${decoded.channels[0].length} samples`)
      assert.ok(agreementDb(decoded.channels) > leastDb, `${agreementDb(decoded.channels)} dB`)
    })
  }

  it('MPEG layer II is read, late by its coder as it is', async () => {
    const decoded = await decode(make('a.mp2', '-b:a', '384k'))
    assert.equal(decoded.codec, 'mp2')
    assert.ok(agreementDb(decoded.channels.map((samples) => samples.subarray(481))) > 20)
  })

  it('opus and aac are recognised and of the right length', async () => {
    const opus = await decode(make('a.opus', '-b:a', '128k'))
    assert.deepEqual([opus.codec, opus.sampleRateHz, opus.channels[0].length], ['opus', 48_000, 3 * 48_000])
    const aac = await decode(make('a.m4a', '-c:a', 'aac'))
    assert.equal(aac.codec, 'aac')
    assert.ok(Math.abs(aac.channels[0].length - COUNT) < 2100)
  })

  it('goes by content, not by name', async () => {
    const path = join(folder, 'really-flac.mp3')
    copyFileSync(make('b.flac'), path)
    assert.equal((await decode(path)).codec, 'flac')
  })

  it('plays the links of a chained Ogg one after another', async () => {
    for (const [name, rateHz] of [
      ['c.ogg', RATE_HZ],
      ['c.opus', 48_000],
    ] as const) {
      const bytes = readFileSync(make(name))
      const path = join(folder, `chained-${name}`)
      writeFileSync(path, Buffer.concat([bytes, bytes]))
      assert.equal((await decode(path)).channels[0].length, 2 * 3 * rateHz)
    }
  })

  it('finds MP3 behind a tag with a picture of a megabyte', async () => {
    const size = 1_000_000
    const tagHead = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127)
    const path = join(folder, 'tagged.mp3')
    writeFileSync(path, Buffer.concat([tagHead, new Uint8Array(size).fill(0xff), readFileSync(make('d.mp3', '-b:a', '256k'))]))
    assert.ok(agreementDb((await decode(path)).channels) > 25)
  })
})
