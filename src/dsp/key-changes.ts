// Where the key changes: a key for each row of some seconds, found together as the likeliest path (Viterbi 1967) through 24 keys whose
// evidence is the fit of the music about that row; a change must be worth its price.

import { estimateKey, KEYS, type KeyEstimate, keyFits } from './key.ts'
import type { PitchRows } from './pitch-profile.ts'

export interface KeySpanEstimate extends KeyEstimate {
  readonly fromS: number
  readonly toS: number
}

export interface KeysFound {
  /** The key of most of the time, and how likely it is right. */
  readonly key: KeyEstimate | null
  readonly spans: readonly KeySpanEstimate[]
}

/** How much music speaks for a row. */
const WINDOW_S = 10
/** What a change costs, as fit times seconds: a new key that fits better by 0.2 pays for it in 18 s. */
const CHANGE_COST = 3.6
/** A stretch whose own key is less sure than this is in no key of its own: it belongs to its longer neighbour. */
const SPAN_CONFIDENCE_MIN = 0.4

interface Span {
  readonly from: number
  readonly to: number
  readonly key: KeyEstimate
}

/** The keys of a recording of `durationS`, as spans that follow each other, and its main one. */
export function findKeys(pitches: PitchRows, durationS: number): KeysFound {
  const main = estimateKey(pitches.whole)
  if (!main) return { key: null, spans: [] }
  const spans = withoutWeak(pitches, spansOf(pitches, likeliestPath(windowFits(pitches), pitches)))
  if (spans.length < 2) return { key: main, spans: [{ ...main, fromS: 0, toS: durationS }] }
  return {
    key: mainKey(pitches, spans),
    spans: spans.map(({ from, to, key }, i) => ({
      ...key,
      fromS: i === 0 ? 0 : from * pitches.rowS,
      toS: i === spans.length - 1 ? durationS : to * pitches.rowS,
    })),
  }
}

/** rowCount x KEYS: how well the music about each row fits each key. */
function windowFits({ rows, rowCount, rowS }: PitchRows): Float64Array {
  const out = new Float64Array(rowCount * KEYS)
  const half = Math.floor(WINDOW_S / rowS / 2)
  const sum = new Float64Array(12)
  for (let row = 0; row < rowCount; row++) {
    sum.fill(0)
    for (let other = Math.max(0, row - half); other <= Math.min(rowCount - 1, row + half); other++)
      for (let pitch = 0; pitch < 12; pitch++) sum[pitch] += rows[other * 12 + pitch]
    keyFits(sum, out.subarray(row * KEYS, (row + 1) * KEYS))
  }
  return out
}

/** The key of each row on the path of greatest evidence less the price of its changes. */
function likeliestPath(fits: Float64Array, { rowCount, rowS }: PitchRows): Uint8Array {
  const cost = CHANGE_COST / rowS
  const score = Float64Array.from(fits.subarray(0, KEYS))
  const from = new Uint8Array(rowCount * KEYS)
  for (let row = 1; row < rowCount; row++) {
    const best = greatest(score)
    const changed = score[best] - cost
    for (let key = 0; key < KEYS; key++) {
      const stays = score[key] >= changed
      from[row * KEYS + key] = stays ? key : best
      score[key] = (stays ? score[key] : changed) + fits[row * KEYS + key]
    }
  }
  const path = new Uint8Array(rowCount)
  path[rowCount - 1] = greatest(score)
  for (let row = rowCount - 1; row > 0; row--) path[row - 1] = from[row * KEYS + path[row]]
  return path
}

/** Stretches of one key, each estimated again from all of its own music; neighbours that then agree are one. */
function spansOf(pitches: PitchRows, path: Uint8Array): Span[] {
  const spans: Span[] = []
  for (let from = 0, row = 1; row <= path.length; row++) {
    if (row < path.length && path[row] === path[from]) continue
    const key = estimateKey(classesOf(pitches, [{ from, to: row }]))
    const last = spans.at(-1)
    if (key && !(last && isSame(last.key, key))) spans.push({ from: last ? from : 0, to: row, key })
    else if (last) spans[spans.length - 1] = joined(pitches, last, row)
    from = row
  }
  return spans
}

/** The spans with the weakest given to a neighbour, until none is weak or only one is left. */
function withoutWeak(pitches: PitchRows, spans: readonly Span[]): readonly Span[] {
  let rest = spans
  while (rest.length > 1) {
    const weakest = rest.reduce((least, span, i) => (span.key.confidence < rest[least].key.confidence ? i : least), 0)
    if (rest[weakest].key.confidence >= SPAN_CONFIDENCE_MIN) return rest
    rest = withoutOne(pitches, rest, weakest)
  }
  return rest
}

/** The spans without one, whose time its longer neighbour gets; neighbours that then agree are one. */
function withoutOne(pitches: PitchRows, spans: readonly Span[], gone: number): Span[] {
  const [before, here, after] = [spans[gone - 1], spans[gone], spans[gone + 1]]
  const toBefore = before && (!after || before.to - before.from >= after.to - after.from)
  const out: Span[] = []
  for (const span of spans) {
    if (span === here) continue
    const last = out.at(-1)
    const grown = span === before && toBefore ? { ...span, to: here.to } : span === after && !toBefore ? { ...span, from: here.from } : span
    if (last && isSame(last.key, grown.key)) out[out.length - 1] = joined(pitches, last, grown.to)
    else out.push(grown)
  }
  return out
}

const joined = (pitches: PitchRows, { from, key }: Span, to: number): Span => ({
  from,
  to,
  key: estimateKey(classesOf(pitches, [{ from, to }])) ?? key,
})

/** The key with the most time, judged by all of its music; the less of the piece it holds, the less sure. */
function mainKey(pitches: PitchRows, spans: readonly Span[]): KeyEstimate | null {
  const time = (key: KeyEstimate) => spans.reduce((sum, span) => sum + (isSame(span.key, key) ? span.to - span.from : 0), 0)
  const most = spans.reduce((best, span) => (time(span.key) > time(best.key) ? span : best)).key
  const its = spans.filter((span) => isSame(span.key, most))
  const again = estimateKey(classesOf(pitches, its)) ?? most
  return { ...again, confidence: again.confidence * Math.sqrt(time(most) / pitches.rowCount) }
}

function classesOf({ rows }: PitchRows, spans: readonly Pick<Span, 'from' | 'to'>[]): Float64Array {
  const sum = new Float64Array(12)
  for (const { from, to } of spans) for (let i = from * 12; i < to * 12; i++) sum[i % 12] += rows[i]
  return sum
}

const isSame = (a: KeyEstimate, b: KeyEstimate): boolean => a.tonic === b.tonic && a.mode === b.mode

function greatest(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i
  return best
}
