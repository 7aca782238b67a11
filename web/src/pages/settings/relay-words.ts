// How a relay goes, as a sentence.

import type { Relays } from '../../../../src/server/contract.ts'
import { countOf, formatCount, formatSpan } from '../../kit/format.ts'

type Relay = Relays['items'][number]

export function sayRelay({ sent, waiting, refused, parked, open, resumesAtMs }: Relay, nowMs: number): string {
  const left = refused > 0 ? ` ${countOf(refused, 'listen')} ${refused === 1 ? 'was' : 'were'} not taken.` : ''
  const passed = `${countOf(sent, 'listen')} passed on.${left}`
  if (parked !== null) return `${passed} It stopped: ${parked} Enter it again to go on.`
  if (waiting === 0) return passed
  const waits = `${formatCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`
  if (!open) return `${passed} ${waits} until the host is switched on.`
  if (resumesAtMs !== null) return `${passed} ${waits}; tried again in ${formatSpan(resumesAtMs - nowMs)}.`
  return `${passed} ${waits}.`
}
