// Vorbis comments (xiph.org, "Ogg Vorbis I format specification: comment field and header specification"), as FLAC, Ogg Vorbis and Opus carry them.

import { joined, uint32, uint32Bytes } from './byte-reader.ts'
import { cannotTag, isTagField, type TagField, type TagValues } from './tag-place.ts'

export interface Comments {
  readonly vendor: Uint8Array
  /** Each comment as it stands: "NAME=value" in UTF-8. */
  readonly lines: readonly Uint8Array[]
  /** What follows the list: the framing bit of Vorbis, what Opus may carry. */
  readonly tail: Uint8Array
}

/** A list of comments from a packet or block; `bytes` begins at the vendor's length. */
export function readComments(bytes: Uint8Array): Comments {
  let at = 0
  const take = () => {
    if (at + 4 > bytes.length) throw broken()
    const count = uint32(bytes, at, true)
    if (at + 4 + count > bytes.length) throw broken()
    at += 4 + count
    return bytes.slice(at - count, at)
  }
  const vendor = take()
  if (at + 4 > bytes.length) throw broken()
  const count = uint32(bytes, at, true)
  at += 4
  if (count > bytes.length / 4) throw broken()
  const lines = Array.from({ length: count }, take)
  return { vendor, lines, tail: bytes.slice(at) }
}

export const noComments = (vendor: string): Comments => ({ vendor: new TextEncoder().encode(vendor), lines: [], tail: new Uint8Array(0) })

const fieldOf = (line: Uint8Array): [field: TagField, value: string] | null => {
  const text = new TextDecoder().decode(line)
  const name = text.slice(0, Math.max(0, text.indexOf('='))).toUpperCase()
  return isTagField(name) ? [name, text.slice(name.length + 1)] : null
}

export function commentValues({ lines }: Comments): TagValues {
  const values: TagValues = {}
  for (const line of lines) {
    const found = fieldOf(line)
    if (found && values[found[0]] === undefined) values[found[0]] = found[1]
  }
  return values
}

/** The list with the changes in it, as bytes: lines in their order, new ones at the end. */
export function editComments({ vendor, lines, tail }: Comments, changes: TagValues): Uint8Array {
  const written = new Set<TagField>()
  const lineOf = (field: TagField, value: string) => new TextEncoder().encode(`${field}=${value}`)
  const edited = lines.flatMap((line) => {
    const field = fieldOf(line)?.[0]
    const value = field && changes[field]
    if (!field || value === undefined) return [line]
    if (written.has(field)) return []
    written.add(field)
    return [lineOf(field, value)]
  })
  for (const [field, value] of Object.entries(changes) as [TagField, string][]) if (!written.has(field)) edited.push(lineOf(field, value))
  const counted = (bytes: Uint8Array) => [uint32Bytes(bytes.length, true), bytes]
  return joined(...counted(vendor), uint32Bytes(edited.length, true), ...edited.flatMap(counted), tail)
}

const broken = () => cannotTag('TAG_BROKEN', 'Its comments are broken. Repair them with a tag editor, then run this again.')
