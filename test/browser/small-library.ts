// A dozen little pieces, written by code as tagged WAV, so that the browser's test needs no music of anybody's: three invented artists,
// each with a sound of their own.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '#kernel'

export interface SmallPiece {
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly genre: string
  readonly durationMs: number
}

const RATE_HZ = 22_050
const SECONDS = 36

interface Style {
  readonly artist: string
  readonly album: string
  readonly genre: string
  readonly beatsPerMinute: number
  /** The sound of a note: phase in turns, time since its start in s. */
  readonly voice: (turns: number, t: number) => number
  readonly drums: number
  readonly titles: readonly string[]
}

const sine = (turns: number) => Math.sin(2 * Math.PI * turns)
const saw = (turns: number) => 2 * (turns - Math.floor(turns + 0.5))

const STYLES: readonly Style[] = [
  {
    artist: 'Lena Marsh',
    album: 'Slow Water',
    genre: 'Ambient',
    beatsPerMinute: 70,
    voice: (turns, t) => (sine(turns) + 0.4 * sine(2 * turns)) * Math.min(1, t * 2) * Math.exp(-t * 0.8),
    drums: 0,
    titles: ['Low Tide', 'Reed Bed', 'The Lock Keeper', 'Evening Ferry'],
  },
  {
    artist: 'Circuit Row',
    album: 'Grid',
    genre: 'Electronic',
    beatsPerMinute: 126,
    voice: (turns, t) => saw(turns) * Math.exp(-t * 7),
    drums: 0.5,
    titles: ['Nine Relays', 'Clock Edge', 'Ground Loop', 'Ferrite'],
  },
  {
    artist: 'The Tin Sheds',
    album: 'Loud Barn',
    genre: 'Rock',
    beatsPerMinute: 150,
    voice: (turns, t) => Math.tanh(6 * (saw(turns) + saw(1.5 * turns))) * Math.exp(-t * 2),
    drums: 0.9,
    titles: ['Corrugated', 'Rust Season', 'Gate Left Open', 'Hail'],
  },
]

/** Writes the library below `folder`; the same bytes every time. */
export function writeSmallLibrary(folder: string): SmallPiece[] {
  return STYLES.flatMap((style) =>
    style.titles.map((title, index) => {
      const path = join(folder, style.artist, style.album)
      mkdirSync(path, { recursive: true })
      writeFileSync(join(path, `${index + 1} ${title}.wav`), wav(render(style, index), { title, index, style }))
      const { artist, album, genre } = style
      return { title, artist, album, genre, durationMs: SECONDS * 1000 }
    }),
  )
}

const SCALE = [0, 2, 3, 5, 7, 8, 10]

function render(style: Style, index: number): Float32Array {
  const random = seededRandom(`${style.artist} ${index}`)
  const out = new Float32Array(SECONDS * RATE_HZ)
  const beatS = 60 / style.beatsPerMinute
  const root = 110 * 2 ** (index / 6)
  for (let beat = 0; beat * beatS < SECONDS - 1; beat++) {
    const pitchHz = root * 2 ** ((random.pick(SCALE) + 12 * random.below(2)) / 12)
    const start = Math.round(beat * beatS * RATE_HZ)
    const length = Math.min(out.length - start, Math.round(beatS * 2 * RATE_HZ))
    for (let i = 0; i < length; i++) {
      const t = i / RATE_HZ
      const drum = style.drums * (2 * random.next() - 1) * Math.exp(-t * 40) * (beat % 2 === 0 ? 1 : 0.5)
      out[start + i] += 0.22 * style.voice(pitchHz * t, t) + 0.3 * drum
    }
  }
  return out
}

/** A RIFF WAVE of 16 bits with the tags in its INFO list. */
function wav(samples: Float32Array, tags: { title: string; index: number; style: Style }): Buffer {
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((value, i) => {
    data.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, value))), i * 2)
  })
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(RATE_HZ, 4)
  format.writeUInt32LE(RATE_HZ * 2, 8)
  format.writeUInt16LE(2, 12)
  format.writeUInt16LE(16, 14)
  const info = Buffer.concat([
    Buffer.from('INFO'),
    chunk('INAM', text(tags.title)),
    chunk('IART', text(tags.style.artist)),
    chunk('IPRD', text(tags.style.album)),
    chunk('IGNR', text(tags.style.genre)),
    chunk('ITRK', text(String(tags.index + 1))),
  ])
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), chunk('LIST', info), chunk('data', data)])
  return chunk('RIFF', body)
}

const text = (value: string) => Buffer.from(`${value}\0`)

function chunk(name: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'latin1')
  head.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([head, bytes, ...(bytes.length % 2 ? [Buffer.alloc(1)] : [])])
}
