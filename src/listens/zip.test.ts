// Zips as they come: nested, in parts, cut off, locked, lying. What can be read is read, the rest is told with its place.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { zipBytes } from '../../test/zip-writer.ts'
import { inputsOf } from './inputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-zip-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const rows = (size: number) =>
  Buffer.from(
    JSON.stringify(Array.from({ length: size }, (_, i) => ({ ts: '2020-01-01T00:00:00Z', ms_played: i, x: `${(i * 7919) % 10_007}` }))),
  )
const A = { name: 'a.json', bytes: rows(3000) }
const B = { name: 'b.json', bytes: rows(2000) }
const spools = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`deepcut-spool-${process.pid}-`))

/** Every file with as many bytes as could be read, and every message. */
async function look(path: string) {
  const { inputs, unreadable, close } = await inputsOf(path)
  const files: Record<string, number | string> = {}
  for (const input of inputs) {
    let size = 0
    try {
      for await (const chunk of input.read()) size += chunk.length
      files[input.path.slice(folder.length + 1)] = size
    } catch (error) {
      files[input.path.slice(folder.length + 1)] = `${size} of it: ${(error as Error).message}`
    }
  }
  await close()
  return { files, messages: unreadable.map(({ message }) => message), formats: inputs.map(({ recognised }) => recognised.as) }
}

/** A zip as streaming packers write it: sizes stand after the data of a member. */
function described(members: readonly { name: string; bytes: Buffer }[]): Buffer {
  const parts = members.flatMap(({ name, bytes }) => {
    const packed = deflateRawSync(bytes)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(0x808, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(name.length, 26)
    const tail = Buffer.alloc(16)
    tail.writeUInt32LE(0x08074b50, 0)
    tail.writeUInt32LE(crc32(bytes), 4)
    tail.writeUInt32LE(packed.length, 8)
    tail.writeUInt32LE(bytes.length, 12)
    return [header, Buffer.from(name), packed, tail]
  })
  return Buffer.concat(parts)
}

describe('zips', () => {
  it('in zips, as Apple sends them, and larger ones through a temporary file that goes afterwards', async () => {
    const large = { name: 'large.json', bytes: Buffer.alloc(9 * 2 ** 20, 'x') }
    const inner = zipBytes([A, { ...large, stored: true }])
    const path = put(
      'apple.zip',
      zipBytes([{ name: 'Part 1.zip', bytes: zipBytes([{ name: 'in/Activity.zip', bytes: inner, stored: true }]), stored: true }, B]),
    )
    const { files, messages } = await look(path)
    assert.deepEqual(files, {
      'apple.zip/Part 1.zip/in/Activity.zip/a.json': A.bytes.length,
      'apple.zip/Part 1.zip/in/Activity.zip/large.json': large.bytes.length,
      'apple.zip/b.json': B.bytes.length,
    })
    assert.deepEqual([messages, spools()], [[], []])
  })

  it('nested deeper than people pack them are refused, with the rest read', async () => {
    let zip = zipBytes([A])
    for (let depth = 0; depth < 5; depth++) zip = zipBytes([{ name: 'in.zip', bytes: zip }, B])
    const { files, messages } = await look(put('deep.zip', zip))
    assert.equal(Object.keys(files).length, 4)
    assert.match(messages.join(), /too deep/)
  })

  it('cut off: members before are whole, the one in which it breaks off is read up to there', async () => {
    for (const whole of [zipBytes([A, B]), described([A, B])]) {
      const cut = put('cut.zip', whole.subarray(0, whole.length - (whole.includes('PK\u0001\u0002') ? 160 : 30)))
      const { files, messages } = await look(cut)
      assert.equal(files['cut.zip/a.json'], A.bytes.length)
      assert.match(String(files['cut.zip/b.json']), /^\d{4,} of it: the zip breaks off in the middle of it, at byte \d+ of the zip$/)
      assert.match(messages[0], /damaged or incomplete.*up to byte \d+ of \d+/)
    }
    const { messages, files } = await look(put('junk.zip', Buffer.from('PK\u0003\u0004 no zip')))
    assert.deepEqual([messages.length, files], [1, {}])
  })

  it('split into parts are read as one where all lie together, and ask for what is missing', async () => {
    const place = mkdtempSync(join(folder, 'split-'))
    const whole = zipBytes([A, B])
    const end = Buffer.from(whole)
    end.writeUInt16LE(2, end.length - 18)
    writeFileSync(join(place, 'x.z01'), Buffer.concat([Buffer.from('PK\u0007\u0008'), end.subarray(0, 9000)]))
    writeFileSync(join(place, 'x.z02'), end.subarray(9000, 12_000))
    writeFileSync(join(place, 'x.zip'), end.subarray(12_000))
    const { files, messages } = await look(place)
    assert.deepEqual([Object.values(files), messages], [[A.bytes.length, B.bytes.length], []])
    rmSync(join(place, 'x.z02'))
    assert.match((await look(place)).messages.join(), /its part x\.z02 is missing/)
    rmSync(join(place, 'x.zip'))
    assert.match((await look(place)).messages.join(), /one part of a split zip; x\.zip is missing/)
  })

  it('cut into numbered pieces are read as one', async () => {
    const place = mkdtempSync(join(folder, 'pieces-'))
    const whole = zipBytes([A, B])
    writeFileSync(join(place, 'x.zip.001'), whole.subarray(0, 5000))
    writeFileSync(join(place, 'x.zip.002'), whole.subarray(5000, 7000))
    writeFileSync(join(place, 'x.zip.003'), whole.subarray(7000))
    const { files, messages } = await look(place)
    assert.deepEqual([Object.values(files), messages], [[A.bytes.length, B.bytes.length], []])
  })

  it('whose members share their bytes are not unpacked', async () => {
    const whole = zipBytes([A, B])
    const directory = whole.indexOf('PK\u0001\u0002', whole.indexOf('PK\u0001\u0002') + 4)
    whole.writeUInt32LE(10, directory + 42)
    assert.match((await look(put('shared.zip', whole))).messages.join(), /as in a bomb/)
  })
})
