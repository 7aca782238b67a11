// A source is where listens came from: one imported file, or a live player.

import type { Brand } from '#kernel'
import type { TableLook } from './columns/guess-mapping.ts'
import type { ListenerId } from './listener.ts'
import type { Merged } from './merged.ts'

export type SourceId = Brand<number, 'SourceId'>

/** What one imported path gave. read = imported + duplicates + the sum of ignored + invalid.length. */
export interface SourceReport {
  readonly path: string
  /** spotify-extended, spotify-account, table …; "unknown" where nothing recognised it. */
  readonly format: string
  readonly read: number
  readonly imported: number
  readonly duplicates: number
  readonly ignored: Readonly<Record<string, number>>
  readonly invalid: readonly { readonly where: string; readonly message: string }[]
  /** Listens whose track is in the library or the catalogue, of those read (histories only). */
  readonly matched?: { readonly library: number; readonly catalogue: number; readonly neither: number }
  /** Which of its events others tell too, as this import found (histories only). */
  readonly merged?: Merged
  /** Fields that were left out on purpose because they are personal. */
  readonly droppedFields?: readonly string[]
  /** How it was read, where a person should know: the zone assumed, the preset used. */
  readonly notes?: readonly string[]
  /** A table of listens whose columns leave a doubt: the guess, its first rows, and what to look at. Nothing of it was read. */
  readonly asks?: TableLook
}

export interface ImportReport {
  readonly sources: readonly SourceReport[]
  readonly seconds: number
}

export interface Source {
  readonly id: SourceId
  readonly listenerId: ListenerId
  readonly label: string
  readonly format: string
  readonly importedAtMs: number
  readonly synthetic: boolean
  readonly report: SourceReport | null
}

export interface SourceStore {
  /** Finds a source by listener, format and label, or makes it. */
  ensure(source: { listenerId: ListenerId; label: string; format: string; synthetic: boolean; atMs: number }): Promise<SourceId>
  saveReport(id: SourceId, report: SourceReport): Promise<void>
  /** Newest first. */
  list(listenerId?: ListenerId): Promise<Source[]>
  /** Removes a source and exactly what it contributed. */
  remove(id: SourceId): Promise<void>
}
