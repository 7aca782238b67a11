// What counts as a listen, as heard to the end, and as a skip. The rows keep what happened; these rules are applied when asked, so they can change.
// The SQL of the store is made from the same constants (storage/sqlite/listens-rules.ts).

/** A listen of this length counts, however long the track: 30 s. */
export const COUNTED_MS_MIN = 30_000
/** A listen to this share of a track of known length counts too. */
export const COUNTED_SHARE_MIN = 0.5
/** A listen to this share of a track of known length was as good as to the end: fading out is not skipping. */
export const COMPLETED_SHARE_MIN = 0.95
/** How a source words "the track ended by itself". */
export const COMPLETED_REASON = 'trackdone'
/** Ends that are a skip whatever the source's own flag says. */
export const SKIP_REASONS = ['fwdbtn', 'backbtn'] as const
/** Ends that are a skip unless a flag that can be trusted says no: another thing was chosen, or playing was stopped. */
export const STOP_REASONS = ['endplay'] as const
/** Spotify's `skipped` said false for every row that ended in this span (ms since the epoch), so there the reason alone is believed. */
export const SKIPPED_BROKEN_FROM_MS = Date.UTC(2015, 3, 13)
export const SKIPPED_BROKEN_TO_MS = Date.UTC(2022, 9, 17)

/** What the rules look at. */
export interface Played {
  readonly msPlayed: number
  readonly reasonEnd: string | null
  readonly skipped: boolean | null
  readonly endedAtMs: number
}

/** Whether it was played to the end, or as good as. A row of 0 ms was not, whatever its reason says. */
export function isCompleted(listen: Pick<Played, 'msPlayed' | 'reasonEnd'>, trackDurationMs: number | null = null): boolean {
  if (listen.msPlayed <= 0) return false
  if (listen.reasonEnd === COMPLETED_REASON) return true
  return trackDurationMs !== null && trackDurationMs > 0 && listen.msPlayed >= trackDurationMs * COMPLETED_SHARE_MIN
}

/** Whether it counts: at least 30 s, or half the track where its length is known, or played to the end. */
export function isCounted(listen: Pick<Played, 'msPlayed' | 'reasonEnd'>, trackDurationMs: number | null = null): boolean {
  if (listen.msPlayed >= COUNTED_MS_MIN || isCompleted(listen, trackDurationMs)) return true
  return trackDurationMs !== null && trackDurationMs > 0 && listen.msPlayed > 0 && listen.msPlayed >= trackDurationMs * COUNTED_SHARE_MIN
}

/**
 * Whether the listener ended it early. Never where it was played to the end, or as good as. Otherwise where the source says so, or the forward
 * or back button ended it, or it was stopped and no flag that can be trusted denies it. "unknown", "trackerror", a lost connection or a
 * closed app are nobody's choice and no skip.
 */
export function isSkip(listen: Played, trackDurationMs: number | null = null): boolean {
  if (isCompleted(listen, trackDurationMs)) return false
  if (listen.skipped === true) return true
  if (listen.reasonEnd === null || listen.reasonEnd === COMPLETED_REASON) return false
  if (SKIP_REASONS.some((reason) => reason === listen.reasonEnd)) return true
  if (!STOP_REASONS.some((reason) => reason === listen.reasonEnd)) return false
  const flagIsBroken = listen.endedAtMs >= SKIPPED_BROKEN_FROM_MS && listen.endedAtMs < SKIPPED_BROKEN_TO_MS
  return listen.skipped === null || flagIsBroken
}
