// Local time without asking for each listen: a zone as a table of the moments at which its clock changes, read once from the platform's data.

import { Fault } from '#kernel'

export const DAY_S = 86_400
export const HOUR_S = 3600
/** To multiply with where dividing is too slow: whole seconds plus half of one never fall short of their hour. */
export const PER_HOUR = 1 / HOUR_S

/** From `fromS[i]` to `fromS[i + 1]` (seconds since the epoch) local time is UTC plus `offsetsS[i]`; fromS[0] is -Infinity. */
export interface Zone {
  readonly name: string
  readonly fromS: readonly number[]
  readonly offsetsS: readonly number[]
}

/** Beyond these years the nearest offset goes on. */
const FROM_S = Date.UTC(1970, 0, 1) / 1000
const TO_S = Date.UTC(2051, 0, 1) / 1000
/** No zone has changed its clock twice within this span since 1970 and been back. */
const SAMPLE_S = 7 * DAY_S

const zones = new Map<string, Zone>()

/** The zone of an IANA name, such as Europe/Berlin; a fault where the platform does not know it. */
export function openZone(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const offsetAt = offsetReader(name)
  const fromS = [Number.NEGATIVE_INFINITY]
  const offsetsS = [offsetAt(FROM_S)]
  for (let s = FROM_S; s < TO_S; s += SAMPLE_S) {
    const after = offsetAt(s + SAMPLE_S)
    if (after === offsetsS[offsetsS.length - 1]) continue
    let [low, high] = [s, s + SAMPLE_S]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === after) high = middle
      else low = middle
    }
    fromS.push(high)
    offsetsS.push(after)
  }
  const zone = { name, fromS, offsetsS }
  zones.set(name, zone)
  return zone
}

/** The zone this machine is set to. */
export const serverZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

function offsetReader(name: string): (s: number) => number {
  let format: Intl.DateTimeFormat
  try {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', calendar: 'gregory', ...parts })
  } catch (cause) {
    throw new Fault('invalid', 'ZONE_UNKNOWN', `There is no time zone ${name}. Names are as in the IANA list, such as Europe/Berlin.`, {
      cause,
    })
  }
  return (s) => {
    const [month, day, year, hour, minute, second] = format
      .format(s * 1000)
      .match(/\d+/g)!
      .map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - s
  }
}

/** The piece of the zone's table that holds at `s`. */
export function pieceAt(zone: Zone, s: number): number {
  let low = 0
  let high = zone.fromS.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (zone.fromS[middle] <= s) low = middle
    else high = middle
  }
  return low
}

/** Days since 1970-01-01 on the local calendar. */
export const dayOf = (zone: Zone, s: number): number => Math.floor((s + zone.offsetsS[pieceAt(zone, s)]) / DAY_S)

/** When a local day begins, seconds since the epoch: after the last moment of the day before it, also where midnight does not exist. */
export function startOfDayS(zone: Zone, day: number): number {
  const localS = day * DAY_S
  for (let piece = Math.min(pieceAt(zone, localS + 2 * DAY_S), zone.fromS.length - 1); piece >= 0; piece--) {
    const startS = localS - zone.offsetsS[piece]
    const endS = zone.fromS[piece + 1] ?? Number.POSITIVE_INFINITY
    if (startS >= endS) return endS
    if (startS >= zone.fromS[piece]) return startS
  }
  return localS - zone.offsetsS[0]
}

/** Year, month (1 to 12) and date of a day since 1970-01-01, by Hinnant's days-to-civil algorithm: many days become text at once. */
export function civilOf(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 }
}

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)

/** A local day as text: "2026-11-21". */
export function dayText(day: number): string {
  const { year, month, date } = civilOf(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

/** 0 Monday to 6 Sunday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7
