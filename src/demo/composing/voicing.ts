// Voice leading: the next voicing of a chord is the one whose voices move least, without leaving its register.

import { type Chord, pitchClasses } from './theory.ts'

export interface Register {
  readonly low: number
  readonly high: number
}

/** Every close voicing of the pitch classes within the register, and those with the second voice from the top an octave down. */
function candidates(classes: readonly number[], register: Register): number[][] {
  const found: number[][] = []
  for (let inversion = 0; inversion < classes.length; inversion++) {
    const order = [...classes.slice(inversion), ...classes.slice(0, inversion)]
    for (let first = register.low; first < register.low + 24; first++) {
      if (first % 12 !== order[0]) continue
      const close = [first]
      for (const pitchClass of order.slice(1)) {
        const last = close[close.length - 1]
        close.push(last + ((((pitchClass - last) % 12) + 12) % 12 || 12))
      }
      const open = close.length > 3 ? close.map((note, i) => (i === close.length - 2 ? note - 12 : note)).sort((a, b) => a - b) : close
      for (const voicing of [close, open])
        if (voicing[0] >= register.low && voicing[voicing.length - 1] <= register.high) found.push(voicing)
    }
  }
  return found
}

/** How far the voices of `to` are from the nearest ones of `from`, in semitones, both ways. */
function movement(from: readonly number[], to: readonly number[]): number {
  let sum = 0
  for (const note of to) sum += Math.min(...from.map((other) => Math.abs(other - note)))
  for (const note of from) sum += Math.min(...to.map((other) => Math.abs(other - note)))
  return sum
}

/** Costs of what sounds ill: seconds low down, a half-tone at the bottom or at the top, holes. */
function harshness(voicing: readonly number[]): number {
  let cost = 0
  for (let i = 1; i < voicing.length; i++) {
    const gap = voicing[i] - voicing[i - 1]
    if (voicing[i] < 55 && gap < 4) cost += 6
    if (gap === 1 && (i === 1 || i === voicing.length - 1)) cost += 5
    if (gap > 9) cost += gap - 9
  }
  return cost
}

/**
 * Voices a chord as MIDI notes, ascending, nearest to `previous` (null: to the middle of the register). At most `voicesMax` notes;
 * what is left out is the fifth first, then the root.
 * Where the register is too narrow for the chord it is widened.
 */
export function voice(chord: Chord, previous: readonly number[] | null, register: Register, voicesMax = 4): number[] {
  let intervals = [...chord.intervals]
  if (intervals.length > voicesMax) intervals = intervals.filter((interval) => interval !== 7)
  if (intervals.length > voicesMax) intervals = intervals.filter((interval) => interval !== 0)
  const classes = [...new Set(pitchClasses({ ...chord, intervals: intervals.slice(0, voicesMax) }))]
  const middle = (register.low + register.high) / 2
  let best: number[] | null = null
  let bestCost = Number.POSITIVE_INFINITY
  for (const voicing of candidates(classes, register)) {
    const mean = voicing.reduce((sum, note) => sum + note, 0) / voicing.length
    const cost =
      (previous ? movement(previous, voicing) + Math.abs(voicing[voicing.length - 1] - previous[previous.length - 1]) * 0.4 : 0) +
      Math.abs(mean - middle) * 0.35 +
      harshness(voicing)
    if (cost < bestCost) {
      best = voicing
      bestCost = cost
    }
  }
  return best ?? voice(chord, previous, { low: register.low - 2, high: register.high + 2 }, voicesMax)
}
