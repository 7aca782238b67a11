// Numbers, times and dates as people say them.

const count = new Intl.NumberFormat('en-GB')
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

/** 12,345. */
export const formatCount = (value: number): string => count.format(value)

/** "1 track", "3 tracks". */
export const countOf = (value: number, one: string, many = `${one}s`): string => `${formatCount(value)} ${value === 1 ? one : many}`

/** A position or length on a player: 3:07, 1:02:09. */
export function formatTime(ms: number): string {
  const totalS = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, seconds] = [Math.floor(totalS / 3600), Math.floor(totalS / 60) % 60, totalS % 60]
  const tail = `${String(seconds).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** A length of time as one says it: "42 s", "3 min", "3 h 20 min", "12 days". */
export function formatSpan(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const hours = Math.round(minutes / 60)
  return hours < 1000 ? `${formatCount(hours)} h` : `${formatCount(Math.round(hours / 24))} days`
}

/** How long is left, in words that do not pretend: "a few seconds", "about 3 min". */
export function formatEta(seconds: number): string {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} s`
  return `about ${formatSpan(Math.ceil(seconds / 60) * 60_000)}`
}

/** A day as one says it: "Today", "Yesterday", "Thursday, 12 March", with the year where it is not this one. */
export function formatDay(ms: number, nowMs: number): string {
  const days = Math.round((startOfDay(nowMs) - startOfDay(ms)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  const date = new Date(ms)
  const day = date.getFullYear() === new Date(nowMs).getFullYear() ? dayMonth.format(date) : dayMonthYear.format(date)
  return `${weekday.format(date)}, ${day}`
}

/** Midnight of the day, local time, ms since the epoch. */
export function startOfDay(ms: number): number {
  const date = new Date(ms)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** "12 March", with the year where it is not this one. */
export function formatDate(ms: number, nowMs: number): string {
  const date = new Date(ms)
  return date.getFullYear() === new Date(nowMs).getFullYear() ? dayMonth.format(date) : dayMonthYear.format(date)
}

/** 21:04. */
export const formatClock = (ms: number): string => clock.format(new Date(ms))

/** Everything there is to know about a moment, for hovering. */
export const formatExact = (ms: number): string => exact.format(new Date(ms))

/** Bytes as people read them: 4.2 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

/** A minus that lines up with digits: −14.2. */
export const formatSigned = (value: number, digits: number): string =>
  value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−')

/** How sure a measurement is, in a word; `confidence` 0 to 1. */
export function sureness(confidence: number): string {
  if (confidence >= 0.8) return 'sure'
  if (confidence >= 0.55) return 'fairly sure'
  if (confidence >= 0.3) return 'unsure'
  return 'a guess'
}

/** The hour as part of a day, for the heading of the page. */
export function partOfDay(hour: number): 'night' | 'morning' | 'afternoon' | 'evening' {
  if (hour < 5 || hour >= 22) return 'night'
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}
