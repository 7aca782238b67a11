// Bits, most significant first, into a growing array of bytes.

export interface BitWriter {
  /** What is written so far lies in the first `length` bytes. */
  readonly bytes: Uint8Array
  readonly length: number
  /** The low `count` bits of a value, count 0 to 24. */
  write(value: number, count: number): void
  /** Zeros up to a whole byte. */
  align(): void
  /** Residuals of Rice parameter `k`: folded to non-negative, quotient in unary, `k` low bits. */
  writeRice(residual: Int32Array, from: number, to: number, k: number): void
}

/** Opens a writer with room for `capacity` bytes to begin with. */
export function bitWriter(capacity: number): BitWriter {
  let bytes = new Uint8Array(Math.max(64, capacity))
  let length = 0
  let pending = 0
  let held = 0
  const room = (more: number) => {
    if (length + more < bytes.length) return
    const grown = new Uint8Array(Math.max(bytes.length * 2, length + more + 64))
    grown.set(bytes.subarray(0, length))
    bytes = grown
  }
  const put = (value: number, count: number) => {
    pending = (pending << count) | (value & ((1 << count) - 1))
    held += count
    while (held >= 8) {
      held -= 8
      bytes[length++] = pending >>> held
    }
    pending &= (1 << held) - 1
  }
  return {
    get bytes() {
      return bytes
    },
    get length() {
      return length
    },
    write(value, count) {
      room(8)
      put(value, count)
    },
    align() {
      room(8)
      if (held > 0) put(0, 8 - held)
    },
    writeRice(residual, from, to, k) {
      for (let i = from; i < to; i++) {
        const value = residual[i]
        const folded = value >= 0 ? value * 2 : -value * 2 - 1
        let quotient = folded >>> k
        room((quotient >>> 3) + 8)
        while (quotient + 1 + k > 24) {
          const zeros = Math.min(16, quotient)
          put(0, zeros)
          quotient -= zeros
        }
        // The rest of the zeros, the one, and the low bits at once.
        put((1 << k) | (folded & ((1 << k) - 1)), quotient + 1 + k)
      }
    },
  }
}
