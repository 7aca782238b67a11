// Ways in which files break: each takes a file and gives another, the same for the same random numbers.

import type { Random } from '../../src/kernel/index.ts'
import type { Seed } from './seeds.ts'

type Mutation = (bytes: Uint8Array, random: Random, seeds: readonly Seed[]) => Uint8Array

/** Headers lie within this many bytes of the start, or of the end (m4a). */
const HEADER_BYTES = 400
/** Numbers that readers trip over. */
const BAD = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bits flipped': (bytes, random) => {
    const out = bytes.slice()
    for (let i = 1 + random.below(64); i > 0; i--) out[random.below(out.length)] ^= 1 << random.below(8)
    return out
  },
  'cut off': (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  'start missing': (bytes, random) => bytes.slice(random.below(bytes.length)),
  'a lie in the header': (bytes, random) => {
    const out = bytes.slice()
    const view = new DataView(out.buffer)
    for (let i = 1 + random.below(4); i > 0; i--) {
      const near = random.below(Math.min(HEADER_BYTES, out.length - 4))
      const at = random.below(4) === 0 ? out.length - 4 - near : near
      const value = BAD[random.below(BAD.length)]
      const width = 1 << random.below(3)
      if (width === 1) view.setUint8(at, value & 0xff)
      else if (width === 2) view.setUint16(at, value & 0xffff, random.below(2) === 0)
      else view.setUint32(at, value, random.below(2) === 0)
    }
    return out
  },
  'garbage inside': (bytes, random) => {
    const at = random.below(bytes.length)
    const garbage = Uint8Array.from({ length: 1 + random.below(5000) }, () => random.below(256))
    return joined(bytes.subarray(0, at), garbage, bytes.subarray(at))
  },
  'a stretch overwritten': (bytes, random) => {
    const out = bytes.slice()
    const from = random.below(out.length)
    const to = Math.min(out.length, from + 1 + random.below(out.length))
    const value = random.below(3) === 0 ? () => random.below(256) : random.below(2) === 0 ? () => 0 : () => 0xff
    for (let i = from; i < to; i++) out[i] = value()
    return out
  },
  'a stretch removed': (bytes, random) => {
    const [from, to] = stretch(bytes.length, random)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  },
  'a stretch repeated': (bytes, random) => {
    const [from, to] = stretch(bytes.length, random)
    const times = 1 + random.below(4)
    return joined(bytes.subarray(0, to), ...Array.from({ length: times }, () => bytes.subarray(from, to)), bytes.subarray(to))
  },
  'spliced with another file': (bytes, random, seeds) => {
    const other = seeds[random.below(seeds.length)].bytes
    return joined(bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length)))
  },
  'another file behind it': (bytes, random, seeds) => joined(bytes, seeds[random.below(seeds.length)].bytes),
}

const NAMES = Object.keys(MUTATIONS)

/** One or two mutations of `bytes`, and what they are called. */
export function mutate(bytes: Uint8Array, random: Random, seeds: readonly Seed[]): { readonly bytes: Uint8Array; readonly how: string } {
  const names = Array.from({ length: 1 + Number(random.below(4) === 0) }, () => NAMES[random.below(NAMES.length)])
  let out = bytes
  for (const name of names) if (out.length > 8) out = MUTATIONS[name](out, random, seeds)
  return { bytes: out, how: names.join(', ') }
}

function stretch(length: number, random: Random): [number, number] {
  const from = random.below(length)
  return [from, from + 1 + random.below(length - from)]
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
