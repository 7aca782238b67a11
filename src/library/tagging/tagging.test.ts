// Tags into files: only what is meant changes, in every format, and it can be taken back to the byte.

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Fault, seededRandom } from '#kernel'
import { flac, mp3, opus, wav } from '../audio-bytes.fixture.ts'
import type { AudioFile } from '../audio-file.ts'
import { formatOfEnding } from '../sniff.ts'
import type { ByteReader } from './byte-reader.ts'
import { openTags } from './open-tags.ts'
import { planTags } from './plan-tags.ts'
import { inverse, spliced } from './splice.ts'
import { newJournal } from './tag-journal.ts'
import type { TagValues } from './tag-place.ts'
import { aiff, m4a, vorbis, wavWithInfo } from './tagged-bytes.fixture.ts'
import { type TagDeps, undoTags, writeTags } from './write-tags.ts'

const WANTED: TagValues = {
  BPM: '127.98',
  INITIALKEY: 'F#m',
  REPLAYGAIN_TRACK_GAIN: '-3.21 dB',
  REPLAYGAIN_TRACK_PEAK: '0.987654',
  R128_TRACK_GAIN: '-2102',
}
const folder = mkdtempSync(join(tmpdir(), 'deepcut-tagging-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** The bytes as a file gives them. */
const readerOf = (bytes: Uint8Array): ByteReader => ({
  sizeBytes: bytes.length,
  read: (at, count) => new Uint8Array(bytes.subarray(at, at + count)),
})
/** Of buffers, the difference is not worth printing. */
const same = (actual: Buffer, expected: Buffer) => assert.ok(actual.equals(expected), 'the bytes are not the same')
const open = (bytes: Uint8Array, ending = '.mp3') => openTags(readerOf(bytes), formatOfEnding(ending))
const applied = (bytes: Uint8Array, changes: TagValues, ending?: string) => {
  const splices = open(bytes, ending).edit(changes)
  const changed = Buffer.concat([...spliced(readerOf(bytes), splices)])
  const back = Buffer.concat([...spliced(readerOf(changed), inverse(splices))])
  return { changed, back, splices }
}

const FILES: readonly (readonly [name: string, bytes: Buffer, sound: Buffer])[] = [
  ['ID3v2.4', mp3({ TIT2: 'Øne', 'TXXX:MOOD': 'calm' }), mp3({}).subarray(0)],
  ['MP3 without tags', mp3({}), mp3({})],
  ['FLAC', flac({ TITLE: 'Øne', artist: ['A', 'B'] }, { sound: 'frames' }), Buffer.from('\xff\xf8frames', 'latin1')],
  ['Opus', opus({ TITLE: 'Øne' }), Buffer.from([0xfc, 0xff, 0xfe])],
  ['Ogg Vorbis', vorbis({ TITLE: 'Øne' }, 'sound behind the pages'), Buffer.from('sound behind the pages')],
  ['M4A', m4a('chunk of sound', { title: 'Øne', moovFirst: true }), Buffer.from('chunk of sound')],
  ['M4A with its boxes last', m4a('chunk of sound', { title: 'Øne', moovFirst: false }), Buffer.from('chunk of sound')],
  ['M4A without tags', m4a('chunk of sound', { title: null, moovFirst: true }), Buffer.from('chunk of sound')],
  ['WAV', wav('odd'), Buffer.from('odd')],
  ['AIFF', aiff('samples'), Buffer.from('samples')],
]

describe('tags in a file', () => {
  for (const [name, bytes, sound] of FILES) {
    it(`are written, changed and taken back: ${name}`, () => {
      const fields: TagValues = { BPM: '128', INITIALKEY: 'F#m', REPLAYGAIN_TRACK_GAIN: '-3.21 dB' }
      const first = applied(bytes, fields)
      assert.deepEqual(open(first.changed).values, fields)
      assert.ok(first.changed.includes(sound), 'the sound is not what it was')
      same(first.back, bytes)
      const second = applied(first.changed, { BPM: '90', INITIALKEY: 'Ebm' })
      assert.deepEqual(open(second.changed).values, { ...fields, BPM: '90', INITIALKEY: 'Ebm' })
      assert.ok(second.changed.includes(sound))
      same(second.back, first.changed)
      // Said again, there is nothing to do.
      assert.deepEqual(open(second.changed).edit({ BPM: '90' }), [])
    })
  }

  it('leave every other frame of an MP3 as it stands, and its version', () => {
    const before = mp3({ TIT2: 'Øne', APIC: 'not really a picture', TBPM: '100', ZZZZ: 'of nobody' })
    const { changed } = applied(before, { BPM: '128', INITIALKEY: 'Gm' })
    assert.equal(changed[3], 4)
    const frames = (bytes: Buffer) => ['TIT2', 'APIC', 'ZZZZ'].map((id) => bytes.subarray(bytes.indexOf(id), bytes.indexOf(id) + 18))
    assert.deepEqual(frames(changed), frames(before))
    assert.equal(open(changed).values.BPM, '128')
    assert.equal(changed.indexOf('TBPM'), changed.lastIndexOf('TBPM'))
  })

  it('grow into the padding once there is some', () => {
    const once = applied(mp3({ TIT2: 'One' }), { BPM: '128' }).changed
    const twice = applied(once, { INITIALKEY: 'F#m' }).changed
    assert.equal(twice.length, once.length)
  })

  it('leave the other comments of FLAC as they stand, in their order and letters', () => {
    const before = flac({ Title: 'One', bpm: ['100', '101'], ARTIST: 'A' })
    const { changed } = applied(before, { BPM: '128' })
    assert.match(changed.toString('latin1'), /Title=One.{4}BPM=128.{4}ARTIST=A/s)
    assert.ok(!changed.includes('bpm='))
  })

  it('move the chunk offsets of an M4A whose boxes come first', () => {
    const before = m4a('chunk of sound', { title: 'One', moovFirst: true })
    const { changed } = applied(before, { BPM: '128' })
    const offset = (bytes: Buffer) => bytes.readUInt32BE(bytes.indexOf('stco') + 12)
    assert.equal(changed.subarray(offset(changed)).indexOf('chunk of sound'), 0)
    assert.equal(before.subarray(offset(before)).indexOf('chunk of sound'), 0)
  })

  it('keep the number of pages of an Ogg file, also with long comments, and the checksums right', () => {
    const before = vorbis({ TITLE: 'One', COVER: 'x'.repeat(70_000) }, 'sound')
    const { changed, back } = applied(before, { INITIALKEY: 'F#m' })
    const count = (bytes: Buffer) => bytes.toString('latin1').split('OggS').length
    assert.equal(count(changed), count(before))
    assert.equal(open(changed).values.INITIALKEY, 'F#m')
    same(back, before)
    // Said back by another edit, the checksums are again those of the writer.
    const whole = opus({ BPM: '128', TITLE: 'One' })
    const there = applied(whole, { BPM: '90.5' }).changed
    same(applied(there, { BPM: '128' }).changed, whole)
  })

  it('of a WAV also say what its older list said, for players that then look no further', () => {
    const { changed } = applied(wavWithInfo('sound', { INAM: 'Öne', IART: 'Ada' }), { BPM: '128' })
    const wide = (text: string) => Buffer.from(text, 'utf16le')
    assert.ok(changed.includes(wide('Öne')) && changed.includes(wide('Ada')))
  })

  it('are refused where something else could suffer', () => {
    const extended = mp3({ TIT2: 'One' })
    extended[5] = 0x40
    const code = (bytes: Buffer, ending?: string) => {
      try {
        applied(bytes, { BPM: '1' }, ending)
      } catch (error) {
        return error instanceof Fault ? error.code : String(error)
      }
      return 'done'
    }
    assert.equal(code(extended), 'TAG_EXTENDED')
    const broken = mp3({ TIT2: 'One' })
    broken[14] = 0x7f
    assert.equal(code(broken), 'TAG_BROKEN')
    assert.equal(code(wav('sound').subarray(0, 45)), 'TAG_CUT')
    assert.equal(code(Buffer.from('OggS but nothing more', 'latin1'), '.ogg'), 'TAG_LAYOUT')
    assert.equal(code(Buffer.from('\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'latin1'), '.wma'), 'TAG_FORMAT')
    assert.equal(code(Buffer.from('plain words'), '.txt'), 'TAG_FORMAT')
  })
})

describe('broken files', () => {
  it('are tagged so that it can be taken back, or refused with a code; never anything else', () => {
    const random = seededRandom('broken files')
    const refused = new Set<string>()
    for (const [name, whole] of FILES) {
      for (let round = 0; round < 60; round++) {
        const bytes = Buffer.from(whole.subarray(0, round % 4 === 0 ? Math.floor(random.next() * whole.length) : whole.length))
        for (let n = 0; n < 6 && bytes.length > 0; n++)
          bytes[Math.floor(random.next() * Math.min(bytes.length, 400))] = Math.floor(random.next() * 256)
        try {
          const { changed, back } = applied(bytes, { BPM: '128' })
          same(back, bytes)
          assert.equal(open(changed).values.BPM, '128', name)
        } catch (error) {
          assert.ok(error instanceof Fault, `${name}: ${(error as Error).stack}`)
          refused.add(error.code)
        }
      }
    }
    assert.ok(refused.has('TAG_BROKEN') && refused.has('TAG_CUT') && refused.has('TAG_LAYOUT'), [...refused].join())
  })
})

describe('what would be written', () => {
  const at = (name: string, bytes: Buffer) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }

  it('leaves what a person wrote, unless told otherwise', () => {
    const path = at('own.flac', flac({ BPM: '64', INITIALKEY: 'F#M', REPLAYGAIN_TRACK_GAIN: '-3.210 dB' }))
    const plan = planTags(path, WANTED)
    assert.deepEqual(
      plan.changes.map((change) => change.field),
      ['REPLAYGAIN_TRACK_PEAK'],
    )
    assert.deepEqual(plan.kept, [{ field: 'BPM', value: '64', wanted: '127.98' }])
    assert.deepEqual(planTags(path, WANTED, { overwrite: true }).changes[0], { field: 'BPM', from: '64', to: '127.98' })
  })

  it('is spelled as each format has it: whole beats in ID3, R128 in Opus only', () => {
    const fields = (path: string) => planTags(path, WANTED).changes.map(({ field, to }) => `${field} ${to}`)
    assert.deepEqual(fields(at('plain.mp3', mp3({}))).slice(0, 3), ['BPM 128', 'INITIALKEY F#m', 'REPLAYGAIN_TRACK_GAIN -3.21 dB'])
    assert.deepEqual(fields(at('plain.opus', opus({}))), ['BPM 127.98', 'INITIALKEY F#m', 'R128_TRACK_GAIN -2102'])
  })

  it('is nothing where a link leads, or where only reading is allowed', () => {
    const path = at('real.mp3', mp3({}))
    symlinkSync(path, join(folder, 'link.mp3'))
    assert.throws(() => planTags(join(folder, 'link.mp3'), WANTED), { code: 'TAG_LINK' })
    mkdirSync(join(folder, 'below'))
    symlinkSync(folder, join(folder, 'below', 'away'))
    assert.throws(() => planTags(join(folder, 'below', 'away', 'real.mp3'), WANTED, { root: join(folder, 'below') }), { code: 'TAG_LINK' })
    chmodSync(path, 0o444)
    assert.throws(() => planTags(path, WANTED), { code: 'TAG_READ_ONLY' })
    assert.throws(() => planTags(join(folder, 'none.mp3'), WANTED), { code: 'TAG_NO_FILE' })
  })
})

describe('writing and taking back', () => {
  const home = join(folder, 'home')
  const music = join(folder, 'music')
  mkdirSync(music)
  const kept = new Map<string, AudioFile>()
  const carried: string[] = []
  const deps: TagDeps = {
    audioFiles: {
      findByPath: async (path) => kept.get(path) ?? null,
      put: async (files) => {
        for (const file of files) kept.set(file.path, file as AudioFile)
        return []
      },
    },
    carryOver: async (from, to) => void carried.push(`${from.slice(0, 4)} ${to.slice(0, 4)}`),
  }
  const write = async (path: string) => writeTags(deps, planTags(path, WANTED), newJournal(home, 0))

  it('gives the old bytes back, and the library follows both ways', async () => {
    const path = join(music, 'one.mp3')
    const before = mp3({ TIT2: 'One', TPE1: 'Ada' })
    writeFileSync(path, before, { mode: 0o640 })
    await write(path)
    const tagged = readFileSync(path)
    assert.equal(open(tagged).values.BPM, '128')
    assert.equal(statSync(path).mode & 0o777, 0o640)
    assert.deepEqual(readdirSync(music), ['one.mp3'])
    const undone = await undoTags(deps, home)
    assert.deepEqual(undone, { restored: [path], failed: [] })
    same(readFileSync(path), before)
    assert.deepEqual(carried[1].split(' '), carried[0].split(' ').reverse())
    assert.equal(await undoTags(deps, home), null)
  })

  it('does not touch a file that something else has changed since', async () => {
    const path = join(music, 'two.mp3')
    writeFileSync(path, mp3({ TIT2: 'Two' }))
    await write(path)
    const edited = Buffer.concat([readFileSync(path), Buffer.from('more')])
    writeFileSync(path, edited)
    const undone = await undoTags(deps, home)
    assert.equal((undone!.failed[0].error as Fault).code, 'TAG_CHANGED')
    same(readFileSync(path), edited)
    assert.ok(existsSync(join(home, 'tagging')), 'what could not be undone is still in the journal')
    kept.set(path, { path, contentHash: 'of another time' } as AudioFile)
    await assert.rejects(writeTags(deps, planTags(path, { INITIALKEY: 'Gm' }, { overwrite: true }), newJournal(home, 1)), {
      code: 'TAG_CHANGED',
    })
    same(readFileSync(path), edited)
  })

  it('is refused where a second reader of tags would find something else gone', async () => {
    const path = join(music, 'three.flac')
    const before = flac({ TITLE: 'Three' })
    writeFileSync(path, before)
    const plan = planTags(path, WANTED)
    // As if the planner had a fault: the title goes too.
    const [splice] = plan.splices
    const at = before.indexOf('Three')
    const faulty = [splice, { at, removed: before.subarray(at, at + 5), inserted: Buffer.from('Thrxx') }].sort((a, b) => a.at - b.at)
    await assert.rejects(writeTags(deps, { ...plan, splices: faulty }, newJournal(home, 2)), /TAG_DOUBT|second reader/)
    same(readFileSync(path), before)
    assert.equal(readdirSync(music).filter((name) => name.startsWith('.')).length, 0)
  })
})
