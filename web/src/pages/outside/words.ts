// What the page of the world outside says, in words.

import type { EnrichmentKind, Outside, OutsideHost, SpotifyJobState } from '../../../../src/server/contract.ts'
import { countOf, formatClock, formatCount, formatDay, formatEta, startOfDay } from '../../kit/format.ts'

/** A moment as one says it: "21:04" today, else with its day. */
export function formatWhen(ms: number, nowMs: number): string {
  const day = formatDay(ms, nowMs)
  return day === 'Today' ? formatClock(ms) : day === 'Yesterday' ? `yesterday, ${formatClock(ms)}` : `${day}, ${formatClock(ms)}`
}

/** A moment to come, after a verb: "at 13:00", "tomorrow at 9:00", "on Sunday, 22 November, at 15:29". */
export function formatComing(ms: number, nowMs: number): string {
  const days = Math.round((startOfDay(ms) - startOfDay(nowMs)) / 86_400_000)
  const clock = `at ${formatClock(ms)}`
  return days <= 0 ? clock : days === 1 ? `tomorrow ${clock}` : `on ${formatDay(ms, nowMs)}, ${clock}`
}

/** What may leave, in a sentence. */
export function sayOutside({ allowed, cutByEnvironment, hosts }: Outside): string {
  if (cutByEnvironment) return 'Nothing leaves this machine: DEEPCUT_OFFLINE is set where Deepcut was started.'
  const own = hosts.filter((host) => host.switchedWith === null)
  const on = own.filter((host) => host.on)
  if (!allowed) return `Nothing leaves this machine: you cut every way out.${on.length > 0 ? ' The switches below are kept.' : ''}`
  if (on.length === 0) return 'Nothing leaves this machine: every host is switched off. Deepcut needs none of them.'
  const names = on.map((host) => host.title)
  const told = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `Deepcut may call ${told}, and nobody else.`
}

/** "1 call a second", "1 call every 5 s", "at most 400 a day". */
export function sayPace({ delayMs, perDayMax }: Pick<OutsideHost, 'delayMs' | 'perDayMax'>): string {
  const pace =
    delayMs <= 1000
      ? `${countOf(Math.max(1, Math.round(1000 / delayMs)), 'call')} a second`
      : `1 call every ${formatCount(delayMs / 1000)} s`
  return perDayMax === null ? `at most ${pace}` : `at most ${pace} and ${formatCount(perDayMax)} a day`
}

/** What a job of the Spotify link is at; `waitsFor` is what has to happen first, if anything. */
export function sayJob(job: SpotifyJobState, waitsFor: 'switch' | 'log-in' | null, nowMs: number): string {
  if (job.running) return job.total === null ? 'Asking now.' : `Asking now: ${formatCount(job.done)} of ${formatCount(job.total)}.`
  if (!job.on) return job.lastAtMs === null ? 'Off.' : `Off since it last ran, ${formatWhen(job.lastAtMs, nowMs)}.`
  if (waitsFor !== null) return waitsFor === 'switch' ? 'Waits until Spotify is switched on.' : 'Waits until you log in again.'
  const next =
    job.dueAtMs === null
      ? ''
      : job.dueAtMs <= nowMs
        ? 'Is due now.'
        : `${job.heldWhy ? 'Goes on' : 'Next'} ${formatComing(job.dueAtMs, nowMs)}.`
  const partly = job.heldWhy && job.total !== null ? ` Stands at ${formatCount(job.done)} of ${formatCount(job.total)}.` : ''
  return `${job.heldWhy ? `Paused: ${job.heldWhy} ` : ''}${next}${partly}`.trim()
}

/** What became of the last run, or null before the first. */
export function sayLast(job: SpotifyJobState, nowMs: number): string | null {
  if (job.lastAtMs === null || job.lastResult === null || (job.lastFailed && job.heldWhy === job.lastResult)) return null
  return `${formatWhen(job.lastAtMs, nowMs)}: ${job.lastResult}${/[.)]$/.test(job.lastResult) ? '' : '.'}`
}

/** Where a kind of question stands; `host` is whom it asks, `batch` how many tracks one call asks about. */
export function sayKind(kind: EnrichmentKind, host: Pick<OutsideHost, 'title' | 'delayMs'>, batch: number, nowMs: number): string {
  const waiting = kind.waiting === 0 ? 'Nothing waits' : `${countOf(kind.waiting, 'track')} ${kind.waiting === 1 ? 'waits' : 'wait'}`
  if (!kind.open) return kind.waiting === 0 ? `${host.title} is switched off.` : `${waiting}; ${host.title} is switched off.`
  if (kind.waiting === 0) return 'Nothing waits.'
  if (!kind.on) return `${waiting}; this question is switched off.`
  if (kind.resumesAtMs !== null) return `${waiting}. Goes on ${formatComing(kind.resumesAtMs, nowMs)}: ${kind.heldWhy ?? ''}`
  return `${waiting}: ${formatEta((kind.waiting / batch) * Math.max(host.delayMs, 300) * 0.001)} at this host's pace.`
}

/** The words for a code in the address, after coming back from Spotify. */
export const CAME_BACK: Readonly<Record<string, string>> = {
  LINKED: 'Spotify is linked.',
  SPOTIFY_DENIED: 'You did not agree at Spotify; nothing was linked.',
  SPOTIFY_STATE: 'That way back did not belong to a log-in begun here in the last 15 minutes. Begin again.',
  SPOTIFY_CODE: 'Spotify sent no code. Begin again.',
  SPOTIFY_APP: 'Spotify does not know this app. Check the client id.',
  EGRESS_OFF: 'Spotify is switched off here. Switch it on, then log in.',
}
export const CAME_BACK_OTHERWISE = 'The log-in did not work. The list of calls below says what Spotify answered.'
