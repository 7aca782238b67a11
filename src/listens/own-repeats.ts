// What one teller says twice, or in pieces: a track error splits one listen into two rows, and a service may log one playing in two rows that overlap.

import { areApart, type Evidence, maySoundAlike, overlaps, type Told } from './told.ts'

/** How a service words that a track broke off and was taken up again. */
export const BROKE_OFF = 'trackerror'
/** The next part begins where the last one ended, give or take this: rounding before, a reload after. */
const PART_GAP_MS_MIN = -5_000
const PART_GAP_MS_MAX = 90_000
/** Parts that come to more than the whole recording are two listens. */
const WHOLE_SHARE_MAX = 1.1
const WHOLE_OVER_MS_MAX = 10_000

/** What is found among the rows of one teller about one title. */
export interface Repeats {
  /** Row -> the row that tells the same playing, longer. */
  readonly within: ReadonlyMap<Evidence, Evidence>
  /** Part -> the part that goes on where it broke off. */
  readonly next: ReadonlyMap<Evidence, Evidence>
}

const endOf = ({ endMs, told }: Evidence) => endMs ?? told.endedAtMs
const startOf = (row: Evidence) => endOf(row) - (row.told.msPlayed ?? 0)

/** Finds repeats among rows of one teller and one title, in order of time. */
export function ownRepeats(rows: readonly Evidence[]): Repeats {
  const within = new Map<Evidence, Evidence>()
  let last: Evidence | undefined
  for (const row of rows) {
    if (last !== undefined && isWithin(last, row)) {
      const [less, more] = row.told.msPlayed! > last.told.msPlayed! ? [last, row] : [row, last]
      within.set(less, more)
      last = more
    } else last = row
  }
  return { within, next: partsOf(rows.filter((row) => !within.has(row))) }
}

/** Rows told under one and the same time were synchronised together: those are taken at their word. */
const isWithin = ({ told: a }: Evidence, { told: b }: Evidence) =>
  toldMs(a) !== toldMs(b) && !areApart(a, b) && !a.offline && !b.offline && maySoundAlike(a, b) && overlaps(a, b)

const toldMs = ({ timeTold, startedAtMs, endedAtMs }: Told) => (timeTold === 'start' ? startedAtMs : endedAtMs)

function partsOf(rows: readonly Evidence[]): Map<Evidence, Evidence> {
  const next = new Map<Evidence, Evidence>()
  const broken = rows.filter(({ told }) => told.reasonEnd === BROKE_OFF || told.reasonStart === BROKE_OFF)
  broken.sort((a, b) => endOf(a) - endOf(b))
  let playedMs = 0
  for (const [i, part] of broken.entries()) {
    const before = broken[i - 1]
    if (before === undefined || before.told.reasonEnd !== BROKE_OFF || part.told.reasonStart !== BROKE_OFF || !follows(before, part)) {
      playedMs = part.told.msPlayed ?? 0
      continue
    }
    const sumMs = playedMs + (part.told.msPlayed ?? 0)
    const lengthMs = part.told.lengthMs ?? before.told.lengthMs
    if (lengthMs !== null && sumMs > Math.max(lengthMs * WHOLE_SHARE_MAX, lengthMs + WHOLE_OVER_MS_MAX)) playedMs = part.told.msPlayed ?? 0
    else {
      next.set(before, part)
      playedMs = sumMs
    }
  }
  return next
}

function follows(before: Evidence, part: Evidence): boolean {
  const gapMs = startOf(part) - endOf(before)
  return gapMs >= PART_GAP_MS_MIN && gapMs <= PART_GAP_MS_MAX && !areApart(before.told, part.told) && maySoundAlike(before.told, part.told)
}
