// One listen once: two exports of one period, or an export and a live player, tell of the same events. This finds the rows that tell of one
// event and keeps the most exact; it depends on the rows alone, never on the order in which they came.

/** Two rows of different sources tell of one event only where their ends are at most this far apart: 90 s (one may be rounded to the minute). */
export const SAME_END_MS_MAX = 90_000
/** … and their played times differ by at most this, or a tenth of the longer. (A similar interval inside another then has a near end too.) */
export const SAME_PLAYED_MS_MAX = 5_000
const SAME_PLAYED_SHARE_MAX = 0.1
/** How many near rows are looked at for one that has no exact partner, so that a hostile file cannot make it slow. */
const NEAR_ROWS_MAX = 64

/** What is looked at of a listen. */
export interface Told {
  readonly id: number
  /** Breaks ties, so that the outcome does not depend on ids. */
  readonly rowKey: string
  /** The format of its source. Rows of one format are never the same event: a file is taken at its word. */
  readonly format: string
  /** 0 ms, 1 s, 2 min, 3 day. */
  readonly precision: number
  readonly trackId: number | null
  readonly matchKey: string
  readonly endedAtMs: number
  readonly msPlayed: number
}

const byTime = (a: Told, b: Told) =>
  a.endedAtMs - b.endedAtMs || a.msPlayed - b.msPlayed || (a.rowKey < b.rowKey ? -1 : a.rowKey > b.rowKey ? 1 : 0)

/**
 * The rows that tell of an event another row tells better: id -> id of the one that stands. One to one: each standing row takes at most one row of
 * each other format, so ten plays on loop stay ten. `rows` must hold whole sessions (no other row within SAME_END_MS_MAX of them).
 */
export function sameEvents(rows: readonly Told[]): Map<number, number> {
  const marks = new Map<number, number>()
  for (const group of sameRecording(rows)) {
    const formats = [...Map.groupBy(group, (row) => row.format)]
    if (formats.length < 2) continue
    formats.sort(([a, aRows], [b, bRows]) => bestRank(aRows) - bestRank(bRows) || (a < b ? -1 : 1))
    let standing = formats[0][1].toSorted(byTime)
    for (const [, rowsOfFormat] of formats.slice(1)) {
      const told = pairUp(standing, rowsOfFormat.toSorted(byTime), marks)
      standing = [...standing, ...told].sort(byTime)
    }
  }
  return marks
}

const bestRank = (rows: readonly Told[]) => rows.reduce((best, row) => Math.min(best, row.precision), 9)

/** Groups rows that are about one recording: same track, or same artist and title (joined through rows that say both). */
function sameRecording(rows: readonly Told[]): Told[][] {
  const keyOfTrack = new Map<number, string>()
  const groupOf = new Map<string, string>()
  const find = (key: string): string => {
    let root = key
    for (let next = groupOf.get(root); next !== undefined; next = groupOf.get(root)) root = next
    return root
  }
  for (const row of rows) {
    if (row.trackId === null) continue
    const known = keyOfTrack.get(row.trackId)
    if (known === undefined) keyOfTrack.set(row.trackId, row.matchKey)
    else {
      const [a, b] = [find(known), find(row.matchKey)]
      if (a !== b) groupOf.set(a < b ? b : a, a < b ? a : b)
    }
  }
  return [...Map.groupBy(rows, (row) => find(row.matchKey)).values()]
}

/** Marks each of `coarse` that tells of an event in `standing`, both in order of time; returns those that stand on their own. */
function pairUp(standing: readonly Told[], coarse: readonly Told[], marks: Map<number, number>): Told[] {
  const taken = new Set<Told>()
  const single: Told[] = []
  const exact = Map.groupBy(standing, (row) => row.msPlayed)
  // First those with the very same played time, in order: with one tolerance for all, first with first leaves the fewest over.
  for (const [msPlayed, rows] of Map.groupBy(coarse, (row) => row.msPlayed)) {
    const partners = exact.get(msPlayed) ?? []
    let at = 0
    for (const row of rows) {
      while (at < partners.length && partners[at].endedAtMs < row.endedAtMs - SAME_END_MS_MAX) at++
      const partner = partners[at]
      if (partner !== undefined && partner.endedAtMs <= row.endedAtMs + SAME_END_MS_MAX) {
        marks.set(row.id, partner.id)
        taken.add(partner)
        at++
      } else single.push(row)
    }
  }
  // Then, among what is left, those with a similar one.
  single.sort(byTime)
  const free = standing.filter((row) => !taken.has(row))
  const alone: Told[] = []
  let from = 0
  for (const row of single) {
    while (from < free.length && (free[from].endedAtMs < row.endedAtMs - SAME_END_MS_MAX || taken.has(free[from]))) from++
    let partner: Told | undefined
    for (let i = from; i < Math.min(free.length, from + NEAR_ROWS_MAX) && partner === undefined; i++) {
      if (free[i].endedAtMs > row.endedAtMs + SAME_END_MS_MAX) break
      if (!taken.has(free[i]) && similarPlayed(free[i].msPlayed, row.msPlayed)) partner = free[i]
    }
    if (partner === undefined) alone.push(row)
    else {
      marks.set(row.id, partner.id)
      taken.add(partner)
    }
  }
  return alone
}

const similarPlayed = (a: number, b: number) => Math.abs(a - b) <= Math.max(SAME_PLAYED_MS_MAX, Math.max(a, b) * SAME_PLAYED_SHARE_MAX)
