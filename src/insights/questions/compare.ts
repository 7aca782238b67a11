// Two periods, or two people, side by side: what they share, and who hears more of what.

import { COUNTED } from '#listens'
import { countTracks, filled, foldTracks, NUMBER_COLUMNS, numberCells, topOf } from '../counting.ts'
import type { Dimensions, Thing } from '../dimensions.ts'
import { type Asked, COUNT, countOf, exclusions, insight, notCounted, notTracked, shareOf } from '../insight.ts'
import type { Measured } from '../measure.ts'
import type { Scope } from '../scope.ts'
import { listed, nameOf, percent, times } from '../wording.ts'

interface Pair {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly leftSum: number
  readonly rightSum: number
}

function pairOf(dims: Dimensions, tracks: readonly [Int32Array, Int32Array], kind: Thing): Pair {
  const { of, size } = dims
  const [a, b] = tracks.map((byTrack) => foldTracks(byTrack, of[kind], new Int32Array(size[kind])))
  const sum = (counts: Int32Array) => counts.reduce((total, value) => total + value, 0)
  return { left: a, right: b, leftSum: sum(a), rightSum: sum(b) }
}

function overlapOf({ left, right, leftSum, rightSum }: Pair) {
  let [shared, onlyLeft, onlyRight, dot, leftSquares, rightSquares, overlap] = [0, 0, 0, 0, 0, 0, 0]
  for (let thing = 1; thing < left.length; thing++) {
    const [a, b] = [left[thing], right[thing]]
    if (a === 0 && b === 0) continue
    if (a > 0 && b > 0) shared++
    else if (a > 0) onlyLeft++
    else onlyRight++
    dot += a * b
    leftSquares += a * a
    rightSquares += b * b
    overlap += Math.min(a / leftSum || 0, b / rightSum || 0)
  }
  const both = leftSum > 0 && rightSum > 0
  return {
    shared,
    onlyLeft,
    onlyRight,
    jaccard: shareOf(shared, shared + onlyLeft + onlyRight),
    cosine: both ? dot / Math.sqrt(leftSquares * rightSquares) : null,
    overlap: both ? overlap : null,
  }
}

const distinct = (counts: Int32Array) => counts.reduce((total, value) => total + (value > 0 ? 1 : 0), 0)

/** Those that score highest, as things with both counts and shares. */
function pickBy(asked: Asked, kind: Thing, pair: Pair, score: (left: number, right: number) => number) {
  const { left, right, leftSum, rightSum } = pair
  const scores = filled(new Float64Array(left.length), (thing) =>
    thing === 0 || left[thing] + right[thing] === 0
      ? 0
      : score(leftSum > 0 ? left[thing] / leftSum : 0, rightSum > 0 ? right[thing] / rightSum : 0),
  )
  return topOf(scores, countOf(asked)).map((thing) =>
    Object.assign(asked.thing(kind, thing), {
      left: left[thing],
      right: right[thing],
      leftShare: leftSum > 0 ? left[thing] / leftSum : 0,
      rightShare: rightSum > 0 ? right[thing] / rightSum : 0,
    }),
  )
}

const sideOf = (scope: Scope, measured: Measured, names: { label: string; listener: string }, artists: Int32Array, tracks: Int32Array) => ({
  listens: measured.listens,
  counted: measured.counted,
  completed: measured.completed,
  skipped: measured.skipped,
  msPlayed: measured.msPlayed,
  msEstimated: measured.msEstimated,
  ...names,
  fromMs: scope.fromS * 1000,
  toMs: scope.toS * 1000,
  artists: distinct(artists),
  tracks: distinct(tracks),
})

function countCompare(asked: Asked) {
  const { scope, measured } = asked
  const other = asked.other!
  const { dims } = scope
  const byTrack = [countTracks(scope, COUNTED), countTracks(other.scope, COUNTED)] as const
  const artists = pairOf(dims, byTrack, 'artist')
  const tracks = pairOf(dims, byTrack, 'track')
  const data = {
    left: sideOf(scope, measured, { label: asked.label, listener: asked.listener }, artists.left, tracks.left),
    right: sideOf(other.scope, other.measured, { label: other.label, listener: other.listener }, artists.right, tracks.right),
    artists: overlapOf(artists),
    tracks: overlapOf(tracks),
    genres: overlapOf(pairOf(dims, byTrack, 'genre')),
    sharedArtists: pickBy(asked, 'artist', artists, (left, right) => Math.min(left, right)),
    sharedTracks: pickBy(asked, 'track', tracks, (left, right) => Math.min(left, right)),
    moreLeft: pickBy(asked, 'artist', artists, (left, right) => left - right),
    moreRight: pickBy(asked, 'artist', artists, (left, right) => right - left),
  }
  const excluded = exclusions(
    [...notCounted(measured).slice(0, 2), notCounted(measured)[2] + notCounted(other.measured)[2]] as [string, string, number],
    [...notTracked(measured).slice(0, 2), notTracked(measured)[2] + notTracked(other.measured)[2]] as [string, string, number],
  )
  return { data, used: measured.tracked + other.measured.tracked, excluded, coverage: null }
}

const LISTS = [
  ['shared artists', 'Artists of both', 'artist', 'sharedArtists'],
  ['shared tracks', 'Tracks of both', 'track', 'sharedTracks'],
  ['more left', 'Artists heard more on the first side', 'artist', 'moreLeft'],
  ['more right', 'Artists heard more on the second side', 'artist', 'moreRight'],
] as const

export const compare = insight({
  question: 'What do two times, or two people, have in common?',
  explanation:
    'Shares of counted listens are compared, so that a long time and a short one can stand side by side. The overlap is how much of listening is common: the sum, over all artists, of the smaller of both shares. ' +
    'The cosine is 1 where both hear the same in the same proportions; Jaccard counts artists without regard to how often. Shared ones are ranked by the smaller of both shares.',
  group: 'compare',
  parameters: [
    { name: 'other', summary: 'The other listener; left out, the same one at another time.', choices: null, byDefault: null },
    { name: 'otherFrom', summary: 'Where the other period begins, as `from`.', choices: null, byDefault: null },
    { name: 'otherTo', summary: 'Where the other period ends, as `to`.', choices: null, byDefault: null },
    COUNT,
  ],
  tables: [
    { name: 'sides', title: 'Both sides' },
    { name: 'overlap', title: 'What is common' },
    ...LISTS.map(([name, title]) => ({ name, title })),
  ],
  count: countCompare,
  tell(data) {
    if (data.left.counted === 0 || data.right.counted === 0) return ['On one of both sides nothing that counts was heard.']
    const lines = [
      `${percent(data.artists.overlap ?? 0)} of the listening is common by artist, ${percent(data.tracks.overlap ?? 0)} by track; ${times(data.artists.shared, 'artist')} of ${data.artists.shared + data.artists.onlyLeft + data.artists.onlyRight} are on both sides.`,
    ]
    if (data.sharedArtists.length > 0) lines.push(`Shared above all: ${listed(data.sharedArtists.slice(0, 3).map(nameOf))}.`)
    if (data.moreLeft.length > 0) lines.push(`More with ${data.left.label}: ${listed(data.moreLeft.slice(0, 3).map(nameOf))}.`)
    if (data.moreRight.length > 0) lines.push(`More with ${data.right.label}: ${listed(data.moreRight.slice(0, 3).map(nameOf))}.`)
    return lines
  },
  tabulate: (data) => [
    {
      name: 'sides',
      title: 'Both sides',
      columns: [
        { name: 'side', unit: null },
        { name: 'from', unit: 'ISO 8601' },
        { name: 'to', unit: 'ISO 8601' },
        ...NUMBER_COLUMNS,
        { name: 'artists', unit: 'artists' },
        { name: 'tracks', unit: 'tracks' },
      ],
      rows: [data.left, data.right].map((side) => [
        side.label,
        new Date(side.fromMs).toISOString(),
        new Date(side.toMs).toISOString(),
        ...numberCells(side),
        side.artists,
        side.tracks,
      ]),
    },
    {
      name: 'overlap',
      title: 'What is common',
      columns: [
        { name: 'of', unit: null },
        { name: 'shared', unit: null },
        { name: 'only first', unit: null },
        { name: 'only second', unit: null },
        ...['Jaccard', 'cosine', 'overlap'].map((name) => ({ name, unit: '0 to 1' })),
      ],
      rows: (['artists', 'tracks', 'genres'] as const).map((kind) => {
        const one = data[kind]
        return [kind, one.shared, one.onlyLeft, one.onlyRight, one.jaccard, one.cosine, one.overlap]
      }),
    },
    ...LISTS.map(([name, title, kind, field]) => ({
      name,
      title,
      columns: [
        { name: kind, unit: null },
        { name: 'by', unit: null },
        { name: 'first', unit: 'listens' },
        { name: 'second', unit: 'listens' },
        { name: 'share of first', unit: '0 to 1' },
        { name: 'share of second', unit: '0 to 1' },
      ],
      rows: data[field].map((one) => [one.name, one.by, one.left, one.right, one.leftShare, one.rightShare]),
    })),
  ],
})
