// What a file is, by its first bytes.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { recognise } from './recognise.ts'

const as = (text: string | Buffer) => {
  const found = recognise(Buffer.from(text))
  return found.as === 'history' ? found.format.name : found.as
}
const formatOf = (text: string | Buffer) => {
  const found = recognise(Buffer.from(text))
  return found.as === 'ignored' ? found.format : found.as
}

describe('recognised by content', () => {
  it('histories, whatever they are named, whole or cut', () => {
    const extended = JSON.stringify([{ ts: '2020-01-01T00:00:00Z', platform: 'x', ms_played: 1 }], null, 2)
    assert.equal(as(extended), 'spotify-extended')
    assert.equal(as(extended.slice(0, -6)), 'spotify-extended')
    assert.equal(as(`\ufeff\r\n ${extended}`), 'spotify-extended')
    assert.equal(as('[{"endTime":"2020-01-01 00:00","artistName":"a","trackName":"b","msPlayed":1}]'), 'spotify-account')
    assert.equal(as('[{"endTime":"2020-01-01 00:00","podcastName":"a","episodeName":"b","msPlayed":1}]'), 'spotify-account')
    assert.equal(as('[{"broken, {"ts":"2020-01-01T00:00:00Z","ms_played":5}]'), 'spotify-extended')
    assert.equal(as(' [ ]\n'), 'empty')
  })
  it('tables and zips', () => {
    assert.equal(as('track_name,track_artist,track_popularity,energy\nA,B,50,0.5\n'), 'table')
    assert.equal(as(Buffer.from('504b0304140000000000', 'hex')), 'zip')
    assert.equal(as(Buffer.from('504b0506000000000000', 'hex')), 'zip')
  })
  it('what is in an export and nobody’s business', () => {
    assert.equal(formatOf('{"username":"x","email":"y"}'), 'ignored-account')
    assert.equal(formatOf('[{"platform":"x","searchTime":"y","searchQuery":"z"}]'), 'ignored-searches')
    assert.equal(formatOf('{"payment_method":"card"}'), 'ignored-payments')
    assert.equal(formatOf('%PDF-1.4'), 'ignored-document')
    assert.equal(formatOf('ID3\u0004'), 'ignored-audio')
    assert.equal(formatOf(Buffer.from([0xff, 0xfb, 0x90, 0])), 'ignored-audio')
    assert.equal(formatOf('OggS\u0000'), 'ignored-audio')
  })
  it('a wrong encoding is said, not guessed', () => {
    const text = '[{"ts":"2020-01-01T00:00:00Z","ms_played":1}]'
    const le = Buffer.from(text, 'utf16le')
    for (const bytes of [
      Buffer.concat([Buffer.from([0xff, 0xfe]), le]),
      le,
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(le).swap16()]),
    ]) {
      const found = recognise(bytes)
      assert.equal(found.as, 'unknown')
      assert.match(found.as === 'unknown' ? found.message : '', /UTF-16.*UTF-8/)
    }
  })
  it('the unknown is told what is understood; text that may be a table of listens, too, should its columns not be found', () => {
    for (const [text, expected] of [
      ['', 'unknown'],
      ['hello', 'columns'],
      ['<p>', 'columns'],
      ['{"a":1}', 'unknown'],
      ['[{"a":1}]', 'unknown'],
      ['[1,2,3]', 'unknown'],
      ['a,b,c\n1,2,3\n', 'columns'],
    ]) {
      const found = recognise(Buffer.from(text))
      assert.equal(found.as, expected, text)
      assert.match('message' in found ? found.message : '', /the exports of Spotify|empty/)
    }
  })
  it('any bytes are something', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => recognise(Buffer.from(bytes)).as.length > 0))
  })
})
