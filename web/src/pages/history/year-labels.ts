// Where the years stand under the months.

/** Under which bars a year stands: its first month. Two years never closer than `apart` bars. */
export function yearLabels(months: readonly string[]): string[] {
  const apart = Math.max(3, Math.ceil(months.length / 8))
  let last = -apart
  return months.map((month, at) => {
    const isFirst = at === 0 || month.slice(0, 4) !== months[at - 1].slice(0, 4)
    if (!isFirst || at - last < apart) return ''
    last = at
    return month.slice(0, 4)
  })
}
