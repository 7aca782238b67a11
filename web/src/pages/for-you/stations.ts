// What the radar dial says, and where each pick stands on it.

import type { Recommendation } from '../../../../src/server/contract.ts'

/** What the dial says in words. */
export function radarWords(value: number): string {
  if (value < 0.12) return 'what you know and love'
  if (value < 0.37) return 'mostly familiar'
  if (value <= 0.63) return 'some known, some not'
  if (value <= 0.88) return 'mostly off your radar'
  return 'almost nobody’s radar'
}

export interface Station {
  readonly trackId: number
  /** 0 familiar to 1 unknown. */
  readonly share: number
  /** Dots that would touch stand below one another. */
  readonly row: number
  readonly playable: boolean
}

/** Where each pick stands on the scale. */
export function stations(picks: readonly Pick<Recommendation, 'trackId' | 'popularityPercentile' | 'playable'>[]): Station[] {
  const placed: Station[] = []
  const sorted = [...picks].sort((a, b) => b.popularityPercentile - a.popularityPercentile)
  for (const { trackId, popularityPercentile, playable } of sorted) {
    const share = Math.min(1, Math.max(0, 1 - popularityPercentile / 100))
    let row = 0
    while (row < 2 && placed.some((other) => other.row === row && Math.abs(other.share - share) < 0.012)) row++
    placed.push({ trackId, share, row, playable })
  }
  return placed
}
