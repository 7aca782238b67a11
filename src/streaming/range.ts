// Byte ranges of RFC 9110: what part of a file a player asks for.

/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Reads a Range header for a body of `sizeBytes`. Null: no range, or one to be ignored (another unit, bad syntax), so the whole body is due;
 * 'unsatisfiable': nothing of it is in the body (416). Of several ranges the first that can be satisfied is taken, as a server may.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | null {
  const list = header?.match(/^\s*bytes\s*=\s*(.+)$/i)?.[1]
  if (!list) return null
  let satisfiable: ByteRange | null = null
  for (const part of list.split(',')) {
    const bounds = part.trim().match(/^(\d*)\s*-\s*(\d*)$/)
    if (!bounds || (bounds[1] === '' && bounds[2] === '')) return null
    if (bounds[1] !== '' && bounds[2] !== '' && Number(bounds[2]) < Number(bounds[1])) return null
    satisfiable ??= within(bounds[1], bounds[2], sizeBytes)
  }
  return satisfiable ?? 'unsatisfiable'
}

function within(first: string, last: string, sizeBytes: number): ByteRange | null {
  if (first === '') {
    const suffix = Math.min(Number(last), sizeBytes)
    return suffix > 0 ? { start: sizeBytes - suffix, end: sizeBytes - 1 } : null
  }
  const start = Number(first)
  if (start >= sizeBytes) return null
  return { start, end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) }
}

/** Whether a range may be honoured: an If-Range header, where there is one, must name this very version of the file. */
export function rangeIsCurrent(ifRange: string | undefined, etag: string, mtimeMs: number): boolean {
  if (ifRange === undefined) return true
  const text = ifRange.trim()
  if (text.startsWith('"')) return text === etag
  if (text.startsWith('W/')) return false
  const atMs = Date.parse(text)
  return Number.isFinite(atMs) && Math.floor(mtimeMs / 1000) * 1000 === atMs
}
