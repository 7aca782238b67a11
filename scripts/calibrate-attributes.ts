// Calibrates the estimated attributes: the scores of a library that hear-library.ts heard get the ranks of the values in a table of
// Spotify's attributes. Run: node scripts/calibrate-attributes.ts HEARD.ndjson spotify_songs.csv.
// Writes src/analysis/attributes/calibration.ts (then: npx biome format --write on it) and prints what each kind of sound gets.
// See docs/science/attributes.md.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { ESTIMATED, type EstimatedName } from '../src/analysis/analysis.ts'
import { interpolated, scoreOf } from '../src/analysis/attributes/estimate.ts'
import type { HeardPiece } from './hear-library.ts'

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
const OUT = join(import.meta.dirname, '../src/analysis/attributes/calibration.ts')
const SHARES = [0, 1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 98, 99, 100].map((share) => share / 100)

/** Kinds of sound by group; a group that is named nowhere is `electronic`. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  calm: [
    'wesnoth',
    'naev',
    'widelands',
    'freedroidrpg',
    'megaglest',
    'flare',
    'singularity',
    'unknown-horizons',
    'drascula',
    'fillets',
    'lincity',
  ],
  rock: ['fretsonfire'],
  bands: ['mma'],
  sung: ['anchor singmix'],
  rapped: ['anchor speechmix'],
  speech: ['anchor speech'],
  live: ['anchor live'],
  none: ['anchor sing', 'golden'],
}

/** What the table is like, in kinds of sound that are at hand: six genres that are sung, danced and amplified, hardly anything calm. */
const DANCED = { electronic: 0.4, bands: 0.25, rock: 0.15, sung: 0.1, calm: 0.1 }
/** Renders are not mastered: where loudness counts, they count little. */
const MASTERED = { electronic: 0.5, rock: 0.2, bands: 0.1, sung: 0.1, calm: 0.1 }
const MIXES: Readonly<Record<EstimatedName, Readonly<Record<string, number>>>> = {
  danceability: DANCED,
  energy: MASTERED,
  valence: DANCED,
  acousticness: MASTERED,
  instrumentalness: { sung: 0.7, rapped: 0.21, electronic: 0.04, bands: 0.02, rock: 0.01, calm: 0.02 },
  speechiness: { sung: 0.45, rapped: 0.15, electronic: 0.16, bands: 0.15, rock: 0.05, calm: 0.04 },
  liveness: { electronic: 0.4, bands: 0.15, rock: 0.15, calm: 0.15, sung: 0.08, live: 0.07 },
}
/** The table has no spoken word: where speech must lie (Spotify's own words: above 0.66 a recording is probably all speech). */
const SPEECH_POINTS = [
  { share: 0.1, value: 0.66 },
  { share: 0.5, value: 0.92 },
]

const [heardPath, tablePath] = process.argv.slice(2)
const pieces = readFileSync(heardPath, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as HeardPiece)
  .filter(({ summaries }) => summaries.length === 3)
const byKind = Map.groupBy(pieces, ({ group }) => kindOf(group))
const rows = parse(readFileSync(tablePath), { columns: true }) as Record<string, string>[]
const tracks = [...new Map(rows.map((row) => [row['track_id'], row])).values()]

const calibration = Object.fromEntries(ESTIMATED.map((name) => [name, knots(name)]))
writeFileSync(OUT, source(calibration))
console.log(`${OUT}: from ${pieces.length} pieces and ${tracks.length} tracks of the table`)
const shownShares = [0.05, 0.25, 0.5, 0.75, 0.95]
const music = pieces.filter(({ group }) => !/^(anchor|golden)/.test(group))
console.log(`\nquantiles ${shownShares.join(', ')}: the table; the weighed library; the ${music.length} pieces of music as they are`)
for (const name of ESTIMATED) {
  const value = (piece: HeardPiece) => interpolated(calibration[name], score(name, piece))
  const weighed = Object.entries(MIXES[name]).flatMap(([kind, share]) =>
    (byKind.get(kind) ?? []).map((piece): [number, number] => [value(piece), share / byKind.get(kind)!.length]),
  )
  const columns = [
    tracks.map((track): [number, number] => [Number(track[name]), 1]),
    weighed,
    music.map((piece): [number, number] => [value(piece), 1]),
  ]
  const shown = columns.map((column) => shownShares.map((share) => quantile(column, share).toFixed(2)).join(' '))
  console.log(`| ${name} | ${shown.join(' | ')} |`)
}
console.log('\nmedian value by kind of sound')
for (const name of ESTIMATED) {
  const medians = [...byKind].map(([kind, of]) => {
    const values = of.map((piece): [number, number] => [interpolated(calibration[name], score(name, piece)), 1])
    return `${kind} ${quantile(values, 0.5).toFixed(2)}`
  })
  console.log(`${name.padEnd(17)} ${medians.join('  ')}`)
}

function kindOf(group: string): string {
  const exact = Object.entries(KINDS).find(([, names]) => names.includes(group))
  const found =
    exact ?? Object.entries(KINDS).find(([, names]) => names.some((name) => !name.startsWith('anchor') && group.startsWith(name)))
  return found?.[0] ?? 'electronic'
}

function score(name: EstimatedName, piece: HeardPiece): number {
  return scoreOf(name, piece.findings)
}

/** Scores and the values they stand for, both rising. */
function knots(name: EstimatedName): { scores: number[]; values: number[] } {
  const weighted: [number, number][] = Object.entries(MIXES[name]).flatMap(([kind, share]) => {
    const of = byKind.get(kind) ?? []
    return of.map((piece): [number, number] => [score(name, piece), share / of.length])
  })
  const column = tracks.map((track): [number, number] => [Number(track[name]), 1])
  const points = SHARES.map((share) => ({ score: quantile(weighted, share), value: quantile(column, share) }))
  const speech = (byKind.get('speech') ?? []).map((piece): [number, number] => [score(name, piece), 1])
  const more = name === 'speechiness' ? SPEECH_POINTS.map(({ share, value }) => ({ score: quantile(speech, share), value })) : []
  const kept = points.filter(({ score, value }) => more.every((point) => score < point.score && value < point.value))
  const all = [...kept, ...more]
  return { scores: all.map((point) => rounded(point.score)), values: all.map((point) => rounded(point.value)) }
}

function quantile(weighted: readonly (readonly [number, number])[], share: number): number {
  const sorted = weighted.toSorted((a, b) => a[0] - b[0])
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let sum = 0
  for (const [value, weight] of sorted) {
    sum += weight
    if (sum >= share * total) return value
  }
  return sorted[sorted.length - 1][0]
}

function source(knotsByName: Readonly<Record<string, { scores: number[]; values: number[] }>>): string {
  const entries = Object.entries(knotsByName).map(
    ([name, { scores, values }]) => `  ${name}: {\n    scores: [${scores.join(', ')}],\n    values: [${values.join(', ')}],\n  },`,
  )
  return `// Generated by scripts/calibrate-attributes.ts from ${pieces.length} pieces: which score of an attribute stands for which value. The values are quantiles
// of ${tracks.length} tracks in TidyTuesday's table of Spotify's attributes (2020-01-21). See docs/science/attributes.md. Do not edit.

import type { EstimatedName } from '../analysis.ts'

export interface Knots {
  readonly scores: readonly number[]
  readonly values: readonly number[]
}

export const CALIBRATION: Readonly<Record<EstimatedName, Knots>> = {
${entries.join('\n')}
}
`
}
