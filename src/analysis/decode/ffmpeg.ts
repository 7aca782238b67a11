// Everything else goes through ffmpeg where it is installed: a child process that writes float samples as a WAV stream to a pipe.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { Fault } from '#kernel'
import type { AudioInput, PcmBlock } from './pcm.ts'
import { deinterleave } from './sample-format.ts'
import { readWavLayout, type WavLayout } from './wav.ts'

const SECONDS_MAX = 48 * 3600
const HEADER_BYTES_MAX = 4096
const STDERR_CHARS_MAX = 4000

/** Part of a file. */
interface Stretch {
  readonly fromS: number
  readonly seconds: number
}

let found = false

/** Whether ffmpeg is on PATH. Asked again each time until it is, so that installing it needs no restart. */
export async function hasFfmpeg(): Promise<boolean> {
  if (found) return true
  found = await new Promise((resolve) => {
    const child = spawn('ffmpeg', ['-version'], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
  return found
}

/** Opens `path`, or a stretch of it, through ffmpeg; throws FFMPEG_MISSING where it is not installed. `kind` names the format in that message. */
export async function openThroughFfmpeg(path: string, kind: string, span?: Stretch): Promise<AudioInput> {
  if (!(await hasFfmpeg())) {
    const what = kind === 'unknown' ? 'a format that Deepcut does not decode itself' : kind
    throw new Fault('unsupported', 'FFMPEG_MISSING', `${path} is ${what}, which needs ffmpeg: install ffmpeg, then scan again.`)
  }
  const state = { codec: 'unknown' }
  return {
    get codec() {
      return state.codec
    },
    blocks: () => blocks(path, state, span),
  }
}

async function* blocks(path: string, state: { codec: string }, span: Stretch | undefined): AsyncGenerator<PcmBlock> {
  const child = start(path, span)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = stderr.length < STDERR_CHARS_MAX ? stderr + text : stderr
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve).on('error', () => resolve(null)))
  let any = false
  try {
    for await (const block of fromWavStream(child.stdout)) {
      if (!any) state.codec = codecName(stderr)
      any = true
      yield block
    }
    await ended
    state.codec = codecName(stderr)
    if (!any) throw new Fault('invalid', 'DECODE_FAILED', `ffmpeg finds no sound in ${path}: ${lastLine(stderr)}`)
  } finally {
    child.kill('SIGKILL')
  }
}

function start(path: string, span: Stretch | undefined): ChildProcessByStdio<null, Readable, Readable> {
  const input = [...(span ? ['-ss', span.fromS.toFixed(3)] : []), '-protocol_whitelist', 'file', '-i', `file:${path}`]
  const output = [
    '-map',
    '0:a:0',
    '-map_metadata',
    '-1',
    '-t',
    span ? span.seconds.toFixed(3) : String(SECONDS_MAX),
    '-c:a',
    'pcm_f32le',
    '-fflags',
    '+bitexact',
    '-f',
    'wav',
    'pipe:1',
  ]
  return spawn('ffmpeg', ['-nostdin', '-hide_banner', '-nostats', '-threads', '1', ...input, ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Reads a WAV stream of unknown length: the header first, then samples as they come. */
async function* fromWavStream(stream: AsyncIterable<Uint8Array>): AsyncGenerator<PcmBlock> {
  let held = new Uint8Array(0)
  let layout: WavLayout | null = null
  for await (const chunk of stream) {
    const bytes = new Uint8Array(held.length + chunk.length)
    bytes.set(held)
    bytes.set(chunk, held.length)
    held = bytes
    if (!layout) {
      layout = await readWavLayout(async (position, length) => bytes.subarray(position, position + length))
      if (!layout && bytes.length > HEADER_BYTES_MAX) return
      if (!layout) continue
      held = bytes.slice(layout.dataStart)
    }
    const frameBytes = layout.channels * layout.format.bytes
    const whole = held.length - (held.length % frameBytes)
    if (whole === 0) continue
    yield { sampleRateHz: layout.sampleRateHz, channels: deinterleave(held.subarray(0, whole), layout.format, layout.channels) }
    held = held.slice(whole)
  }
}

const codecName = (stderr: string): string => /Stream #0:\d+.*?: Audio: (\w+)/.exec(stderr)?.[1] ?? 'unknown'

const lastLine = (stderr: string): string => stderr.trim().split('\n').at(-1) ?? 'it said nothing'
