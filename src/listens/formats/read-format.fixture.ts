// For the tests of readers: reads a file in memory as the one of some formats that recognises it, and gathers all that it gives.

import assert from 'node:assert/strict'
import type { HeardRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import type { SourceId } from '../source.ts'
import type { Format, Head, Stretch, ToldFeedback } from './format.ts'

export const NOW_MS = Date.UTC(2026, 10, 21)

/** The beginning of a file, as formats look at it. */
export function headOf(content: string | Buffer): Head {
  const bytes = Buffer.from(content).subarray(0, 64 * 1024)
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const keys = /^\s*[[{]/.test(text) ? [...text.slice(0, 8192).matchAll(/"([A-Za-z_]{1,40})"\s*:/g)].map((match) => match[1]) : []
  return { bytes, text, path: 'export', jsonKeys: new Set(keys) }
}

/** A file in memory, given in chunks of `chunkBytes`. */
export function inputOf(content: string | Buffer, format: Format, path = 'export', chunkBytes = 1 << 16): Input {
  const bytes = Buffer.from(content)
  return {
    path,
    sizeBytes: bytes.length,
    recognised: { as: 'history', format },
    read: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
    },
  }
}

interface ReadFile {
  readonly format: string
  readonly rows: HeardRow[]
  readonly refused: { readonly where: string; readonly message: string }[]
  readonly ignored: Record<string, number>
  readonly feedback: ToldFeedback[]
  readonly dropped: string[]
}

/** Makes a reader of files: each is read by the one of the formats that recognises it. */
export const readerOf =
  (...formats: readonly Format[]) =>
  async (
    content: string | Buffer,
    { zone = 'UTC', chunkBytes, siblings = [] }: { zone?: string; chunkBytes?: number; siblings?: readonly Input[] } = {},
  ): Promise<ReadFile> => {
    const format = formats.find((one) => one.recognises(headOf(content)))
    assert.ok(format, `recognised: ${String(content).slice(0, 80)}`)
    const stretches: Stretch[] = []
    const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: NOW_MS, zone, siblings }
    for await (const stretch of format.read(inputOf(content, format, 'export', chunkBytes), context)) stretches.push(stretch)
    const ignored: Record<string, number> = {}
    for (const stretch of stretches)
      for (const [reason, count] of Object.entries(stretch.ignored ?? {})) ignored[reason] = (ignored[reason] ?? 0) + count
    return {
      format: format.name,
      rows: stretches.flatMap((stretch) => stretch.rows),
      refused: stretches.flatMap((stretch) => stretch.refused ?? []),
      ignored,
      feedback: stretches.flatMap((stretch) => stretch.feedback ?? []),
      dropped: [...new Set(stretches.flatMap((stretch) => stretch.dropped ?? []))],
    }
  }

/** What a row says, in short: start, artist, title, album. */
export const toldBy = (rows: readonly HeardRow[]) =>
  rows.map((row) => [new Date(row.startedAtMs).toISOString(), row.artistName, row.title, row.albumTitle])
