// Times as exports write them. Always UTC: a time without a zone is never read in the zone of this machine.

import { DAY_MS } from '#kernel'

/** No listen is older than the oldest service whose exports are read (Spotify was founded in April 2006; Last.fm's first plays are of 2002). */
const OLDEST_MS = Date.UTC(2002, 0, 1)
/** Clocks may be a little ahead. */
const AHEAD_MS_MAX = DAY_MS

const FORM = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?\s*(?:Z|UTC|([+-])(\d\d):?(\d\d))?$/i

/** Ms since the epoch of "2024-02-29T12:34:56Z", "2024-02-29 12:34" and the like; null where it is no date that exists. */
export function parseTime(text: unknown): number | null {
  if (typeof text !== 'string') return null
  const usual = parseUsual(text)
  if (usual !== null) return usual
  const match = FORM.exec(text.trim())
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '0', fraction = '', sign, zoneHour, zoneMinute] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // Date.UTC rolls 31 February over to March; a date that does not come back as written does not exist.
  const date = new Date(dayMs)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const zoneMs = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000
  return dayMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0')) - zoneMs
}

/** "2024-02-29T12:34:56Z", the form of most rows, without a pattern; null where it is not that, or might not exist (days from the 29th on). */
function parseUsual(text: string): number | null {
  if (
    text.length !== 20 ||
    text[4] !== '-' ||
    text[7] !== '-' ||
    text[10] !== 'T' ||
    text[13] !== ':' ||
    text[16] !== ':' ||
    text[19] !== 'Z'
  )
    return null
  const year = digits(text, 0) * 100 + digits(text, 2)
  const [month, day, hour, minute, second] = [digits(text, 5), digits(text, 8), digits(text, 11), digits(text, 14), digits(text, 17)]
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59)) return null
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  return Number.isNaN(ms) ? null : ms
}

/** The number in two digits; NaN where they are none. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** Why a time cannot be that of a listen; null where it can. */
export function whyImpossible(ms: number, nowMs: number): string | null {
  if (ms < OLDEST_MS) return `lies before ${new Date(OLDEST_MS).getUTCFullYear()}, when there was nothing to listen with`
  if (ms > nowMs + AHEAD_MS_MAX) return 'lies in the future'
  return null
}
