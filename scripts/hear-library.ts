// Hears a library once for learning from it: the textures of the similarity vector and the findings that attributes are made of.
// Run: node scripts/hear-library.ts LIBRARY.json HEARD.ndjson. LIBRARY.json: {"groups": [{"name", "folder", "match"?, "secondsMin"?}]}.
// Goes on where it was interrupted. docs/science/similarity.md names the library of the learned files in this repository.

import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Findings } from '../src/analysis/analysis.ts'
import { openFile } from '../src/analysis/decode/byte-source.ts'
import { openAudio } from '../src/analysis/decode/open-audio.ts'
import type { PcmBlock } from '../src/analysis/decode/pcm.ts'
import { listenThrough } from '../src/analysis/listen-through.ts'
import type { Stage } from '../src/analysis/stage.ts'
import { STAGES } from '../src/analysis/stages.ts'
import { summary, TextureBlocks } from '../src/analysis/vector/texture-blocks.ts'

/** Heard from SKIP_S on where the piece is that long, so that fades and silence before the music do not count. */
const SKIP_S = 10
const HEARD_S = 90
const SECONDS_MIN = 20
const AUDIO = /\.(flac|wav|mp3|ogg|oga|opus|aif|aiff)$/i
const BYTES_MIN = 60_000
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5

export interface HeardPiece {
  readonly path: string
  readonly group: string
  readonly durationS: number
  /** Of the whole, of its first and of its second half. */
  readonly summaries: readonly (readonly number[])[]
  readonly findings: Pick<Findings, 'traits' | 'tempo' | 'beatsS' | 'key' | 'loudness'>
}

interface Group {
  readonly name: string
  readonly folder: string
  /** A regular expression that paths inside the folder must match. */
  readonly match?: string
}

const [libraryPath, heardPath] = process.argv.slice(2)
if (!libraryPath || !heardPath) throw new Error('Usage: node scripts/hear-library.ts LIBRARY.json HEARD.ndjson')
const { groups } = JSON.parse(readFileSync(libraryPath, 'utf8')) as { groups: Group[] }
const known = new Set<string>()
if (existsSync(heardPath)) for (const line of readFileSync(heardPath, 'utf8').split('\n')) if (line) known.add(JSON.parse(line).path)
for (const group of groups) {
  for (const name of filesOf(group)) {
    const path = join(group.folder, name)
    if (known.has(path)) continue
    try {
      const heard = await hear(path, group.name)
      appendFileSync(heardPath, `${JSON.stringify(heard)}\n`)
    } catch (error) {
      console.error(`${path}: ${error instanceof Error ? error.message : String(error)}`)
      appendFileSync(heardPath, `${JSON.stringify({ path, group: group.name, summaries: [] })}\n`)
    }
  }
  console.log(`${new Date().toISOString().slice(11, 19)} ${group.name}`)
}

function filesOf({ folder, match }: Group): string[] {
  const wanted = new RegExp(match ?? '')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => AUDIO.test(name) && wanted.test(name) && statSync(join(folder, name)).size >= BYTES_MIN)
    .sort()
}

async function hear(path: string, group: string): Promise<HeardPiece> {
  const source = await openFile(path)
  try {
    const blocks = new TextureBlocks()
    const raw: Stage = {
      name: 'raw',
      version: '1',
      listen(hearing) {
        hearing.onFrame(({ melDb }) => blocks.hear(melDb))
        return () => ({})
      },
    }
    const stages = STAGES.filter(({ name }) => ['loudness', 'rhythm', 'harmony', 'traits'].includes(name))
    const input = await openAudio(source)
    const analysis = await listenThrough({ codec: input.codec, blocks: () => middle(input.blocks()) }, { stages: [...stages, raw] })
    const textures = blocks.finish()
    if (!analysis || analysis.durationS < SECONDS_MIN || textures.length < 2)
      return { path, group, durationS: 0, summaries: [], findings: {} as never }
    const half = textures.length >> 1
    const summaries = [textures, textures.slice(0, half), textures.slice(half)].map((part) => Array.from(summary(part), rounded))
    const { traits, tempo, beatsS, key, loudness, durationS } = analysis
    return { path, group, durationS, summaries, findings: { traits, tempo, beatsS, key, loudness } }
  } finally {
    await source.close()
  }
}

/** HEARD_S seconds after SKIP_S; of a shorter piece what there is, from its beginning. */
async function* middle(blocks: AsyncIterable<PcmBlock>): AsyncGenerator<PcmBlock> {
  let seconds = 0
  const skipped: PcmBlock[] = []
  for await (const block of blocks) {
    const before = seconds
    seconds += block.channels[0].length / block.sampleRateHz
    if (before < SKIP_S) skipped.push({ ...block, channels: block.channels.map((channel) => channel.slice()) })
    else yield block
    if (seconds > SKIP_S + HEARD_S) return
  }
  if (seconds < SKIP_S + SECONDS_MIN) yield* skipped
}
