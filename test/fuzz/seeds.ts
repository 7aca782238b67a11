// The sound files that are mutated: two seconds of music-like sound in every format that Deepcut reads, made by ffmpeg.

import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src/kernel/index.ts'
import type { ZipMember } from '../zip-writer.ts'

export interface Seed {
  readonly name: string
  readonly ending: string
  readonly bytes: Uint8Array
  /** The other files of the same export; none of a sound. */
  readonly beside?: readonly ZipMember[]
}

const RATE_HZ = 44_100
const SECONDS = 2
/** Name, ending and how ffmpeg makes it. */
const FORMATS: readonly (readonly [name: string, ending: string, options: readonly string[]])[] = [
  ['mp3 constant rate', 'mp3', ['-b:a', '128k']],
  ['mp3 variable rate, mono', 'mp3', ['-ac', '1', '-q:a', '6']],
  ['mp3 with ID3 only at its end', 'mp3', ['-b:a', '64k', '-id3v2_version', '0', '-write_id3v1', '1', '-metadata', 'title=x']],
  ['flac', 'flac', ['-metadata', 'title=x']],
  ['flac 24 bit', 'flac', ['-sample_fmt', 's32', '-ar', '48000']],
  ['vorbis', 'ogg', ['-c:a', 'libvorbis', '-q:a', '3']],
  ['vorbis mono', 'ogg', ['-c:a', 'libvorbis', '-ac', '1', '-ar', '22050']],
  ['opus', 'opus', ['-c:a', 'libopus', '-b:a', '64k']],
  ['ogg flac', 'oga', ['-c:a', 'flac', '-f', 'ogg']],
  ['wav 16 bit', 'wav', ['-ar', '22050']],
  ['wav float', 'wav', ['-c:a', 'pcm_f32le', '-ar', '22050']],
  ['wav 24 bit', 'wav', ['-c:a', 'pcm_s24le', '-ac', '1']],
  ['aiff', 'aiff', ['-ar', '22050']],
  ['m4a', 'm4a', ['-c:a', 'aac', '-b:a', '96k']],
]

/** Makes them in `folder`; always the same sound. */
export function makeSeeds(folder: string): Seed[] {
  const source = join(folder, 'source.raw')
  writeFileSync(source, Buffer.from(sound().buffer))
  const made = FORMATS.map(([name, ending, options], index): Seed => {
    const path = join(folder, `seed-${index}.${ending}`)
    const input = ['-f', 'f32le', '-ar', String(RATE_HZ), '-ac', '2', '-i', source]
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...input, '-fflags', '+bitexact', '-flags:a', '+bitexact', ...options, path])
    return { name, ending, bytes: Uint8Array.from(readFileSync(path)) }
  })
  rmSync(source)
  return made
}

/** Two chords over a beat, in stereo, with a little noise. */
function sound(): Float32Array {
  const random = seededRandom('fuzz')
  const out = new Float32Array(SECONDS * RATE_HZ * 2)
  for (let i = 0; i < SECONDS * RATE_HZ; i++) {
    const t = i / RATE_HZ
    const beat = Math.exp(-20 * (t % 0.5))
    const chord = [220, 277.2, 329.6].map((hz) => Math.sin(2 * Math.PI * hz * (t < 1 ? 1 : 1.335) * t))
    out[2 * i] = 0.2 * chord[0] + 0.1 * chord[1] + 0.3 * beat * (2 * random.next() - 1)
    out[2 * i + 1] = 0.2 * chord[2] + 0.1 * chord[1] + 0.3 * beat * Math.sin(2 * Math.PI * 60 * t)
  }
  return out
}
