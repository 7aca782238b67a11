// A WAV that exists only while it is read.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { readVirtualWav, virtualWav, wavHeader } from './transcode.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-wav-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** One second of a ramp, 16-bit stereo big-endian AIFF at 44.1 kHz: sample i is i % 30000 on both sides. */
function rampAiff(path: string): number {
  const frames = 44_100
  const head = Buffer.from('FORM____AIFFCOMM____', 'latin1')
  const comm = Buffer.alloc(18)
  comm.writeInt16BE(2, 0)
  comm.writeUInt32BE(frames, 2)
  comm.writeInt16BE(16, 6)
  Buffer.from([0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]).copy(comm, 8)
  const sound = Buffer.alloc(frames * 4)
  for (let i = 0; i < frames; i++) {
    sound.writeInt16BE(i % 30_000, i * 4)
    sound.writeInt16BE(i % 30_000, i * 4 + 2)
  }
  const ssnd = Buffer.alloc(16)
  ssnd.write('SSND', 0, 'latin1')
  ssnd.writeUInt32BE(sound.length + 8, 4)
  head.writeUInt32BE(4 + 8 + 18 + 16 + sound.length, 4)
  head.writeUInt32BE(18, 16)
  writeFileSync(path, Buffer.concat([head, comm, ssnd, sound]))
  return frames
}

it('has the size that its duration gives, and none where that is unknown or too long', () => {
  const wav = virtualWav({ path: 'x.aiff', durationMs: 1000, sampleRateHz: 44_100 })!
  assert.equal(wav.sizeBytes, 44 + 44_100 * 4)
  assert.equal(wavHeader(wav).readUInt32LE(40), 44_100 * 4)
  assert.equal(wavHeader(wav).readUInt32LE(4), wav.sizeBytes - 8)
  assert.equal(virtualWav({ path: 'x.ape', durationMs: 1000, sampleRateHz: 96_000 })!.sampleRateHz, 48_000)
  assert.equal(virtualWav({ path: 'x.ape', durationMs: null, sampleRateHz: 44_100 }), null)
  assert.equal(virtualWav({ path: 'x.ape', durationMs: 10 * 3_600_000, sampleRateHz: 44_100 }), null)
})

const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0
describe('reading it', { skip: ffmpeg ? false : 'ffmpeg is not on PATH' }, () => {
  const path = join(folder, 'ramp.aiff')
  rampAiff(path)
  const wav = virtualWav({ path, durationMs: 1000, sampleRateHz: 44_100 })!

  it('gives the same bytes whole and in ranges, to the sample', async () => {
    const whole = await buffer(readVirtualWav(wav, { start: 0, end: wav.sizeBytes - 1 }))
    assert.equal(whole.length, wav.sizeBytes)
    assert.equal(whole.readInt16LE(44 + 4 * 12_345), 12_345)
    for (const [start, end] of [
      [0, 10],
      [40, 60],
      [44, 44],
      [50_001, 90_000],
      [wav.sizeBytes - 3, wav.sizeBytes - 1],
    ])
      assert.deepEqual(await buffer(readVirtualWav(wav, { start, end })), whole.subarray(start, end + 1), `${start}-${end}`)
  })

  it('fills in silence where the file is shorter than it says', async () => {
    const longer = virtualWav({ path, durationMs: 1500, sampleRateHz: 44_100 })!
    const whole = await buffer(readVirtualWav(longer, { start: 0, end: longer.sizeBytes - 1 }))
    assert.equal(whole.length, longer.sizeBytes)
    assert.ok(whole.subarray(44 + 44_200 * 4).every((byte) => byte === 0))
  })

  it('gives silence of the right length for a file that is gone', async () => {
    const gone = virtualWav({ path: join(folder, 'gone.ape'), durationMs: 100, sampleRateHz: 44_100 })!
    assert.equal((await buffer(readVirtualWav(gone, { start: 44, end: 1000 }))).length, 957)
  })
})
