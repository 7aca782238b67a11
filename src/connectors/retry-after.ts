// When a host says "later": how long it is left in peace, from its Retry-After in seconds or as a date, or by our own patience.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#kernel'

/** Longer than this no host is believed: after a week it is asked again. */
const PARKED_MS_MAX = 7 * DAY_MS

/** How long a Retry-After asks to wait, ms, at least one second and at most a week; null where it says nothing that can be read. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? ''
  if (text === '') return null
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * SECOND_MS : dateMs(text) - nowMs
  if (Number.isNaN(ms)) return null
  return Math.min(PARKED_MS_MAX, Math.max(SECOND_MS, Math.ceil(ms)))
}

/** Only dates as HTTP writes them: Date.parse would take "-5" for a year. */
const dateMs = (text: string): number => (/^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN)

/** How long to wait after the nth failure in a row where the host does not say: longer each time, at most an hour. */
export const patienceMs = (failures: number, saidLater: boolean): number =>
  saidLater ? Math.min(HOUR_MS, MINUTE_MS * 2 ** (failures - 1)) : Math.min(HOUR_MS, 5 * SECOND_MS * 4 ** (failures - 1))
