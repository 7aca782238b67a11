// What a row tells of an event, and how far two rows may differ and still tell of one. Every tolerance has its reason in docs/science/one-listen.md.

import { artistPart, isVarious, titlePart } from '#library'
import type { TimePrecision, TimeTold } from './listen.ts'

/** Clocks of two sources differ, and one of them may be cut to the minute: the same end of one playback is told at most this far apart. */
export const NEAR_MS_MAX = 90_000
/** Who paused began earlier than the end less the time played says: into the silence before it, at most this far. */
export const QUIET_MS_MAX = 900_000
/** … and by a clock that is early, the start may seem to lie a little before the silence. */
const QUIET_EDGE_MS = 30_000
/** Played times of one event differ by at most this, or a tenth of the longer. */
const PLAYED_MS_MAX = 5_000
const PLAYED_SHARE_MAX = 0.1
/** Two exact intervals that share half of the shorter one, and at least this much, cannot be two playings of one recording. */
const OVERLAP_MS_MIN = 5_000
const OVERLAP_SHARE_MIN = 0.5
/** A recording of unknown length, for times that may be of either end. */
const USUAL_LENGTH_MS = 240_000
/** A day without a zone reaches half a day over both its ends. */
const DAY_MS = 86_400_000

/** What is looked at of a listen. */
export interface Told {
  readonly id: number
  /** Told apart from rows with the same time, track and played time by this: bits of its row key, so that the outcome does not depend on ids. */
  readonly tie: number
  /** Of `tellerOf`; but see own-repeats.ts. */
  readonly teller: string
  readonly precision: TimePrecision
  readonly timeTold: TimeTold
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** Null where the row does not say; start and end are then equal. */
  readonly msPlayed: number | null
  readonly reasonStart: string | null
  readonly reasonEnd: string | null
  readonly offline: boolean
  /** When it began by the device's own clock; null where that is not told. */
  readonly offlineAtMs: number | null
  readonly trackId: number | null
  readonly matchKey: string
  /** Of the recording, where it is known. */
  readonly lengthMs: number | null
  /** Ids of rows that a person said are other listens than this one. */
  readonly apartFrom: readonly number[]
}

/** A row with what is reckoned from it once. */
export interface Evidence {
  readonly told: Told
  /** When it began and ended, as far as that can be believed: by the device; not at all where it was synchronised later and no device tells. */
  readonly startMs: number | null
  readonly endMs: number | null
  /** The earliest moment it may have begun, if it was paused. */
  readonly quietFromMs: number
}

const PRECISION_RANK = { ms: 0, s: 1, min: 2, day: 3 } as const
const UNCERTAIN_MS = { ms: 0, s: 1000, min: 60_000, day: DAY_MS } as const

/** Formats of which every source is someone else: devices that tell as it happens, and tables of whatever service. */
const BY_SOURCE = /^(?:scrobble|deepcut-player|table-of-listens)$/
/** Whether each source of a format tells for itself. */
export const tellsBySource = (format: string): boolean => BY_SOURCE.test(format)
/** Services whose exports come in several shapes. */
const SERVICE = /^(?:lastfm|listenbrainz|youtube|pano)(?=-|$)/
/** Who tells: rows of one teller are taken at their word as different events. A service is one teller as long as it is equally exact. */
export function tellerOf(format: string, sourceId: number, precision: TimePrecision): string {
  if (tellsBySource(format)) return `${format}#${sourceId}`
  const service = SERVICE.exec(format)?.[0] ?? format
  return precision === 'min' || precision === 'day' ? `${service} ${precision}` : service
}

/** Formats whose one time may be that of either end: Spotify's recently played says now the start and now the end. */
const EITHER_END = /^spotify-(?:recent|recently|live|poll)/
const isEitherEnd = (told: Told) => told.msPlayed === null && EITHER_END.test(told.teller)

/** How good a row is: first those that say how long was listened, then the most exact, then those that say why it ended. Smaller is better. */
export const rankOf = (told: Told): number =>
  (told.msPlayed === null ? 100 : 0) + PRECISION_RANK[told.precision] * 10 + (told.reasonEnd === null ? 1 : 0)

/** Order of time, the same whatever the ids. */
export const byTime = (a: Told, b: Told): number =>
  a.startedAtMs - b.startedAtMs ||
  a.endedAtMs - b.endedAtMs ||
  (a.offlineAtMs ?? 0) - (b.offlineAtMs ?? 0) ||
  a.tie - b.tie ||
  (a.teller < b.teller ? -1 : a.teller > b.teller ? 1 : 0)

/** Offline longer than 30 days, Spotify forgets what was downloaded. */
const OFFLINE_MS_MAX = 35 * DAY_MS
/**
 * When a playback began by its device, where that can be believed: before the service heard of its end, and not a month before. Only then is it
 * another time than the one told.
 */
function deviceStartMs({ offline, offlineAtMs, endedAtMs, msPlayed }: Told): number | null {
  if (!offline || offlineAtMs === null || msPlayed === null) return null
  const lateMs = endedAtMs - (offlineAtMs + msPlayed)
  return lateMs > NEAR_MS_MAX && lateMs < OFFLINE_MS_MAX ? offlineAtMs : null
}

/**
 * The evidence of a row. `quietFromMs` is the end of what its teller tells before it; null where it was synchronised together with others, so that
 * its end says nothing of when it began.
 */
export function evidenceOf(told: Told, quietFromMs: number | null = told.startedAtMs): Evidence {
  const { msPlayed, endedAtMs, startedAtMs, offline, offlineAtMs } = told
  const deviceMs = deviceStartMs(told)
  if (deviceMs !== null) return { told, startMs: deviceMs, endMs: deviceMs + msPlayed!, quietFromMs: startedAtMs }
  if (quietFromMs === null || (offline && !(offlineAtMs !== null && offlineAtMs > 0)))
    return { told, startMs: null, endMs: null, quietFromMs: startedAtMs }
  const paused = told.timeTold === 'end' && msPlayed !== null
  return {
    told,
    startMs: msPlayed === null ? startedAtMs : endedAtMs - msPlayed,
    endMs: endedAtMs,
    quietFromMs: paused ? Math.max(quietFromMs, startedAtMs - QUIET_MS_MAX) : startedAtMs,
  }
}

/** The service of a teller: the time at which it heard of a row is its own, and no other's. */
const serviceOf = ({ teller }: Told): string => /^[^-# ]*/.exec(teller)![0]

/** The span of time outside of which no other row can tell of the same event. */
export function reachOf(told: Told): [fromMs: number, toMs: number] {
  if (told.precision === 'day') return [told.startedAtMs - DAY_MS / 2, told.endedAtMs + 1.5 * DAY_MS]
  const fromMs = Math.min(told.startedAtMs, deviceStartMs(told) ?? told.startedAtMs)
  const lengthMs = isEitherEnd(told) ? (told.lengthMs ?? USUAL_LENGTH_MS) : 0
  return [fromMs - lengthMs - QUIET_MS_MAX - NEAR_MS_MAX, told.endedAtMs + lengthMs + NEAR_MS_MAX]
}

/** Whether a person said that two rows are two listens. */
export const areApart = (a: Told, b: Told): boolean => a.apartFrom.length > 0 && a.apartFrom.includes(b.id)

/** Whether two rows of one title may be of one recording: by track, by name, or because one of them leaves the artist open. */
export function maySoundAlike(a: Told, b: Told): boolean {
  if ((a.trackId !== null && a.trackId === b.trackId) || a.matchKey === b.matchKey) return true
  if (titlePart(a.matchKey) !== titlePart(b.matchKey)) return false
  const [one, other] = [artistPart(a.matchKey), artistPart(b.matchKey)]
  return isOpen(one) || isOpen(other) || one.startsWith(other) || other.startsWith(one)
}

const isOpen = (artist: string) => artist === '' || artist === 'unknownartist' || artist === 'untagged' || isVarious(artist)

/** Further than this, and two rows are only one event where nothing nearer takes either of them. */
export const FAR = 1e9

/** How ill two rows fit one event: 0 for not at all ill, from FAR on a last resort; Infinity where they cannot be one. */
export function misfit(a: Evidence, b: Evidence): number {
  if (!maySoundAlike(a.told, b.told)) return Number.POSITIVE_INFINITY
  if (a.told.precision === 'day' || b.told.precision === 'day') return dayMisfit(a.told, b.told)
  const [aMs, bMs] = [a.told.msPlayed, b.told.msPlayed]
  if (aMs !== null && bMs !== null) return intervalMisfit(a, b, aMs, bMs)
  if (aMs !== null) return pointMisfit(b.told, a)
  if (bMs !== null) return pointMisfit(a.told, b)
  const gapMs = Math.abs(a.told.startedAtMs - b.told.startedAtMs)
  if (gapMs <= NEAR_MS_MAX && a.told.timeTold === b.told.timeTold) return gapOf(a.told, a.told.startedAtMs, b.told, b.told.startedAtMs)
  const lengthMs = a.told.lengthMs ?? b.told.lengthMs ?? USUAL_LENGTH_MS
  const eitherEnd = isEitherEnd(a.told) || isEitherEnd(b.told) || a.told.timeTold !== b.told.timeTold
  return eitherEnd && gapMs <= lengthMs + NEAR_MS_MAX ? Math.min(gapMs, Math.abs(gapMs - lengthMs)) : Number.POSITIVE_INFINITY
}

/** How far two times are apart beyond what their exactness leaves open: a time cut to the minute is any moment of that minute. */
function gapOf(a: Told, aMs: number, b: Told, bMs: number): number {
  if (aMs <= bMs) return Math.max(0, bMs - aMs - UNCERTAIN_MS[a.precision])
  return Math.max(0, aMs - bMs - UNCERTAIN_MS[b.precision])
}

function intervalMisfit(a: Evidence, b: Evidence, aMs: number, bMs: number): number {
  const playedGapMs = Math.abs(aMs - bMs)
  if (playedGapMs <= Math.max(PLAYED_MS_MAX, Math.max(aMs, bMs) * PLAYED_SHARE_MAX)) {
    let least = Number.POSITIVE_INFINITY
    const compare = (aEndMs: number, bEndMs: number) => {
      if (Math.abs(aEndMs - bEndMs) <= NEAR_MS_MAX) least = Math.min(least, gapOf(a.told, aEndMs, b.told, bEndMs) + playedGapMs)
    }
    if (a.endMs !== null && b.endMs !== null) compare(a.endMs, b.endMs)
    if (serviceOf(a.told) === serviceOf(b.told)) compare(a.told.endedAtMs, b.told.endedAtMs)
    if (least < Number.POSITIVE_INFINITY) return least
    if (a.told.timeTold !== b.told.timeTold) {
      const [start, end] = a.told.timeTold === 'start' ? [a, b] : [b, a]
      return startMisfit(start.told, end)
    }
  }
  return overlaps(a.told, b.told) ? FAR + playedGapMs : Number.POSITIVE_INFINITY
}

/** Whether two exact intervals share so much that they cannot be two playings. */
export function overlaps(a: Told, b: Told): boolean {
  if (a.msPlayed === null || b.msPlayed === null || UNCERTAIN_MS[a.precision] > 1000 || UNCERTAIN_MS[b.precision] > 1000) return false
  if (deviceStartMs(a) !== null || deviceStartMs(b) !== null) return false
  const sharedMs = Math.min(a.endedAtMs, b.endedAtMs) - Math.max(a.startedAtMs, b.startedAtMs)
  return sharedMs >= OVERLAP_MS_MIN && sharedMs >= Math.min(a.msPlayed, b.msPlayed) * OVERLAP_SHARE_MIN
}

/** A told start against an interval: near its start, or in the silence before it. */
function startMisfit(start: Told, { told, startMs, quietFromMs }: Evidence): number {
  if (startMs === null) return Number.POSITIVE_INFINITY
  const atMs = start.startedAtMs
  const gapMs = Math.abs(atMs - startMs)
  if (gapMs <= NEAR_MS_MAX) return gapOf(start, atMs, told, startMs)
  return atMs < startMs && atMs + UNCERTAIN_MS[start.precision] >= quietFromMs - QUIET_EDGE_MS ? gapMs : Number.POSITIVE_INFINITY
}

/** A told end against an interval. */
function endMisfit(end: Told, { told, startMs }: Evidence): number {
  if (startMs === null) return Number.POSITIVE_INFINITY
  const endMs = startMs + told.msPlayed!
  return Math.abs(end.startedAtMs - endMs) <= NEAR_MS_MAX ? gapOf(end, end.startedAtMs, told, endMs) : Number.POSITIVE_INFINITY
}

function pointMisfit(point: Told, interval: Evidence): number {
  const { startMs } = interval
  if (startMs === null) return Number.POSITIVE_INFINITY
  const asStart = point.timeTold === 'start' || isEitherEnd(point) ? startMisfit(point, interval) : Number.POSITIVE_INFINITY
  const asEnd = point.timeTold === 'end' || isEitherEnd(point) ? endMisfit(point, interval) : Number.POSITIVE_INFINITY
  const near = Math.min(asStart, asEnd)
  if (near < Number.POSITIVE_INFINITY) return near
  const pastMs = point.startedAtMs - startMs
  return pastMs >= -NEAR_MS_MAX && pastMs <= interval.told.msPlayed! + NEAR_MS_MAX ? FAR + Math.abs(pastMs) : Number.POSITIVE_INFINITY
}

function dayMisfit(a: Told, b: Told): number {
  const [day, other] = a.precision === 'day' ? [a, b] : [b, a]
  const [fromMs, toMs] = reachOf(day)
  if (other.precision === 'day') return day.startedAtMs === other.startedAtMs ? 0 : Number.POSITIVE_INFINITY
  return other.endedAtMs >= fromMs && other.startedAtMs <= toMs ? FAR : Number.POSITIVE_INFINITY
}
