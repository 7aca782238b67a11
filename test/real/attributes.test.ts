// The estimated attributes on real sound: what must hold whatever the calibration.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { analyseFile } from '../../src/analysis/analyse-file.ts'
import { ESTIMATED, type EstimatedName } from '../../src/analysis/analysis.ts'
import { hasFfmpeg } from '../../src/analysis/decode/ffmpeg.ts'
import { cacheFolder, type Piece } from './music.ts'

const GOLDEN = join(import.meta.dirname, '../../../shared/data/golden')
const CLIPS = ['fma-000002', 'vibe-ace', 'sugar-plum', 'lets-go-fishin']
const VOICES = ['en-gb', 'en-us+f3', 'de', 'fr']
const TEXT =
  'Good evening. This is the harbour office with the forecast until midnight. Winds from the west, four to five, falling three. Showers at first, then mostly dry; visibility good. The ferry to the islands leaves at twenty past seven from the northern quay, and passengers with bicycles are asked to be there half an hour before. Thank you for listening, and a safe journey.'
const PIECES = 3
const folder = mkdtempSync(join(tmpdir(), 'deepcut-attributes-'))
after(() => rmSync(folder, { recursive: true }))

type Values = Readonly<Record<EstimatedName, number>>

async function attributesOf(path: string): Promise<Values> {
  const outcome = await analyseFile(path)
  assert.ok(outcome.ok, path)
  const { attributes } = outcome.analysis
  return Object.fromEntries(ESTIMATED.map((name) => [name, attributes[name]!.value])) as Record<EstimatedName, number>
}

/** A golden clip after one of ffmpeg's filters. */
async function filtered(clip: string, name: string, filter: string): Promise<Values> {
  const path = join(folder, `${clip}-${name}.wav`)
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', join(GOLDEN, `${clip}.wav`), '-af', filter, path])
  return attributesOf(path)
}

const golden = existsSync(GOLDEN) ? false : `no golden clips at ${GOLDEN}`
const withFfmpeg = golden || ((await hasFfmpeg()) ? false : 'no ffmpeg on PATH to change the clips with')
const withVoices = golden || (hasEspeak() ? false : 'no espeak-ng on PATH to speak')
const libraryPath = join(cacheFolder(), 'library.json')
const withLibrary = existsSync(libraryPath) ? false : `no real library in ${cacheFolder()} yet`

function hasEspeak(): boolean {
  try {
    execFileSync('espeak-ng', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('the estimated attributes of real sound', () => {
  it('hear more speech in every voice than in any music, and say that it is mostly speech', { skip: withVoices }, async () => {
    const music = await Promise.all(CLIPS.map((clip) => attributesOf(join(GOLDEN, `${clip}.wav`))))
    const most = Math.max(...music.map(({ speechiness }) => speechiness))
    for (const voice of VOICES) {
      const path = join(folder, `${voice}.wav`)
      execFileSync('espeak-ng', ['-v', voice, '-w', path, TEXT])
      const { speechiness, instrumentalness } = await attributesOf(path)
      assert.ok(speechiness > most + 0.2 && speechiness > 0.66, `${voice}: speechiness ${speechiness}, music at most ${most}`)
      assert.ok(instrumentalness < 0.1, `${voice}: instrumentalness ${instrumentalness}`)
    }
  })

  it('find more energy in what is louder, denser and faster', { skip: withFfmpeg }, async () => {
    for (const clip of CLIPS) {
      const plain = await filtered(clip, 'plain', 'volume=-6dB')
      const driven = await filtered(clip, 'driven', 'atempo=1.3,acompressor=threshold=-30dB:ratio=8:makeup=12dB,alimiter=limit=0.9')
      assert.ok(driven.energy > plain.energy, `${clip}: ${plain.energy} to ${driven.energy}`)
    }
  })

  it('change little with the gain, but for energy and acousticness, which the loudness moves', { skip: withFfmpeg }, async () => {
    for (const clip of CLIPS) {
      const [plain, softer] = [await filtered(clip, 'gain-0', 'volume=0dB'), await filtered(clip, 'gain-6', 'volume=-6dB')]
      for (const name of ESTIMATED) {
        const change = Math.abs(softer[name] - plain[name])
        const most = name === 'energy' || name === 'acousticness' ? 0.2 : 0.03
        assert.ok(change <= most, `${clip} ${name}: ${plain[name]} to ${softer[name]}`)
      }
    }
  })

  it('find a piano more acoustic and calmer than dense electronic music', { skip: withLibrary }, async () => {
    const { pieces } = JSON.parse(readFileSync(libraryPath, 'utf8')) as { pieces: Piece[] }
    const from = (name: string) => pieces.filter((piece) => piece.package === name && piece.copyOf === null).slice(0, PIECES)
    const medians = async (name: string) => {
      const all: Values[] = []
      for (const piece of from(name)) all.push(await attributesOf(join(cacheFolder(), 'library', piece.path)))
      return (attribute: EstimatedName) => all.map((values) => values[attribute]).sort((a, b) => a - b)[all.length >> 1]
    }
    const [piano, electronic, metal] = [
      await medians('drascula-music'),
      await medians('nexuiz-music'),
      await medians('fretsonfire-songs-muldjord'),
    ]
    assert.ok(piano('acousticness') > electronic('acousticness'), `${piano('acousticness')} and ${electronic('acousticness')}`)
    assert.ok(piano('acousticness') > metal('acousticness'))
    assert.ok(metal('energy') > piano('energy') && electronic('energy') > piano('energy'))
  })
})
