// What was merged into one listen, and a person's word against it: any merge can be undone, and stays undone when the rows come again.

import type { ListenId, MergedAs } from './listen.ts'
import type { SourceId } from './source.ts'

/** A row that tells of an event. */
export interface Telling {
  readonly id: ListenId
  readonly sourceId: SourceId
  /** Null for the one that stands. */
  readonly mergedAs: MergedAs | null
  /** Further sources that hold the very same row. */
  readonly alsoIn: readonly SourceId[]
}

/** Everything that tells of one event. */
export interface ToldBy {
  readonly standingId: ListenId
  /** The one that stands first, then in order of time. */
  readonly tellings: readonly Telling[]
  /** Listens that a person said are not this one. */
  readonly apartFrom: readonly ListenId[]
}

/** How much tells of a listen beside its own row. */
export interface More {
  readonly rows: number
  /** Time that the parts before it add. */
  readonly partsMs: number
  /** Whether a person said that it, or a row of it, is not another listen. */
  readonly apart: boolean
}

export interface MergeStore {
  /** What the history shows beside these listens; those that stand alone, and that nobody set apart, are left out. */
  more(ids: readonly ListenId[]): Promise<ReadonlyMap<ListenId, More>>
  /** What tells of the event that a row tells of, whether it stands or not; null where there is no such row. */
  toldBy(id: ListenId): Promise<ToldBy | null>
  /** Keeps a row and the one that stands for it apart from now on. False where nothing stands for it. */
  part(id: ListenId): Promise<boolean>
  /** Takes back that a row was kept apart from others. False where it was not. */
  rejoin(id: ListenId): Promise<boolean>
}
