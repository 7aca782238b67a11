// The key under which a row is known again: a 64-bit hash of what tells the event, never of personal fields or of the file it was in.

/**
 * A 64-bit hash of a text, as a signed integer: two 32-bit lanes of MurmurHash3's steps (Appleby), mixed at the end. Not for secrets; for a
 * million rows the chance of one clash is about 1 in 37 million.
 */
export function hash64(text: string): bigint {
  let a = 0x9e3779b9 | 0
  let b = 0x7f4a7c15 | 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ Math.imul(code, 0xcc9e2d51), 0x1b873593)
    a = Math.imul((a << 13) | (a >>> 19), 5) + 0x52dce729
    b = Math.imul(b ^ Math.imul(code, 0x85ebca77), 0xc2b2ae3d)
    b = Math.imul((b << 17) | (b >>> 15), 9) + 0x38495ab5
  }
  a = finish(a ^ text.length) + b
  b = finish(b ^ text.length) + a
  return BigInt.asIntN(64, (BigInt(finish(a) >>> 0) << 32n) | BigInt(finish(b) >>> 0))
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** Bits of a key that are hash; above them is the second in which the listen ended, so that keys of near times lie near in an index. */
const HASH_BITS = 31n

/** The key of a row by itself: two different rows of the same second share one with a chance of 1 in 2 thousand million. */
export const rowKey = (identity: string, atMs: number): bigint =>
  (BigInt(Math.floor(atMs / 1000)) << HASH_BITS) | BigInt.asUintN(Number(HASH_BITS), hash64(identity))

/**
 * Keys for the rows of one file, from what identifies a row and when it was. Rows that tell the same (two plays synchronised under one time
 * stamp, say) are kept apart by their count within the file, so a file gives the same keys whenever it is read, and no row of it is lost.
 */
export function rowKeys(): (identity: string, atMs: number) => bigint {
  const seen = new Map<bigint, number>()
  return (identity, atMs) => {
    const key = rowKey(identity, atMs)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before === 0 ? key : rowKey(`${identity}\u0000${before}`, atMs)
  }
}
