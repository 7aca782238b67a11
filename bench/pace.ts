// The quick tier against the full one, file by file: what an excerpt costs, and how often it leads to the same answer.
// Run: node bench/pace.ts FOLDER [--every 1]. CPU is of this process; ffmpeg, which decodes the formats Deepcut does not, is a process of its own.

import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Analysis, analyseFile } from '#analysis'
import { median } from './bar.ts'

const [folder, ...options] = process.argv.slice(2)
if (!folder) throw new Error('Give a folder of music: node bench/pace.ts FOLDER')
const EVERY = Number(options[options.indexOf('--every') + 1] || 1)
const AUDIO = /\.(mp3|flac|ogg|oga|opus|wav|aif|aiff|m4a)$/i
/** Two tempi that differ by less are the same. */
const TEMPO_WITHIN = 0.04
/** Two values of an attribute that differ by no more are the same to a listener. */
const ATTRIBUTE_WITHIN = 0.1

interface Pair {
  readonly ending: string
  readonly whole: Analysis
  readonly excerpt: Analysis
  readonly wholeMs: number
  readonly excerptMs: number
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1000]
}

async function pairOf(path: string): Promise<Pair | null> {
  const [whole, wholeMs] = await timed(() => analyseFile(path))
  if (!whole.ok) return null
  const [excerpt, excerptMs] = await timed(() => analyseFile({ path, excerptOfS: whole.analysis.durationS }))
  if (!excerpt.ok) return null
  return { ending: path.split('.').at(-1)!.toLowerCase(), whole: whole.analysis, excerpt: excerpt.analysis, wholeMs, excerptMs }
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0)
const share = (values: readonly boolean[]) =>
  values.length === 0 ? '-' : `${Math.round((100 * values.filter(Boolean).length) / values.length)} %`
const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]

function sameTempo({ whole, excerpt }: Pair, factors: readonly number[]): boolean {
  if (!whole.tempo || !excerpt.tempo) return whole.tempo === excerpt.tempo
  const ratio = excerpt.tempo.bpm / whole.tempo.bpm
  return factors.some((factor) => Math.abs(ratio / factor - 1) < TEMPO_WITHIN)
}

const sameKey = ({ whole, excerpt }: Pair) => whole.key?.tonic === excerpt.key?.tonic && whole.key?.mode === excerpt.key?.mode

/** Of the ten nearest by whole vectors, how many are among the ten nearest of the excerpt. */
function neighboursKept(pairs: readonly Pair[]): number {
  const nearest = (vector: Float32Array, self: Pair) =>
    pairs
      .filter((pair) => pair !== self)
      .toSorted((a, b) => cosine(vector, b.whole.vector) - cosine(vector, a.whole.vector))
      .slice(0, 10)
  const kept = pairs.map((pair) => {
    const wanted = new Set(nearest(pair.whole.vector, pair))
    return nearest(pair.excerpt.vector, pair).filter((other) => wanted.has(other)).length / wanted.size
  })
  return kept.reduce((sum, x) => sum + x, 0) / kept.length
}

function row(name: string, pairs: readonly Pair[]): string[] {
  const off = pairs.flatMap(({ whole, excerpt }) =>
    whole.loudness.integratedLufs === null || excerpt.loudness.integratedLufs === null
      ? []
      : [Math.abs(whole.loudness.integratedLufs - excerpt.loudness.integratedLufs)],
  )
  const alike = pairs.map(({ whole, excerpt }) => cosine(whole.vector, excerpt.vector))
  return [
    name,
    `${pairs.length}`,
    `${Math.round(median(pairs.map(({ wholeMs }) => wholeMs)))} ms`,
    `${Math.round(median(pairs.map(({ excerptMs }) => excerptMs)))} ms`,
    share(pairs.map((pair) => sameTempo(pair, [1]))),
    share(pairs.map((pair) => sameTempo(pair, [1, 2, 1 / 2, 3, 1 / 3]))),
    share(pairs.map(sameKey)),
    off.length === 0 ? '-' : `${median(off).toFixed(1)} / ${quantile(off, 0.9).toFixed(1)} LU`,
    `${median(alike).toFixed(2)} / ${quantile(alike, 0.1).toFixed(2)}`,
  ]
}

const paths = readdirSync(resolve(folder), { recursive: true, encoding: 'utf8' })
  .filter((path) => AUDIO.test(path))
  .toSorted()
const pairs: Pair[] = []
for (const [i, path] of paths.entries()) {
  if (i % EVERY !== 0) continue
  const pair = await pairOf(join(resolve(folder), path))
  if (pair) pairs.push(pair)
}
const excerpts = pairs.filter(({ excerpt }) => excerpt.extent === 'excerpt')
const endings = [...new Set(excerpts.map(({ ending }) => ending))].sort()
const table = [
  [
    '',
    'files',
    'CPU whole',
    'CPU excerpt',
    'same tempo',
    'or its octave',
    'same key',
    'loudness off by (median / 9 of 10)',
    'cosine (median / 9 of 10)',
  ],
  ...endings.map((ending) =>
    row(
      ending,
      excerpts.filter((pair) => pair.ending === ending),
    ),
  ),
  row('all', excerpts),
]
for (const line of table) console.log(`| ${line.join(' | ')} |`)
console.log(
  `\nOf the ten nearest tracks by whole files, ${Math.round(100 * neighboursKept(pairs))} % are among the ten nearest by the excerpt.`,
)
console.log(`${pairs.length - excerpts.length} files were too short for an excerpt, or cannot be jumped into, and were heard whole.`)
const changes = excerpts.flatMap(({ whole, excerpt }) =>
  Object.entries(excerpt.attributes).map(([name, { value }]) =>
    Math.abs(value - (whole.attributes[name as keyof Analysis['attributes']]?.value ?? NaN)),
  ),
)
if (changes.length > 0)
  console.log(
    `Attributes, 0 to 1, differ by ${median(changes).toFixed(2)} (median) and ${quantile(changes, 0.9).toFixed(2)} (9 of 10); ${share(changes.map((by) => by <= ATTRIBUTE_WITHIN))} by at most ${ATTRIBUTE_WITHIN}.`,
  )
const playedS = excerpts.reduce((sum, { whole }) => sum + whole.durationS, 0)
const [wholeMs, excerptMs] = [
  excerpts.reduce((sum, pair) => sum + pair.wholeMs, 0),
  excerpts.reduce((sum, pair) => sum + pair.excerptMs, 0),
]
console.log(
  `${excerpts.length} files of ${Math.round(playedS / 60)} minutes: whole ${Math.round((1000 * playedS) / wholeMs)} x real time a core, by excerpts ${Math.round((1000 * playedS) / excerptMs)} x; excerpts are ${Math.round((100 * excerptMs) / wholeMs)} % of the work.`,
)
const sure = (pick: (analysis: Analysis) => number | undefined, same: (pair: Pair) => boolean) => {
  const ranked = excerpts.filter(({ excerpt }) => pick(excerpt) !== undefined).toSorted((a, b) => pick(b.excerpt)! - pick(a.excerpt)!)
  const half = Math.ceil(ranked.length / 2)
  return `${share(ranked.slice(0, half).map(same))} in the surer half, ${share(ranked.slice(half).map(same))} in the other`
}
console.log(
  `Same tempo: ${sure(
    ({ tempo }) => tempo?.confidence,
    (pair) => sameTempo(pair, [1]),
  )}`,
)
console.log(`Same key: ${sure(({ key }) => key?.confidence, sameKey)}`)
