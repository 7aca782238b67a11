// Changes to a file as splices: so many bytes out, these bytes in. They say exactly what is touched, and turned round they undo it to the byte.

import type { ByteReader } from './byte-reader.ts'

export interface Splice {
  /** Place in the file before any of the splices. */
  readonly at: number
  readonly removed: Uint8Array
  readonly inserted: Uint8Array
}

/** A splice without what both sides begin or end with; null where nothing is left. */
export function trimmed(at: number, removed: Uint8Array, inserted: Uint8Array): Splice | null {
  const least = Math.min(removed.length, inserted.length)
  let head = 0
  while (head < least && removed[head] === inserted[head]) head++
  let tail = 0
  while (tail < least - head && removed[removed.length - 1 - tail] === inserted[inserted.length - 1 - tail]) tail++
  if (head + tail === removed.length && head + tail === inserted.length) return null
  return {
    at: at + head,
    removed: removed.slice(head, removed.length - tail),
    inserted: inserted.slice(head, inserted.length - tail),
  }
}

export type SpliceParts = readonly [at: number, removed: Uint8Array, inserted: Uint8Array]

/** The trimmed splices that do something, in order of place. */
export const splicesOf = (...parts: readonly SpliceParts[]): Splice[] =>
  parts
    .map(([at, removed, inserted]) => trimmed(at, removed, inserted))
    .filter((splice) => splice !== null)
    .sort((a, b) => a.at - b.at)

/** What turns the changed file back. */
export function inverse(splices: readonly Splice[]): Splice[] {
  let shift = 0
  return splices.map(({ at, removed, inserted }) => {
    const back = { at: at + shift, removed: inserted, inserted: removed }
    shift += inserted.length - removed.length
    return back
  })
}

const CHUNK_BYTES = 1 << 20

/** The file with the splices in it, piece by piece. Throws where the file does not hold what a splice takes out. */
export function* spliced(file: ByteReader, splices: readonly Splice[]): Generator<Uint8Array> {
  let at = 0
  for (const { at: place, removed, inserted } of splices) {
    yield* copied(file, at, place)
    const there = file.read(place, removed.length)
    if (there.length !== removed.length || there.some((byte, i) => byte !== removed[i])) throw new Error(`byte ${place} is not what it was`)
    if (inserted.length > 0) yield inserted
    at = place + removed.length
  }
  yield* copied(file, at, file.sizeBytes)
}

function* copied(file: ByteReader, from: number, to: number): Generator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK_BYTES) yield file.read(at, Math.min(CHUNK_BYTES, to - at))
}
