// Listens put together by day.

import type { ListenRow } from '../../../../src/server/contract.ts'
import { startOfDay } from '../../kit/format.ts'

export interface Day {
  readonly startMs: number
  readonly listens: readonly ListenRow[]
}

/** Listens, newest first, put together by the local day on which they ended. */
export function byDay(listens: readonly ListenRow[]): Day[] {
  const days: { startMs: number; listens: ListenRow[] }[] = []
  for (const listen of listens) {
    const startMs = startOfDay(listen.endedAtMs)
    const last = days.at(-1)
    if (last?.startMs === startMs) last.listens.push(listen)
    else days.push({ startMs, listens: [listen] })
  }
  return days
}
