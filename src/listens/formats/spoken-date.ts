// Dates as people's languages write them, as the HTML of Google Takeout does: "Oct 5, 2024, 10:11:12 PM CEST", "05.10.2024, 22:11:12 MESZ",
// "2024. 10. 5. 오후 10:11:12 KST". What a zone's letters leave open is read in the zone the person named, never in that of this machine.

import { wallTimeMs } from '../wall-time.ts'

const LOCALES = 'en de fr es pt it nl pl sv da nb fi cs hu ro tr ru uk el ca id ar he'.split(' ')

let months: ReadonlyMap<string, number> | null = null

const bare = (word: string): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.\u200e\u200f]/g, '')

/** Number (from 1) of a month by its name or short name; where two languages disagree, the first of LOCALES is believed. */
function monthNamed(word: string): number | undefined {
  if (months === null) {
    const found = new Map<string, number>()
    for (const locale of LOCALES)
      for (const style of ['short', 'long'] as const)
        for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
          const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
          for (let month = 0; month < 12; month++) {
            const name = format.formatToParts(Date.UTC(2024, month, 15)).find(({ type }) => type === 'month')?.value ?? ''
            if (!/\d/.test(name) && !found.has(bare(name))) found.set(bare(name), month + 1)
          }
        }
    found.set('sept', 9)
    months = found
  }
  return months.get(bare(word))
}

/** Letters of zones, as hours ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0, GMT: 0, Z: 0, WET: 0, WEZ: 0, WEST: 1, WESZ: 1, CET: 1, MEZ: 1, HNEC: 1, CEST: 2, MESZ: 2, HAEC: 2, EET: 2, OEZ: 2, EEST: 3, OESZ: 3,
  SAST: 2, MSK: 3, TRT: 3, PKT: 5, ICT: 7, WIB: 7, HKT: 8, SGT: 8, PHT: 8, AWST: 8, JST: 9, KST: 9, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11,
  NZST: 12, NZDT: 13, NST: -3.5, NDT: -2.5, AST: -4, ADT: -3, EST: -5, EDT: -4, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8,
  HST: -10, BRT: -3, ART: -3, CLT: -4, CLST: -3,
} // biome-ignore format: a table
/** Letters that stand for several zones: the one that fits the person's zone is meant, else the first. */
const AMBIGUOUS: Readonly<Record<string, readonly number[]>> = { IST: [5.5, 1, 2, 3], CST: [-6, 8, -5], BST: [1, 6] }

/** Dots between the numbers of a time are looked for last: dates have them too. */
const TIMES = [/(\d{1,2}):(\d{2}):(\d{2})/, /(?<![.\d])(\d{1,2})\.(\d{2})\.(\d{2})(?![.\d])/]
const AFTER_NOON = /(?:^|[^\p{L}])(?:p\.?\s?m\.?|오후|午後|下午|μ\.?μ\.?|م)(?:[^\p{L}]|$)/iu
const BEFORE_NOON = /(?:^|[^\p{L}])(?:a\.?\s?m\.?|오전|午前|上午|π\.?μ\.?|ص)(?:[^\p{L}]|$)/iu

/** Ms since the epoch of a date and time in words; null where it is none. `monthFirst`: 10/5/2024 is the 5th of October. */
export function parseSpokenTime(text: string, zone: string, monthFirst = false): number | null {
  const line = text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/[\u200e\u200f]/g, '')
    .trim()
  const time = line.length > 120 ? null : (TIMES[0].exec(line) ?? TIMES[1].exec(line))
  if (time === null) return null
  const date = dateIn(line.slice(0, time.index), monthFirst)
  if (date === null) return null
  const tail = line.slice(time.index + time[0].length)
  // Some languages say before the time whether it is before noon.
  const around = `${line.slice(Math.max(0, time.index - 6), time.index)} ${tail}`
  let hour = Number(time[1])
  if (hour === 12 && BEFORE_NOON.test(around)) hour = 0
  else if (hour < 12 && AFTER_NOON.test(around)) hour += 12
  const [minute, second] = [Number(time[2]), Number(time[3])]
  if (hour > 23 || minute > 59 || second > 60) return null
  const wallMs = date + ((hour * 60 + minute) * 60 + second) * 1000
  const aheadHours = zoneIn(tail, zone, wallMs)
  return aheadHours === null ? wallTimeMs(wallMs, zone) : wallMs - aheadHours * 3_600_000
}

/** Hours ahead of UTC by what follows the time; null where that is left to the person's zone. */
function zoneIn(tail: string, zone: string, wallMs: number): number | null {
  const offset = /(?:GMT|UTC)?\s*([+\-\u2212])(\d{1,2})(?::?(\d{2}))?\s*$/.exec(tail)
  if (offset !== null) return (offset[1] === '+' ? 1 : -1) * (Number(offset[2]) + Number(offset[3] ?? 0) / 60)
  const letters = /\b([A-Z]{1,5})\s*$/.exec(tail)?.[1] ?? ''
  if (Object.hasOwn(AMBIGUOUS, letters)) {
    const own = (wallMs - wallTimeMs(wallMs, zone)) / 3_600_000
    return AMBIGUOUS[letters].includes(own) ? own : AMBIGUOUS[letters][0]
  }
  return Object.hasOwn(ZONES, letters) ? ZONES[letters] : null
}

/** Midnight (UTC) of a date in words or numbers. */
function dateIn(text: string, monthFirst: boolean): number | null {
  const words = text.match(/\d+|[\p{L}\p{M}]{2,}\.?/gu) ?? []
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const month = words.map(monthNamed).find((number) => number !== undefined)
  const yearAt = numbers.findIndex((number) => number >= 1900 && number <= 2999)
  if (yearAt < 0) return null
  const rest = numbers.filter((_, index) => index !== yearAt)
  let [monthNumber, day] = [month, rest[0]]
  if (month === undefined) {
    if (rest.length < 2) return null
    // Where the year comes first, the month is next; else the day comes first, unless it cannot be, or the file says so.
    const first = yearAt === 0 || rest[1] > 12 || (monthFirst && rest[0] <= 12)
    ;[monthNumber, day] = first ? [rest[0], rest[1]] : [rest[1], rest[0]]
  }
  if (monthNumber === undefined || day === undefined || monthNumber > 12 || monthNumber < 1 || day < 1 || day > 31) return null
  const ms = Date.UTC(numbers[yearAt], monthNumber - 1, day)
  return new Date(ms).getUTCDate() === day ? ms : null
}

/** Whether numeric dates name the month first, by dates where only that can be ("10/25/2024"). */
export const namesMonthFirst = (dates: readonly string[]): boolean =>
  dates.some((text) => {
    const match = /^\D*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(text)
    return match !== null && Number(match[1]) <= 12 && Number(match[2]) > 12
  })
