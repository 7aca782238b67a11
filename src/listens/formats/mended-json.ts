// One JSON object read whole, as small as a library or some playlists; where it breaks off, what stands before the break is mended and kept.

import type { Input } from '../input.ts'

/** A person's whole library is some megabytes. */
const BYTES_MAX = 64 * 2 ** 20
/** Values at most, for each takes memory, however short it is written: a file of a million entries has fewer. */
const VALUES_MAX = 8_000_000

const [COMMA, LIST, OBJECT] = [44, 91, 123]

export interface MendedJson {
  /** Null where nothing could be understood. */
  readonly value: unknown
  /** Why it is not all of it; null where it is. */
  readonly fault: { readonly where: string; readonly message: string } | null
}

/** Reads the JSON of a file. */
export async function readMendedJson(input: Pick<Input, 'read' | 'sizeBytes'>): Promise<MendedJson> {
  const parts: Uint8Array[] = []
  let [size, values] = [0, 0]
  for await (const chunk of input.read()) {
    size += chunk.length
    for (let i = 0; i < chunk.length; i++) if (chunk[i] === COMMA || chunk[i] === LIST || chunk[i] === OBJECT) values++
    if (size > BYTES_MAX || values > VALUES_MAX)
      return { value: null, fault: { where: `byte ${size}`, message: 'The file is larger than any of its kind; nothing of it was kept.' } }
    parts.push(chunk)
  }
  const text = Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const whole = parse(text)
  if (whole !== undefined) return { value: whole, fault: null }
  const { value, at } = mend(text)
  const message =
    value === undefined
      ? 'The file is not valid JSON.'
      : 'The file breaks off, or is not valid JSON from here on; what stands before was read.'
  return { value: value ?? null, fault: { where: `byte ${Buffer.byteLength(text.slice(0, at))}`, message } }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const OPENING: Readonly<Record<string, string>> = { '{': '}', '[': ']' }
/** Deeper than any export; what lies below is not mended. */
const DEPTH_MAX = 64

/** What the text says up to its last sound entry of a list, and how far that is. If it makes sense up to one entry, it does up to those before. */
function mend(text: string): { value: unknown; at: number } {
  const ends = entryEnds(text)
  let [low, high, value] = [0, ends.length, undefined as unknown]
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = parse(text.slice(0, ends[middle].at) + ends[middle].closing)
    if (found === undefined) high = middle
    else {
      low = middle + 1
      value = found
    }
  }
  return { value, at: low === 0 ? 0 : ends[low - 1].at }
}

/** Where entries of lists end, and what closes the brackets that are open there. Half an object would say what it does not mean. */
function entryEnds(text: string): { at: number; closing: string }[] {
  const ends: { at: number; closing: string }[] = []
  const open: string[] = []
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (OPENING[sign] !== undefined) {
      open.push(OPENING[sign])
      if (open.length > DEPTH_MAX) return ends
    } else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign) return ends
      if (open.at(-1) === ']') ends.push({ at: at + 1, closing: open.toReversed().join('') })
    }
  }
  return ends
}
