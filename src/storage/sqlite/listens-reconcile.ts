// One listen once, over the rows of a span: which of them tell of an event that another tells better is marked.

import { setImmediate } from 'node:timers/promises'
import { chainsOf, type ListenerId, type ListenId, type MergedAs, type NewlyMerged, reachOf, sameEvents } from '#listens'
import type { Database } from './database.ts'
import { markMonths } from './listens-months.ts'
import { brokeOffId, ROWS_MAX, type Row, ToldRows } from './listens-told.ts'

/** A long span is looked at in pieces of this many rows. */
const PIECE_ROWS = 5000
/** How long the longest listen is that is looked for beyond the end of a span, and how far before it one that reaches in may have ended. */
const LONGEST_MS = 3 * 3_600_000
const BESIDE_MS = 1_800_000
/** How often a span may grow to hold all rows within reach of one another. */
const GROWTHS_MAX = 12

/** Marks anew which rows in the span tell of an event told better elsewhere; returns what was not merged before. Within a transaction. */
export function reconcile(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): NewlyMerged[] {
  const told = new ToldRows(database, listenerId)
  const newly = new Map<number, NewlyMerged>()
  const due = dueOf(database, listenerId)
  for (const span of spans(database, listenerId, told, fromMs, toMs))
    for (const merged of reconcileSpan(database, listenerId, told, ...span)) newly.set(merged.id, merged)
  noLongerDue(database, listenerId, fromMs, toMs, due)
  return [...newly.values()]
}

/** The same, some rows in a transaction, so that others have their turn between: a long history takes seconds. */
export async function reconcileInTurns(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): Promise<NewlyMerged[]> {
  const newly = new Map<number, NewlyMerged>()
  const due = dueOf(database, listenerId)
  for (const span of spans(database, listenerId, new ToldRows(database, listenerId), fromMs, toMs)) {
    // Read anew: between the turns wordings may be joined, and rows parted.
    const told = new ToldRows(database, listenerId)
    const merged = database.transaction(() => reconcileSpan(database, listenerId, told, ...span))
    for (const one of merged) newly.set(one.id, one)
    await setImmediate()
  }
  noLongerDue(database, listenerId, fromMs, toMs, due)
  return [...newly.values()]
}

/** The spans of a longer one that need a look. */
function* spans(database: Database, listenerId: ListenerId, told: ToldRows, fromMs: number, toMs: number): Generator<[number, number]> {
  for (const piece of pieces(database, listenerId, fromMs, toMs)) {
    if (told.isOneFormat(piece[0] - BESIDE_MS, piece[1] + LONGEST_MS)) yield* suspicious(database, listenerId, ...piece)
    else yield piece
  }
}

/** Remembers a span whose rows were kept and not looked at: should the process end now, the next one does it. Within the transaction that keeps them. */
export function leaveToReconcile(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): void {
  database.run(
    `INSERT INTO reconcile_due (listener_id, from_ms, to_ms, marks) VALUES (?, ?, ?, 1)
     ON CONFLICT (listener_id) DO UPDATE SET from_ms = min(from_ms, excluded.from_ms), to_ms = max(to_ms, excluded.to_ms), marks = marks + 1`,
    listenerId,
    fromMs,
    toMs,
  )
}

/** How often something was left to be looked at since it was last done. */
const dueOf = (database: Database, listenerId: ListenerId): number =>
  database.get<{ marks: number }>('SELECT marks FROM reconcile_due WHERE listener_id = ?', listenerId)?.marks ?? 0

/** What was left is done, unless more was left meanwhile. */
const noLongerDue = (database: Database, listenerId: ListenerId, fromMs: number, toMs: number, marks: number) =>
  database.run(
    'DELETE FROM reconcile_due WHERE listener_id = ? AND from_ms >= ? AND to_ms <= ? AND marks = ?',
    listenerId,
    fromMs,
    toMs,
    marks,
  )

/** Looks at what an interrupted import left. */
export function reconcileDue(database: Database): void {
  const due = database.all<{ listenerId: ListenerId; fromMs: number; toMs: number }>(
    'SELECT listener_id AS listenerId, from_ms AS fromMs, to_ms AS toMs FROM reconcile_due',
  )
  for (const { listenerId, fromMs, toMs } of due) database.transaction(() => reconcile(database, listenerId, fromMs, toMs))
}

/** Spans of some rows each, in order, together the whole; cut where nothing ended for some hours, as far as there is such a place. */
function* pieces(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): Generator<[number, number]> {
  const statement = database.prepare(
    `SELECT ended_at_ms FROM listens INDEXED BY listens_by_time WHERE listener_id = ? AND ended_at_ms >= ? ORDER BY ended_at_ms LIMIT ${CUT_ROWS} OFFSET ${PIECE_ROWS}`,
  )
  statement.setReturnArrays(true)
  for (let startMs = fromMs; startMs <= toMs; ) {
    const next = (statement.all(listenerId, startMs) as unknown as [number][]).map(([ms]) => ms)
    const cut = next.findIndex((ms, i) => i > 0 && ms - next[i - 1] > CUT_MS_MIN)
    const beforeMs = next.length === 0 ? toMs : next[cut < 0 ? 0 : cut - 1]
    const endMs = Math.min(Math.max(beforeMs, startMs), toMs)
    yield [startMs, endMs]
    startMs = endMs + 1
  }
}
/** A long span is cut where nothing ended for so long, if there is such a place among these many rows. */
const CUT_MS_MIN = 4 * 3_600_000
const CUT_ROWS = 1000

/** Rows of one format need a look only where they overlap, where an error broke one in two, and where something was merged before. */
const SUSPICIOUS = `
  SELECT endedAtMs FROM (
    SELECT ended_at_ms AS endedAtMs, started_at_ms AS startedAtMs, lag(ended_at_ms) OVER before AS beforeMs, traits, duplicate_of AS duplicateOf,
      heard_id = lag(heard_id) OVER before AND reason_start = ?4 AND lag(reason_end) OVER before = ?4 AS goesOn
    FROM listens INDEXED BY listens_by_time WHERE listener_id = ?1 AND ended_at_ms BETWEEN ?2 - ${BESIDE_MS} AND ?3
    WINDOW before AS (ORDER BY ended_at_ms))
  WHERE endedAtMs >= ?2 AND (startedAtMs < beforeMs - 4000 AND (traits & 768) <> 256 OR goesOn OR duplicateOf IS NOT NULL)`
/** Suspicious rows nearer to one another than this are looked at together. */
const TOGETHER_MS = 2 * 3_600_000

function suspicious(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): [number, number][] {
  const found: [number, number][] = []
  for (const { endedAtMs } of database.all<{ endedAtMs: number }>(SUSPICIOUS, listenerId, fromMs, toMs, brokeOffId(database))) {
    const last = found.at(-1)
    if (last !== undefined && endedAtMs - last[1] < TOGETHER_MS) last[1] = endedAtMs
    else found.push([endedAtMs, endedAtMs])
  }
  return found.length > SPANS_MAX ? [[fromMs, toMs]] : found
}
/** More spans than this in a piece, and the whole of it is quicker. */
const SPANS_MAX = 40

function reconcileSpan(database: Database, listenerId: ListenerId, told: ToldRows, fromMs: number, toMs: number): NewlyMerged[] {
  const { rows, chains } = withinReach(told, fromMs, toMs)
  const marks = sameEvents(rows, chains)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const newly: NewlyMerged[] = []
  const touched: number[] = []
  // In order of id: neighbours on the disk are changed together.
  for (const row of chains.flat().sort((a, b) => a.id - b.id)) {
    const mark = marks.get(row.id)
    if ((mark?.of ?? null) === row.duplicateOf && (mark?.as ?? null) === row.mergedAs) continue
    database.run(MARK, mark?.of ?? null, mark?.as ?? null, row.id)
    touched.push(row.endedAtMs)
    for (const other of [mark?.of, row.duplicateOf]) if (other && byId.has(other)) touched.push(byId.get(other)!.endedAtMs)
    if (row.duplicateOf === null && mark) newly.push(newlyMerged(row, mark.as, byId.get(mark.of)!))
  }
  markMonths(database, listenerId, touched)
  return newly
}

const MARK = 'UPDATE listens SET duplicate_of = ?, merged_as = ? WHERE id = ?'

const newlyMerged = (row: Row, as: MergedAs, standing: Row): NewlyMerged => ({
  id: row.id as ListenId,
  as,
  sourceId: row.sourceId,
  standingId: standing.id as ListenId,
  standingSourceId: standing.sourceId,
})

/**
 * The rows about a span, and the chains of those in it, whole: what is found does not depend on where the span was cut, and rows beside it, of
 * which not all others may be here, keep their marks.
 */
function withinReach(told: ToldRows, fromMs: number, toMs: number): { rows: Row[]; chains: Row[][] } {
  let [lowMs, highMs] = [fromMs - BESIDE_MS, toMs + LONGEST_MS]
  const rows = new Map<number, Row>()
  const add = (startMs: number, endMs: number) => {
    for (const row of told.within(startMs, endMs)) rows.set(row.id, row)
  }
  add(lowMs, highMs)
  for (let growth = 0; ; growth++) {
    const all = [...rows.values()]
    const inSpan = new Set(all.filter(({ endedAtMs }) => endedAtMs >= fromMs && endedAtMs <= toMs).map(({ id }) => id))
    // A row that one of the span stands for now is looked at too: they may have been of one track, and are no longer.
    const concerns = ({ id, duplicateOf }: Row) => inSpan.has(id) || (duplicateOf !== null && inSpan.has(duplicateOf))
    const chains = chainsOf(all).filter((chain) => chain.some(concerns))
    let [needFromMs, needToMs] = [fromMs, toMs]
    for (const chain of chains) {
      // A row by itself needs its neighbourhood only, which is there.
      if (chain.length === 1 && growth > 0) continue
      for (const row of chain) {
        const [from, to] = reachOf(row)
        if (from < needFromMs) needFromMs = from
        if (to > needToMs) needToMs = to
      }
    }
    const [nextLowMs, nextHighMs] = [Math.min(lowMs, needFromMs - BESIDE_MS), Math.max(highMs, needToMs + LONGEST_MS)]
    if ((nextLowMs === lowMs && nextHighMs === highMs) || growth === GROWTHS_MAX || rows.size >= ROWS_MAX) return { rows: all, chains }
    if (nextLowMs < lowMs) add(nextLowMs, lowMs - 1)
    if (nextHighMs > highMs) add(highMs + 1, nextHighMs)
    ;[lowMs, highMs] = [nextLowMs, nextHighMs]
  }
}
