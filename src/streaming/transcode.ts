// For files that no browser plays: ffmpeg turns them into WAV as they are asked for. A WAV's size follows from its duration and its bytes from
// its time, so byte ranges, and with them seeking, work on a file that is nowhere.

import { spawn } from 'node:child_process'
import { PassThrough, type Readable } from 'node:stream'
import type { AudioFile } from '#library'
import type { ByteRange } from './range.ts'

const HEADER_BYTES = 44
const CHANNELS = 2
const FRAME_BYTES = 2 * CHANNELS

/** The WAV that stands for a file: 16-bit stereo at `sampleRateHz`. */
export interface VirtualWav {
  readonly path: string
  readonly sampleRateHz: number
  readonly sizeBytes: number
}

/** The WAV for a file, or null where its duration is unknown or too long for a WAV (over 4 GiB). */
export function virtualWav(file: Pick<AudioFile, 'path' | 'durationMs' | 'sampleRateHz'>): VirtualWav | null {
  if (!file.durationMs) return null
  const sampleRateHz = file.sampleRateHz % 11_025 === 0 ? 44_100 : 48_000
  const sizeBytes = HEADER_BYTES + Math.ceil((file.durationMs / 1000) * sampleRateHz) * FRAME_BYTES
  return sizeBytes < 0xffffffff ? { path: file.path, sampleRateHz, sizeBytes } : null
}

/** The canonical header of 44 bytes. */
export function wavHeader(wav: VirtualWav): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(wav.sizeBytes - 8, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(CHANNELS, 22)
  header.writeUInt32LE(wav.sampleRateHz, 24)
  header.writeUInt32LE(wav.sampleRateHz * FRAME_BYTES, 28)
  header.writeUInt16LE(FRAME_BYTES, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(wav.sizeBytes - HEADER_BYTES, 40)
  return header
}

/** The bytes of `range`, exactly that many: silence fills in where the file is shorter than it says. Ends ffmpeg when the reader goes away. */
export function readVirtualWav(wav: VirtualWav, range: ByteRange): Readable {
  const out = new PassThrough()
  const headBytes = wavHeader(wav).subarray(range.start, Math.min(range.end + 1, HEADER_BYTES))
  if (headBytes.length > 0) out.write(headBytes)
  const from = Math.max(range.start, HEADER_BYTES) - HEADER_BYTES
  const wanted = range.end + 1 - HEADER_BYTES - from
  if (wanted <= 0) {
    out.end()
    return out
  }
  const firstFrame = Math.floor(from / FRAME_BYTES)
  pipeExactly(decode(wav, firstFrame), out, from - firstFrame * FRAME_BYTES, wanted)
  return out
}

function decode(wav: VirtualWav, firstFrame: number): Readable {
  const seek = firstFrame > 0 ? ['-ss', (firstFrame / wav.sampleRateHz).toFixed(6)] : []
  const args = ['-v', 'error', '-nostdin', ...seek, '-i', `file:${wav.path}`, '-map', '0:a:0', '-ac', String(CHANNELS)]
  const child = spawn('ffmpeg', [...args, '-ar', String(wav.sampleRateHz), '-f', 's16le', 'pipe:1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.on('error', () => child.stdout.destroy())
  child.stdout.on('close', () => child.kill('SIGKILL'))
  return child.stdout
}

/** Copies `wanted` bytes after the first `drop`, with silence for what is missing, at the reader's pace. */
function pipeExactly(source: Readable, out: PassThrough, drop: number, wanted: number): void {
  let skip = drop
  let left = wanted
  const finish = () => {
    const silence = Buffer.alloc(65_536)
    const fill = () => {
      while (left > 0 && !out.destroyed) {
        const part = silence.subarray(0, Math.min(left, silence.length))
        left -= part.length
        if (!out.write(part)) return void out.once('drain', fill)
      }
      out.end()
    }
    fill()
  }
  source.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(Math.min(skip, chunk.length))
    skip -= chunk.length - part.length
    const due = part.subarray(0, left)
    left -= due.length
    if (due.length > 0 && !out.write(due)) {
      source.pause()
      out.once('drain', () => source.resume())
    }
    if (left === 0) {
      source.removeAllListeners('data')
      source.destroy()
    }
  })
  source.once('close', finish)
  out.on('close', () => source.destroy())
}
