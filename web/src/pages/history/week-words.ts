// The week as numbers in local time, and as a sentence.

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const HOURS_A_WEEK = 168

/** Hours of the week from Monday 00:00 UTC, turned to local time; `offsetMinutes` is that of Date.getTimezoneOffset (UTC minus local). */
export function toLocalWeek(hours: readonly number[], offsetMinutes: number): number[] {
  const shift = Math.round(-offsetMinutes / 60)
  return Array.from({ length: HOURS_A_WEEK }, (_, local) => hours[(((local - shift) % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK] ?? 0)
}

/** The week in a sentence: its fullest day and hour, and when it is silent. */
export function weekWords(local: readonly number[]): string {
  const total = local.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 'No counted listens yet.'
  const days = DAYS.map((_, day) => local.slice(day * 24, day * 24 + 24).reduce((sum, count) => sum + count, 0))
  const byHour = Array.from({ length: 24 }, (_, hour) => DAYS.reduce((sum, _, day) => sum + local[day * 24 + hour], 0))
  const top = (list: readonly number[]) => list.indexOf(Math.max(...list))
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return `Most on ${DAYS[top(days)]}s, and most around ${clock(top(byHour))}.`
}
