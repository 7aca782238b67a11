// Which slices of a long list are in view.

/** Rows a slice. */
export const SLICE = 100

/** The first row of each slice that shows rows from `first` to `last`. */
export function slicesFor(first: number, last: number, total: number, size = SLICE): number[] {
  const offsets: number[] = []
  const end = Math.min(total - 1, last)
  for (let offset = Math.floor(Math.max(0, first) / size) * size; offset <= end; offset += size) offsets.push(offset)
  return offsets
}
