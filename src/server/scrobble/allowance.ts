// How much one caller may ask: a window of requests, told in the headers that ListenBrainz clients read.

import type { Clock } from '#kernel'

/** Far above what a player needs and a bulk import sends; a runaway loop still meets it. */
const REQUESTS_MAX = 30_000
const WINDOW_MS = 10_000
const CALLERS_MAX = 10_000

export interface Allowance {
  /** Counts one request of a caller. `headers` tell where it stands; `allowed` is false where it has had enough. */
  take(caller: string): { readonly allowed: boolean; readonly resetInS: number; readonly headers: Record<string, string> }
}

/** Opens the count, all callers at zero. */
export function openAllowance(clock: Clock, requestsMax = REQUESTS_MAX): Allowance {
  let windowStartMs = clock.nowMs()
  const taken = new Map<string, number>()
  return {
    take(caller) {
      const nowMs = clock.nowMs()
      if (nowMs - windowStartMs >= WINDOW_MS || nowMs < windowStartMs || taken.size > CALLERS_MAX) {
        windowStartMs = nowMs
        taken.clear()
      }
      const count = (taken.get(caller) ?? 0) + 1
      taken.set(caller, count)
      const resetInS = Math.max(1, Math.ceil((windowStartMs + WINDOW_MS - nowMs) / 1000))
      return {
        allowed: count <= requestsMax,
        resetInS,
        headers: {
          'x-ratelimit-limit': String(requestsMax),
          'x-ratelimit-remaining': String(Math.max(0, requestsMax - count)),
          'x-ratelimit-reset-in': String(resetInS),
          'x-ratelimit-reset': String(Math.floor(nowMs / 1000) + resetInS),
        },
      }
    },
  }
}
