// What counts as a listen, as heard to the end, and as a skip. The rows keep what happened; these rules are data, applied when asked, so changing
// them needs no new import.

/** The rules, as a person may edit them. */
export interface Rules {
  /** A listen of this length counts, however long the track. */
  readonly countedMsMin: number
  /** A listen to this share of a track of known length counts too; 0 to 1. */
  readonly countedShareMin: number
  /** A listen to this share of a track of known length was as good as to the end: fading out is not skipping. */
  readonly completedShareMin: number
  /** Whether a scrobble that does not say how long it was counts: its player applied a rule of its own. */
  readonly untimedCounts: boolean
  /** Ends that are a skip whatever the source's own flag says. */
  readonly skipReasons: readonly string[]
  /** Ends that are a skip unless a flag that can be trusted says no: another thing was chosen, or playing was stopped. */
  readonly stopReasons: readonly string[]
}

export const DEFAULT_RULES: Rules = {
  countedMsMin: 30_000,
  countedShareMin: 0.5,
  completedShareMin: 0.95,
  untimedCounts: true,
  skipReasons: ['fwdbtn', 'backbtn'],
  stopReasons: ['endplay'],
}

/** How a source words "the track ended by itself". */
export const COMPLETED_REASON = 'trackdone'
/** Spotify's `skipped` said false for every row that ended in this span (ms since the epoch), so there the reason alone is believed. */
const SKIPPED_BROKEN_FROM_MS = Date.UTC(2015, 3, 13)
const SKIPPED_BROKEN_TO_MS = Date.UTC(2022, 9, 17)

/** What the rules look at. */
export interface Played {
  /** Null where the source does not say. */
  readonly msPlayed: number | null
  readonly reasonEnd: string | null
  readonly skipped: boolean | null
  readonly endedAtMs: number
}

export interface RulesStore {
  /** The rules in force; DEFAULT_RULES until they are changed. */
  load(): Promise<Rules>
  save(rules: Rules): Promise<void>
}

/** Whether it was played to the end, or as good as. A row of 0 ms was not, whatever its reason says. */
export function isCompleted(
  listen: Pick<Played, 'msPlayed' | 'reasonEnd'>,
  trackDurationMs: number | null = null,
  rules: Rules = DEFAULT_RULES,
): boolean {
  if (listen.msPlayed === null) return listen.reasonEnd === COMPLETED_REASON
  if (listen.msPlayed <= 0) return false
  if (listen.reasonEnd === COMPLETED_REASON) return true
  return trackDurationMs !== null && trackDurationMs > 0 && listen.msPlayed >= trackDurationMs * rules.completedShareMin
}

/** Whether it counts: long enough, or half the track where its length is known, or played to the end. */
export function isCounted(
  listen: Pick<Played, 'msPlayed' | 'reasonEnd'>,
  trackDurationMs: number | null = null,
  rules: Rules = DEFAULT_RULES,
): boolean {
  if (listen.msPlayed === null) return rules.untimedCounts || listen.reasonEnd === COMPLETED_REASON
  if (listen.msPlayed <= 0) return false
  if (listen.msPlayed >= rules.countedMsMin || isCompleted(listen, trackDurationMs, rules)) return true
  return trackDurationMs !== null && trackDurationMs > 0 && listen.msPlayed >= trackDurationMs * rules.countedShareMin
}

/**
 * Whether the listener ended it early. Never where it was played to the end, or as good as. Otherwise where the source says so, or the forward
 * or back button ended it, or it was stopped and no flag that can be trusted denies it. "unknown", "trackerror", a lost connection or a
 * closed app are nobody's choice and no skip.
 */
export function isSkip(listen: Played, trackDurationMs: number | null = null, rules: Rules = DEFAULT_RULES): boolean {
  if (isCompleted(listen, trackDurationMs, rules)) return false
  if (listen.skipped === true) return true
  if (listen.reasonEnd === null || listen.reasonEnd === COMPLETED_REASON) return false
  if (rules.skipReasons.includes(listen.reasonEnd)) return true
  if (!rules.stopReasons.includes(listen.reasonEnd)) return false
  const flagIsBroken = listen.endedAtMs >= SKIPPED_BROKEN_FROM_MS && listen.endedAtMs < SKIPPED_BROKEN_TO_MS
  return listen.skipped === null || flagIsBroken
}
