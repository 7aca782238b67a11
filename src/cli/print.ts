// What the command line says: one JSON document, or lines for people, with columns, durations and counts as people write them.

import type { Hall, Output } from './hall.ts'

/** The one document of --json. */
export const printJson = (hall: Hall, document: unknown): void => void hall.stdout.write(`${JSON.stringify(document)}\n`)

/** A line for people on stdout. */
export const printLine = (hall: Hall, line = ''): void => void hall.stdout.write(`${line}\n`)

/** Whether to use bold and dim: on a terminal whose owner has nothing against it. */
const isStyled = (hall: Hall, output: Output) => output.isTTY === true && !hall.env['NO_COLOR'] && hall.env['TERM'] !== 'dumb'

export const bold = (hall: Hall, text: string): string => (isStyled(hall, hall.stdout) ? `\u001b[1m${text}\u001b[22m` : text)
export const dim = (hall: Hall, text: string): string => (isStyled(hall, hall.stdout) ? `\u001b[2m${text}\u001b[22m` : text)

/** 1,234 */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')

/** "1 track", "1,234 tracks". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${whole(count)} ${count === 1 ? one : many}`

/** "0.4 s", "12 s", "3 min 5 s", "2 h 10 min". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const total = Math.round(seconds)
  if (total < 60) return `${total} s`
  if (total < 3600) return `${Math.floor(total / 60)} min${total % 60 > 0 ? ` ${total % 60} s` : ''}`
  const minutes = Math.round(total / 60)
  return `${whole(Math.floor(minutes / 60))} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`
}

/** Rows as aligned columns, two spaces between; columns named in `right` are aligned right. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column])))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat(widths[column] - width(cell))
        return right.includes(column) ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}

/** How many cells of a terminal a text takes: marks take none, East Asian wide characters two. */
function width(text: string): number {
  let cells = 0
  for (const { segment } of new Intl.Segmenter().segment(text))
    cells +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        segment,
      )
        ? 2
        : 1
  return cells
}

/** Text for a terminal: control characters that a tag may carry are shown as a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
export const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')

/** Cut to so many characters, with an ellipsis. */
export const cut = (text: string, lengthMax: number): string =>
  text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1).trimEnd()}…`
