// Whose turn it is: takes the host's next place in its pace and its day, or says until when it is held.

import { Fault } from '#kernel'
import { effectiveLimits } from './host-address.ts'
import type { HostStates } from './host-states.ts'
import type { Host } from './hosts.ts'
import type { HostState } from './outbound-call.ts'
import { levelAt, waitMsOf } from './token-bucket.ts'

/** Not now: the host is parked, its quota is used up, or it answered "later". It may be tried again at `resumesAtMs`. */
export class Held extends Fault {
  readonly resumesAtMs: number

  constructor(code: 'EGRESS_PARKED' | 'EGRESS_LIMIT' | 'EGRESS_LATER', message: string, resumesAtMs: number) {
    super('unavailable', code, message)
    this.name = 'Held'
    this.resumesAtMs = resumesAtMs
  }
}

const instant = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** Throws a Held where the host asked to be left in peace. */
export function refuseParked(host: Host, state: HostState, nowMs: number): void {
  const untilMs = state.parkedUntilMs
  if (untilMs === null || untilMs <= nowMs) return
  throw new Held('EGRESS_PARKED', `${host.title} is left in peace until ${instant(untilMs)}. ${state.parkedWhy ?? ''}`.trim(), untilMs)
}

/** Takes the next turn, at once in memory, and returns how long to wait for it, ms; a Held where that is longer than `waitMsMax`; `leave` calls of the day are left to others. */
export async function takeTurn(
  deps: { states: HostStates; env: Readonly<Record<string, string | undefined>> },
  host: Host,
  nowMs: number,
  waitMsMax: number,
  leave = 0,
): Promise<number> {
  const state = deps.states.of(host.name)
  refuseParked(host, state, nowMs)
  const limits = effectiveLimits(host, state, deps.env)
  const pace = levelAt(limits.pace, state.pace, nowMs)
  const day = limits.day && levelAt(limits.day, state.day, nowMs)
  const waitMs = Math.max(waitMsOf(limits.pace, pace), day && limits.day ? waitMsOf(limits.day, { ...day, level: day.level - leave }) : 0)
  if (waitMs > waitMsMax)
    throw new Held('EGRESS_LIMIT', `The limit for ${host.title} is used up until ${instant(nowMs + waitMs)}.`, nowMs + waitMs)
  await deps.states.change(host.name, {
    pace: { ...pace, level: pace.level - 1 },
    day: day && { ...day, level: day.level - 1 },
    parkedUntilMs: null,
    parkedWhy: null,
  })
  return waitMs
}
