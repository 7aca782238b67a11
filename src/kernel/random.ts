// Seeded randomness: the same seed gives the same numbers on every machine.

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, countMax). */
  below(countMax: number): number
  /** Standard normal (Box-Muller). */
  normal(): number
  /** One item, uniformly. */
  pick<T>(items: readonly T[]): T
  /** One item, with probability proportional to its weight (all weights >= 0, at least one > 0). */
  pickWeighted<T>(items: readonly T[], weights: readonly number[]): T
  /** A new array in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[]
}

/** 32-bit FNV-1a hash of a string, to derive seeds from names. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** Mulberry32 (Tommy Ettinger): 32 bits of state, good enough for music and tests, not for secrets. */
export function seededRandom(seed: number | string): Random {
  let state = typeof seed === 'string' ? hashString(seed) : seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (countMax: number) => Math.floor(next() * countMax)
  return {
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[below(items.length)],
    pickWeighted: (items, weights) => {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (let i = 0; i < items.length; i++) {
        rest -= weights[i]
        if (rest < 0) return items[i]
      }
      return items[items.length - 1]
    },
    shuffle: (items) => {
      const out = [...items]
      for (let i = out.length - 1; i > 0; i--) {
        const j = below(i + 1)
        ;[out[i], out[j]] = [out[j], out[i]]
      }
      return out
    },
  }
}
