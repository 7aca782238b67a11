// Tags in every format that Deepcut writes, made and checked by ffmpeg: the same sound, every other tag and picture still there, nothing listened to
// again, and the old bytes back.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { hasFfmpeg } from '#analysis'
import type { ScanDocument } from '../../src/cli/scan.ts'
import type { TagDocument } from '../../src/cli/tag.ts'
import { deepcut } from './deepcut.ts'

const run = promisify(execFile)
const ffmpeg = async (...args: string[]) => (await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])).stdout.trim()

/** File, encoder, and whether ffmpeg can put a picture into it. */
const FORMATS: readonly (readonly [name: string, encoder: readonly string[], picture: boolean])[] = [
  ['id3v2.3.mp3', ['-c:a', 'libmp3lame', '-id3v2_version', '3'], true],
  ['id3v2.4.mp3', ['-c:a', 'libmp3lame', '-id3v2_version', '4'], true],
  ['id3v1 only.mp3', ['-c:a', 'libmp3lame', '-id3v2_version', '0', '-write_id3v1', '1'], false],
  ['comments.flac', ['-c:a', 'flac'], true],
  ['vorbis.ogg', ['-c:a', 'libvorbis'], false],
  ['opus.opus', ['-c:a', 'libopus'], false],
  ['aac.m4a', ['-c:a', 'aac'], true],
  ['aac first.m4a', ['-c:a', 'aac', '-movflags', '+faststart'], true],
  ['alac.m4a', ['-c:a', 'alac'], false],
  ['list.wav', ['-c:a', 'pcm_s16le'], false],
  ['id3.aiff', ['-c:a', 'pcm_s16be', '-write_id3v2', '1'], false],
]
const TAGS = { title: 'Ünder', artist: 'Ada', album: 'Colours', date: '2001', track: '3/9', genre: 'Jazz', comment: 'hello' }
/** Two chords in turn on the beat, so that there is a tempo, a key and a loudness. */
const MUSIC =
  'aevalsrc=0.2*exp(-6*mod(t\\,0.5))*(sin(2*PI*t*(220+110*lt(mod(t\\,4)\\,2)))+sin(2*PI*t*(277.18+92.82*lt(mod(t\\,4)\\,2)))+sin(2*PI*t*(329.63+164.4*lt(mod(t\\,4)\\,2)))):d=16:s=44100'

const skip = (await hasFfmpeg()) ? undefined : 'no ffmpeg on PATH to make and check the files with'
if (skip) console.error(`tagging: skipped, ${skip}`)

describe('tags in every format', { skip, timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-tagging-'))
  const [home, music] = [join(folder, 'home'), join(folder, 'music')]
  const paths = FORMATS.map(([name]) => join(music, name))
  const soundOf = (path: string) => ffmpeg('-i', path, '-map', '0:a', '-f', 'md5', '-')
  const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  const tagsOf = async (path: string) => {
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format_tags:stream_tags:stream=codec_type',
      '-of',
      'json',
      path,
    ])
    const said = JSON.parse(stdout) as { format: { tags?: object }; streams: { tags?: object; codec_type: string }[] }
    const tags = Object.assign({}, said.format.tags, ...said.streams.filter((one) => one.codec_type === 'audio').map((one) => one.tags))
    const plain = Object.fromEntries(Object.entries(tags as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value]))
    return { tags: plain, pictures: said.streams.filter((one) => one.codec_type === 'video').length }
  }

  before(async () => {
    mkdirSync(music)
    const picture = join(folder, 'cover.png')
    await ffmpeg('-f', 'lavfi', '-i', 'color=c=teal:s=96x96:d=1', '-frames:v', '1', picture)
    const words = Object.entries(TAGS).flatMap(([name, value]) => ['-metadata', `${name}=${value}`])
    for (const [index, [, encoder, withPicture]] of FORMATS.entries()) {
      const cover = withPicture ? ['-i', picture, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic'] : []
      await ffmpeg('-f', 'lavfi', '-i', MUSIC, ...cover, ...words, ...encoder, paths[index])
    }
    await deepcut(home, ['scan', music])
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const tag = async (...args: string[]) => (await deepcut<TagDocument>(home, ['tag', '--all', '--min-confidence', '0', ...args])).document

  it('are shown first, and nothing is written', async () => {
    const before = paths.map(hashOf)
    const document = await tag()
    assert.deepEqual([document.files, document.changed, document.failed.length], [FORMATS.length, FORMATS.length, 0])
    assert.ok(document.items.every((item) => item.changes.length >= 3 && item.changes.every((change) => change.from === null)))
    assert.deepEqual(paths.map(hashOf), before)
  })

  it('are written, leave everything else, are known to the library, and go away to the byte', async () => {
    const before = { hashes: paths.map(hashOf), sounds: await Promise.all(paths.map(soundOf)), tags: await Promise.all(paths.map(tagsOf)) }
    const document = await tag('--write')
    assert.deepEqual([document.changed, document.skipped, document.failed], [FORMATS.length, [], []])
    for (const [index, path] of paths.entries()) {
      const [name] = FORMATS[index]
      assert.equal(await soundOf(path), before.sounds[index], `${name}: another sound`)
      const { tags, pictures } = await tagsOf(path)
      assert.equal(pictures, before.tags[index].pictures, `${name}: pictures`)
      for (const [field, value] of Object.entries(before.tags[index].tags)) assert.equal(tags[field], value, `${name}: ${field}`)
      // ffprobe reads no ID3 chunk of a WAV that has a list; that it is there is seen below, when nothing is left to change.
      if (name.endsWith('.wav')) continue
      assert.ok(tags['initialkey'] ?? tags['tkey'], `${name} says no key: ${JSON.stringify(tags)}`)
      // ffmpeg leaves the album out of ID3v1: that file is on none.
      for (const whose of name.startsWith('id3v1') ? ['track'] : ['track', 'album']) {
        const field = name.endsWith('.opus') ? `r128_${whose}_gain` : `replaygain_${whose}_gain`
        assert.ok(tags[field], `${name} says no ${field}`)
      }
    }
    assert.deepEqual(readdirSync(music).sort(), FORMATS.map(([name]) => name).sort())

    const { document: scanned } = await deepcut<ScanDocument>(home, ['scan', music])
    assert.deepEqual([scanned.unchanged, scanned.analysed], [FORMATS.length, 0])
    const again = await tag('--write')
    assert.deepEqual([again.changed, again.unchanged], [0, FORMATS.length])

    const { document: undone } = await deepcut<{ restored: string[]; failed: unknown[] }>(home, ['tag', '--undo'])
    assert.deepEqual([undone.restored.length, undone.failed], [FORMATS.length, []])
    assert.deepEqual(paths.map(hashOf), before.hashes)
    const { document: scannedAgain } = await deepcut<ScanDocument>(home, ['scan', music])
    assert.deepEqual([scannedAgain.unchanged, scannedAgain.analysed], [FORMATS.length, 0])
  })
})
