// The key under which a row is known again: a 64-bit hash of what tells the event, never of personal fields or of the file it was in.

/**
 * A 64-bit hash of a text, as a signed integer: two 32-bit lanes of MurmurHash3's steps (Appleby), mixed at the end. Not for secrets; for a
 * million rows the chance of one clash is about 1 in 37 million.
 */
export function hash64(text: string): bigint {
  hashLanes(text)
  HALVES[1] = high
  HALVES[0] = low
  return WHOLE[0]
}

/** Two halves that are read as one number of 64 bits (little-endian, as every machine that Node runs on). */
const HALVES = new Int32Array(2)
const WHOLE = new BigInt64Array(HALVES.buffer)
let high = 0
let low = 0

/** Leaves the hash of a text in `high` and `low`: made for each of millions of rows, so nothing is allocated. */
function hashLanes(text: string): void {
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
  high = finish(a)
  low = finish(b)
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** Bits of a key that are hash; above them is the second in which the listen ended, so that keys of near times lie near in an index. */
const HASH_BITS = 31

/** Seconds and the low bits of a hash as one key. */
function keyOf(seconds: number, hash: number): bigint {
  HALVES[1] = Math.floor(seconds / 2)
  HALVES[0] = (hash & 0x7fffffff) | ((seconds & 1) << HASH_BITS)
  return WHOLE[0]
}

/** The key of a row by itself: two different rows of the same second share one with a chance of 1 in 2 thousand million. */
export function rowKey(identity: string, atMs: number): bigint {
  hashLanes(identity)
  return keyOf(Math.floor(atMs / 1000), low)
}

/**
 * Keys for the rows of one file, from what identifies a row and when it was. Rows that tell the same (two plays synchronised under one time
 * stamp, say) are kept apart by their count within the file, so a file gives the same keys whenever it is read, and no row of it is lost.
 */
export function rowKeys(): (identity: string, atMs: number) => bigint {
  const seen = new KeySet()
  const counts = new Map<bigint, number>()
  return (identity, atMs) => {
    const seconds = Math.floor(atMs / 1000)
    hashLanes(identity)
    const isNew = seen.add(seconds, low & 0x7fffffff)
    const key = keyOf(seconds, low)
    if (isNew) return key
    const before = counts.get(key) ?? 1
    counts.set(key, before + 1)
    return rowKey(`${identity}\u0000${before}`, atMs)
  }
}

/** Keys seen, in 16 bytes each however many there are: open addressing over seconds and hash. */
class KeySet {
  private seconds = new Float64Array(1 << 12).fill(Number.NaN)
  private hashes = new Int32Array(1 << 12)
  private count = 0

  /** Whether it was not there before. */
  add(seconds: number, hash: number): boolean {
    if (this.count * 2 >= this.hashes.length) this.grow()
    const place = this.placeOf(seconds, hash)
    if (!Number.isNaN(this.seconds[place])) return false
    this.seconds[place] = seconds
    this.hashes[place] = hash
    this.count++
    return true
  }

  private placeOf(seconds: number, hash: number): number {
    const mask = this.hashes.length - 1
    let place = (hash ^ Math.imul(seconds | 0, 0x9e3779b1)) & mask
    while (!Number.isNaN(this.seconds[place]) && (this.hashes[place] !== hash || this.seconds[place] !== seconds))
      place = (place + 1) & mask
    return place
  }

  private grow(): void {
    const { seconds, hashes } = this
    this.seconds = new Float64Array(seconds.length * 2).fill(Number.NaN)
    this.hashes = new Int32Array(hashes.length * 2)
    for (let i = 0; i < seconds.length; i++) {
      if (Number.isNaN(seconds[i])) continue
      const place = this.placeOf(seconds[i], hashes[i])
      this.seconds[place] = seconds[i]
      this.hashes[place] = hashes[i]
    }
  }
}
