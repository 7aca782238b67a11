// How often is not too often: a bucket that holds `burst` tokens and gets `count` new ones in each `perMs`. Its level may be below none: those wait.
// In any span of `perMs` at most burst + count calls begin.

export interface Limit {
  readonly burst: number
  readonly count: number
  readonly perMs: number
}

export interface BucketLevel {
  readonly level: number
  readonly atMs: number
}

/** A bucket as it stands now: full where it was never used, or where the clock went back. */
export function levelAt(limit: Limit, before: BucketLevel | null, nowMs: number): BucketLevel {
  if (before === null) return { level: limit.burst, atMs: nowMs }
  const refilled = (Math.max(0, nowMs - before.atMs) * limit.count) / limit.perMs
  return { level: Math.min(limit.burst, before.level + refilled), atMs: nowMs }
}

/** How long the next call has to wait, ms. */
export const waitMsOf = (limit: Limit, now: BucketLevel): number =>
  now.level >= 1 ? 0 : Math.ceil(((1 - now.level) * limit.perMs) / limit.count)

/** A day's quota as a bucket: what is there at once and what comes in a day make the whole of it. */
export function dayLimit(perDayMax: number): Limit {
  const burst = Math.max(1, Math.floor(perDayMax * 0.4))
  return { burst, count: Math.max(1, perDayMax - burst), perMs: 24 * 3600 * 1000 }
}
