// How far into a track the listener stays: survival curves over listens.

import { COMPLETED, type Ledger } from '#listens'
import type { Dimensions } from '../dimensions.ts'
import { type Asked, type Cell, exclusions, insight, notTold, shareOf } from '../insight.ts'
import { type Scope, TOLD } from '../scope.ts'
import { percent, whole } from '../wording.ts'

const SHARES = 100
const SECONDS = 600

export interface Curve {
  readonly at: number[]
  readonly share: number[]
  readonly low: number[]
  readonly high: number[]
  readonly atRisk: number[]
  readonly listens: number
  readonly stopped: number
}

/**
 * The product-limit estimate (Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958) with Greenwood's
 * variance: share[i] had not stopped before step i. `stopped[i]` ended by choice within step i, `left[i]` for another reason.
 */
export function productLimit(stopped: ArrayLike<number>, left: ArrayLike<number>, steps: number, scale: number): Curve | null {
  let atRisk = 0
  for (let step = 0; step < stopped.length; step++) atRisk += stopped[step] + left[step]
  if (atRisk === 0) return null
  const curve: Curve = { at: [], share: [], low: [], high: [], atRisk: [], listens: atRisk, stopped: sumOf(stopped) }
  let [share, greenwood] = [1, 0]
  for (let step = 0; step <= steps; step++) {
    const spread = 1.959964 * share * Math.sqrt(greenwood)
    curve.at.push(step / scale)
    curve.share.push(share)
    curve.low.push(Math.max(0, share - spread))
    curve.high.push(Math.min(1, share + spread))
    curve.atRisk.push(atRisk)
    if (step === steps || atRisk === 0) continue
    const events = stopped[step]
    share *= 1 - events / atRisk
    if (atRisk > events) greenwood += events / (atRisk * (atRisk - events))
    atRisk -= events + left[step]
  }
  return curve
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]
  return sum
}

/** The first point at which fewer than half stay. */
const medianOf = (curve: Curve | null): number | null => {
  if (curve === null) return null
  const at = curve.share.findIndex((share) => share < 0.5)
  return at < 0 ? null : curve.at[at]
}

/** Counts of stopped and left, side by side for each second and each hundredth of the track. */
interface Ends {
  readonly seconds: Int32Array
  readonly shares: Int32Array
}

const learned = new WeakMap<Ledger, { readonly durationMs: Int32Array; readonly lengths: Int32Array }>()

/**
 * The length of each track, ms: as the library knows it, else the longest that anybody heard of it to its end. Without that, a track known only from an
 * export would be in the curve where it was heard to the end and out of it where it was stopped. 0 where neither is known.
 */
function lengthsOf(ledger: Ledger, { durationMs }: Pick<Dimensions, 'durationMs'>): Int32Array {
  const kept = learned.get(ledger)
  if (kept?.durationMs === durationMs) return kept.lengths
  const lengths = learnLengths(ledger, durationMs)
  learned.set(ledger, { durationMs, lengths })
  return lengths
}

function learnLengths({ count, flags, msPlayed, trackIds }: Ledger, durationMs: Int32Array): Int32Array {
  const lengths = durationMs.slice()
  for (let row = 0; row < count; row++) {
    const track = trackIds[row]
    if ((flags[row] & COMPLETED) !== 0 && durationMs[track] === 0 && msPlayed[row] > lengths[track]) lengths[track] = msPlayed[row]
  }
  lengths[0] = 0
  return lengths
}

/** Takes in the rows whose outcome is told; returns how many tell their time, and how many of these cannot be placed in their track. */
function placeEnds({ ledger, dims, mark, low, high }: Scope, { seconds, shares }: Ends): readonly [timed: number, unlengthed: number] {
  const { msPlayed, trackIds } = ledger
  const lengths = lengthsOf(ledger, dims)
  let timed = 0
  let unlengthed = 0
  for (let row = low; row < high; row++) {
    const bits = mark[row]
    const ms = msPlayed[row]
    if ((bits & TOLD) === 0 || ms < 0) continue
    timed++
    // 0 for a listen that its listener stopped, 1 for one that ended otherwise.
    const otherwise = ((bits >> 2) & 1) ^ 1
    seconds[2 * Math.min(SECONDS, (ms / 1000) | 0) + otherwise]++
    const length = lengths[trackIds[row]]
    const done = (bits >> 1) & 1
    if (length === 0) {
      unlengthed++
      continue
    }
    const reached = Math.min(SHARES, ((ms * SHARES) / length) | 0)
    shares[2 * (reached + (SHARES - reached) * done) + otherwise]++
  }
  return [timed, unlengthed]
}

function countCompletion(asked: Asked) {
  const { measured } = asked
  const ends: Ends = { seconds: new Int32Array(2 * SECONDS + 2), shares: new Int32Array(2 * SHARES + 2) }
  const [timed, unlengthed] = placeEnds(asked.scope, ends)
  for (const pairs of [ends.seconds, ends.shares]) {
    // Who got so far was not stopped within what the curve shows.
    pairs[pairs.length - 1] += pairs[pairs.length - 2]
    pairs[pairs.length - 2] = 0
  }
  const untimed = measured.told - timed
  const every = (pairs: Int32Array, side: 0 | 1) => pairs.filter((_, at) => at % 2 === side)
  const byShare = productLimit(every(ends.shares, 0), every(ends.shares, 1), SHARES, SHARES)
  const bySecond = productLimit(every(ends.seconds, 0), every(ends.seconds, 1), SECONDS, 1)
  const data = {
    byShare,
    bySecond,
    completedShare: shareOf(measured.completed, measured.told),
    medianShare: medianOf(byShare),
    medianS: medianOf(bySecond),
  }
  return {
    data,
    used: timed,
    excluded: exclusions(
      notTold(measured),
      ['untimed', 'where the source does not say how long', untimed],
      ['no-length', 'of tracks of unknown length that were never heard to the end: in the curve by seconds only', unlengthed],
    ),
    coverage:
      measured.listens > 0 ? { share: timed / measured.listens, label: 'of listens tell how long they were and how they ended' } : null,
  }
}

const curveRows = (curve: Curve | null): Cell[][] =>
  curve === null ? [] : curve.at.map((at, i) => [at, curve.share[i], curve.low[i], curve.high[i], curve.atRisk[i]])
const curveColumns = (name: string, unit: string) => [
  { name, unit },
  { name: 'still listening', unit: '0 to 1' },
  { name: 'low', unit: '95 % interval' },
  { name: 'high', unit: '95 % interval' },
  { name: 'at risk', unit: 'listens' },
]

export const completion = insight({
  question: 'How far into a track do you stay?',
  explanation:
    'Of all listens that began, the share not yet stopped by the listener, by share of the track and by second (Kaplan-Meier). ' +
    'A listen that ended for another reason, such as the end of the track or a lost connection, leaves the curve without lowering it. ' +
    'By share, tracks whose length is known, or was learned from a listen to their end; by second, all whose time is told.',
  group: 'habits',
  parameters: [],
  tables: [
    { name: 'by share', title: 'Still listening, by share of the track' },
    { name: 'by second', title: 'Still listening, by second' },
  ],
  count: countCompletion,
  tell({ byShare, bySecond, completedShare, medianShare }) {
    if (byShare === null || bySecond === null) return ['No source tells how far listens went in this time.']
    const lines = [
      `${percent(bySecond.share[30])} are still listening after 30 seconds, ${percent(byShare.share[50])} at half of the track, ${percent(byShare.share[SHARES])} to the end.`,
    ]
    if (completedShare !== null) lines.push(`${percent(completedShare)} of the listens whose end is told were heard to the end.`)
    if (medianShare !== null) lines.push(`Half have stopped at ${whole(medianShare * 100)} % of the track.`)
    return lines
  },
  tabulate: (data) => [
    {
      name: 'by share',
      title: 'Still listening, by share of the track',
      columns: curveColumns('share of track', '0 to 1'),
      rows: curveRows(data.byShare),
    },
    { name: 'by second', title: 'Still listening, by second', columns: curveColumns('second', 's'), rows: curveRows(data.bySecond) },
  ],
})
