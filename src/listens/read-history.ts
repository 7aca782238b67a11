// One file of a history, read: its rows packed, some thousands at a time, with what else it told. Knows nothing of stores, so that it may run on a
// thread of its own.

import { messageOf } from '#kernel'
import type { Format, FormatContext, Stretch, ToldFeedback, ToldPlaylist } from './formats/format.ts'
import type { Input } from './input.ts'
import { type PackedRows, RowPacker } from './packed-rows.ts'
import { rowKeys } from './row-key.ts'

/** Rows in a part, and so in a transaction. */
const PART_ROWS = 6000
/** A part is given at the latest after this many bytes, so that progress shows. */
const PART_BYTES = 8 << 20

/** What a file told beside its rows (format.ts, Stretch). */
interface Beside {
  readonly refused: { readonly where: string; readonly message: string }[]
  readonly ignored: Record<string, number>
  readonly feedback: ToldFeedback[]
  readonly playlists: ToldPlaylist[]
  readonly dropped: string[]
}

/** What a part of a file gave. */
export interface HistoryPart extends Beside {
  readonly packed: PackedRows
  /** Of the file so far. */
  readonly bytesRead: number
}

/** Reads a file to its end. Never throws for what the file says or for bytes that cannot be had: that is a refused row. */
export async function* readHistory(input: Input, format: Format, context: FormatContext): AsyncGenerator<HistoryPart> {
  const keyOf = rowKeys()
  const packer = new RowPacker(PART_ROWS)
  let bytesRead = 0
  let bytesGiven = 0
  let beside = nothing()
  const read = async function* () {
    try {
      for await (const chunk of input.read()) {
        bytesRead += chunk.length
        yield chunk
      }
    } catch (error) {
      throw new Unread(messageOf(error))
    }
  }
  const part = (): HistoryPart => {
    const done = { ...beside, packed: packer.take(), bytesRead }
    beside = nothing()
    bytesGiven = bytesRead
    return done
  }
  try {
    for await (const stretch of format.read({ ...input, read }, context)) {
      addTo(beside, stretch)
      for (const row of stretch.rows) {
        row.rowKey = keyOf(row.identity, row.timeTold === 'end' ? row.endedAtMs : row.startedAtMs)
        packer.add(row)
        if (packer.isFull) yield part()
      }
      if (bytesRead - bytesGiven >= PART_BYTES) yield part()
    }
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    const message = `The file could not be read to its end: ${error.message}. The rows before were kept.`
    addTo(beside, { rows: [], refused: [{ where: `byte ${bytesRead}`, message }] })
  }
  yield part()
}

/** A part that says why there are no more. */
export const brokenPart = (where: string, message: string): HistoryPart => ({
  ...nothing(),
  refused: [{ where, message }],
  packed: new RowPacker(1).take(),
  bytesRead: 0,
})

/** The bytes of the file could not be had; what a format throws otherwise is a mistake of ours, and passes through. */
class Unread extends Error {}

const nothing = (): Beside => ({ refused: [], ignored: {}, feedback: [], playlists: [], dropped: [] })

function addTo(beside: Beside, { refused = [], feedback = [], playlists = [], dropped = [], ignored = {} }: Stretch): void {
  for (const row of refused) beside.refused.push(row)
  for (const one of feedback) beside.feedback.push(one)
  for (const one of playlists) beside.playlists.push(one)
  for (const field of dropped) if (!beside.dropped.includes(field)) beside.dropped.push(field)
  for (const [reason, count] of Object.entries(ignored)) beside.ignored[reason] = (beside.ignored[reason] ?? 0) + count
}
