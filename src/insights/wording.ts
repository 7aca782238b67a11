// Numbers as a person reads them in the sentences of an answer.

export const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
export const decimal = (value: number, places = 1): string =>
  value.toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places })

/** "1 listen", "2,000 listens". */
export const times = (count: number, one: string, many = `${one}s`): string => `${whole(count)} ${count === 1 ? one : many}`

/** "37 %"; below 1 % with a decimal. */
export const percent = (share: number): string => {
  const value = share * 100
  return value > 0 && value < 1 ? `${decimal(value)} %` : `${whole(value)} %`
}

/** "3 hours 20 minutes" below ten hours, whole hours above. */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return times(minutes, 'minute')
  if (minutes >= 600) return times(Math.round(minutes / 60), 'hour')
  const rest = minutes % 60
  return times((minutes - rest) / 60, 'hour') + (rest > 0 ? ` ${times(rest, 'minute')}` : '')
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const monthName = (month: number): string => MONTHS[month - 1]

/** "2026-11-21" as "21 November 2026". */
export function longDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${MONTHS[month - 1]} ${year}`
}

export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** A thing with whose it is: "Blue in Green by Miles Davis". */
export const nameOf = (thing: { readonly name: string; readonly by: string | null }): string =>
  thing.by === null ? thing.name : `${thing.name} by ${thing.by}`

/** "a", "a and b", "a, b and c". */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`

/** The last piece of a source's label, which may be a whole path. */
export const lastPiece = (label: string): string => label.split(/[\\/]/).at(-1) || label
