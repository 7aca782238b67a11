// Eighteen months of an invented listener: sessions by habit, picks by taste and phase, and how each play ended.

import { DAY_MS, HOUR_MS, type Random, seededRandom } from '#kernel'
import { ALBUMS } from '../albums.ts'
import { INVENTED } from '../catalogue.ts'
import { inventedDurationMs } from '../catalogue-table.ts'
import type { StyleName } from '../piece.ts'
import { AWAY, ELSEWHERE, HABITS, HARDLY, type Habit, LIKING, NEVER, PHASES, SHOWS } from './habits.ts'

export const HISTORY_DAYS = 548

/** Something that may be played. */
export interface Recording {
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly style: StyleName
  readonly durationMs: number
  readonly owned: boolean
}

/** One playback event. */
export interface Play {
  readonly recording: Recording | null
  readonly episode: { readonly show: string; readonly title: string } | null
  readonly startedAtMs: number
  readonly msPlayed: number
  readonly reasonStart: string
  readonly reasonEnd: string
  readonly skipped: boolean
  readonly shuffle: boolean
  readonly offline: boolean
  readonly incognito: boolean
  readonly platform: string
}

/** Everything the listener comes across: the demo's pieces, some of the invented catalogue, a few things from elsewhere. */
function recordings(durationsMs: ReadonlyMap<string, number>): Recording[] {
  const owned = ALBUMS.flatMap((album) =>
    album.pieces.map(
      (piece): Recording => ({
        title: piece.title,
        artist: album.artist,
        album: album.title,
        style: piece.style,
        durationMs: durationsMs.get(piece.title)!,
        owned: true,
      }),
    ),
  )
  // Every fourth of the catalogue is known; the rest is there to be found.
  const known = INVENTED.filter((_, i) => i % 4 === 0).map(
    ({ title, artist, style }): Recording => ({
      title,
      artist,
      style,
      album: `${title} and Others`,
      durationMs: inventedDurationMs(artist, title),
      owned: false,
    }),
  )
  return [...owned.filter(({ title }) => !NEVER.has(title)), ...known, ...ELSEWHERE.map((each): Recording => ({ ...each, owned: false }))]
}

/** How much a recording is sought and liked on a day. */
function moodFor(recording: Recording, daysAgo: number): { weight: number; liking: number } {
  let weight = recording.owned ? 1 : 0.22
  let liking = LIKING[recording.style]
  for (const phase of PHASES) {
    if (daysAgo > phase.fromDaysAgo || daysAgo <= phase.toDaysAgo) continue
    if (phase.title !== undefined && phase.title !== recording.title) continue
    if (phase.artist !== undefined && phase.artist !== recording.artist) continue
    if (phase.style !== undefined && phase.style !== recording.style) continue
    weight *= phase.weight
    liking = phase.liking ?? liking
  }
  return { weight, liking }
}

interface Ending {
  readonly msPlayed: number
  readonly reasonEnd: string
  readonly skipped: boolean
}

/** How a play ends: to the end, skipped, or left. */
function ending(random: Random, recording: Recording, liking: number, lastOfSession: boolean): Ending {
  const { durationMs } = recording
  if (random.next() < Math.max(0.02, 0.72 - 0.74 * liking)) {
    const heard = Math.min(durationMs * 0.8, 1200 + 14_000 * random.next() ** 1.5)
    return { msPlayed: Math.round(heard), reasonEnd: random.next() < 0.93 ? 'fwdbtn' : 'backbtn', skipped: true }
  }
  if (lastOfSession && random.next() < 0.4)
    return {
      msPlayed: Math.round(durationMs * (0.15 + 0.7 * random.next())),
      reasonEnd: random.pick(['logout', 'endplay', 'unexpected-exit-while-paused', 'unexpected-exit']),
      skipped: false,
    }
  if (random.next() < 0.035)
    return { msPlayed: Math.round(durationMs * (0.3 + 0.5 * random.next())), reasonEnd: 'clickrow', skipped: false }
  if (random.next() < 0.006) return { msPlayed: 0, reasonEnd: 'trackerror', skipped: false }
  return { msPlayed: durationMs, reasonEnd: 'trackdone', skipped: false }
}

function podcast(random: Random, startMs: number, platform: string): Play {
  const { show, episodes } = random.pick(SHOWS)
  const finished = random.next() < 0.5
  return {
    recording: null,
    episode: { show, title: random.pick(episodes) },
    startedAtMs: startMs,
    msPlayed: Math.round((finished ? 26 : 4 + 16 * random.next()) * 60_000),
    reasonStart: 'clickrow',
    reasonEnd: finished ? 'trackdone' : 'endplay',
    ...{ skipped: false, shuffle: false, offline: false, incognito: false, platform },
  }
}

/** One session; `heard` counts plays by title, so that what is hardly known stays so. */
function session(
  random: Random,
  habit: Habit,
  startMs: number,
  daysAgo: number,
  pool: readonly Recording[],
  heard: Map<string, number>,
): Play[] {
  const plays: Play[] = []
  const offline = habit.name === 'commute' && random.next() < 0.12
  const incognito = random.next() < 0.01
  let atMs = startMs
  if (habit.podcast && random.next() < habit.podcast) {
    const play = podcast(random, atMs, habit.platform)
    plays.push(play)
    atMs += play.msPlayed + 2000
  }
  const count = habit.tracksMin + random.below(habit.tracksMax - habit.tracksMin + 1)
  const recent: string[] = []
  let reasonStart = random.pick(['clickrow', 'clickrow', 'playbtn', 'appload', 'remote'])
  for (let i = 0; i < count; i++) {
    const candidates = pool.filter(
      ({ title, style }) =>
        habit.styles[style] && !recent.includes(title) && (heard.get(title) ?? 0) < (HARDLY.get(title) ?? Number.POSITIVE_INFINITY),
    )
    const weights = candidates.map(
      (recording) => moodFor(recording, daysAgo).weight * habit.styles[recording.style]! * (HARDLY.has(recording.title) ? 0.008 : 1),
    )
    const recording = random.pickWeighted(candidates, weights)
    const end = ending(random, recording, moodFor(recording, daysAgo).liking, i === count - 1)
    plays.push({
      recording,
      episode: null,
      startedAtMs: atMs,
      ...end,
      reasonStart,
      shuffle: habit.shuffle,
      offline,
      incognito,
      platform: habit.platform,
    })
    heard.set(recording.title, (heard.get(recording.title) ?? 0) + 1)
    recent.push(recording.title)
    if (recent.length > 5) recent.shift()
    atMs += end.msPlayed + (end.reasonEnd === 'trackdone' ? 300 + random.below(900) : 800 + random.below(5000))
    reasonStart =
      end.reasonEnd === 'trackdone' || end.reasonEnd === 'fwdbtn' || end.reasonEnd === 'backbtn' || end.reasonEnd === 'clickrow'
        ? end.reasonEnd
        : 'playbtn'
    // Someone calls, the kettle boils: sessions pause.
    if (random.next() < 0.04) atMs += 60_000 * (2 + random.below(12))
  }
  return plays
}

/** Every play of the last eighteen months, oldest first, none of them after `nowMs`, no two at once. */
export function simulateHistory(options: { nowMs: number; seed: number; durationsMs: ReadonlyMap<string, number> }): Play[] {
  const random = seededRandom(`history ${options.seed}`)
  const pool = recordings(options.durationsMs)
  const heard = new Map<string, number>()
  const today = Math.floor(options.nowMs / DAY_MS) * DAY_MS
  const plays: Play[] = []
  let freeFromMs = 0
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 0; daysAgo--) {
    if (AWAY.some(([from, to]) => daysAgo <= from && daysAgo >= to)) continue
    const dayMs = today - daysAgo * DAY_MS
    const weekday = new Date(dayMs).getUTCDay()
    for (const habit of [...HABITS].sort((a, b) => a.fromHour - b.fromHour)) {
      if (!habit.days.includes(weekday) || random.next() >= habit.chance) continue
      const startMs = Math.max(freeFromMs, dayMs + Math.round((habit.fromHour + random.next() * (habit.toHour - habit.fromHour)) * HOUR_MS))
      const made = session(random, habit, startMs, daysAgo, pool, heard)
      const last = made[made.length - 1]
      if (last.startedAtMs + last.msPlayed > options.nowMs) continue
      plays.push(...made)
      freeFromMs = last.startedAtMs + last.msPlayed + 60_000
    }
  }
  return plays
}
