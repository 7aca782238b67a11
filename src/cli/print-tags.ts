// The report of tagging for people: per file what changes, old and new, then the sum.

import type { ItemFault } from '#kernel'
import type { Hall } from './hall.ts'
import { bold, columns, dim, duration, plain, plural, printLine } from './print.ts'
import type { TagDocument, TagItem } from './tag.ts'

const NAMES: Readonly<Record<string, string>> = {
  BPM: 'BPM',
  INITIALKEY: 'key',
  REPLAYGAIN_TRACK_GAIN: 'track gain',
  REPLAYGAIN_TRACK_PEAK: 'track peak',
  REPLAYGAIN_ALBUM_GAIN: 'album gain',
  REPLAYGAIN_ALBUM_PEAK: 'album peak',
  R128_TRACK_GAIN: 'track gain (R128)',
  R128_ALBUM_GAIN: 'album gain (R128)',
}

export function printTags(hall: Hall, document: TagDocument): void {
  for (const item of document.items) printItem(hall, item)
  for (const fault of [...document.skipped, ...document.failed]) printFault(hall, fault)
  const { files, changed, unchanged, skipped, failed, written, seconds } = document
  const parts = [
    `${changed} ${written ? 'changed' : 'would change'}`,
    `${unchanged} as they should be`,
    ...(skipped.length > 0 ? [`${skipped.length} left out`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ]
  printLine(hall, `${plural(files, 'file')}: ${parts.join(', ')}; ${duration(seconds)}`)
  if (changed > 0)
    printLine(hall, written ? 'To take it back: deepcut tag --undo' : 'Nothing was written. To write it: the same with --write')
}

function printItem(hall: Hall, { path, kind, changes, kept, left }: TagItem): void {
  if (changes.length + kept.length + left.length === 0) return
  printLine(hall, `${bold(hall, plain(path))} ${dim(hall, kind)}`)
  const rows = [
    ...changes.map(({ field, from, to }) => [`  ${NAMES[field]}`, from === null ? 'none' : plain(from), '→', to]),
    ...kept.map(({ field, value, wanted }) => [`  ${NAMES[field]}`, plain(value), '', `stays (Deepcut: ${wanted})`]),
    ...left.map(({ kind: what, why }) => [`  ${what}`, '', '', `left out: ${why}`]),
  ]
  for (const line of columns(rows)) printLine(hall, line)
}

function printFault(hall: Hall, { path, code, message }: ItemFault): void {
  printLine(hall, bold(hall, plain(path)))
  printLine(hall, `  ${plain(message)} ${dim(hall, `(${code})`)}`)
}

/** `document` is null where there was nothing to take back. */
export function printUndone(hall: Hall, document: { restored: readonly string[]; failed: readonly ItemFault[] } | null): void {
  if (document === null) {
    printLine(hall, 'There is nothing to take back.')
    return
  }
  for (const path of document.restored) printLine(hall, plain(path))
  for (const fault of document.failed) printFault(hall, fault)
  printLine(
    hall,
    `${plural(document.restored.length, 'file')} as before${document.failed.length > 0 ? `, ${document.failed.length} left` : ''}.`,
  )
}
