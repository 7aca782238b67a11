// Tables of any service: what is guessed, what is asked, how times and lengths are read.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { lookAtTable } from './guess-mapping.ts'
import { type Mapping, presetFor, whyUseless } from './mapping.ts'
import { readLength, readTime, readYes } from './read-cells.ts'
import { sampleOf } from './sample.ts'

const look = async (text: string) => {
  const found = await lookAtTable(Buffer.from(text))
  assert.ok(found, 'it is a table of listens')
  return found
}
const utc = (text: string, form: Mapping['timeForm'], zone = 'UTC') => {
  const time = readTime(text, form, zone)
  return time === null ? null : `${new Date(time.atMs).toISOString()} ${time.precision}`
}

describe('a table of listens', () => {
  it('like Tidal’s is understood without a question', async () => {
    const { mapping, doubts, rows, zoneless } = await look(
      'artist_name,track_title,product_type,entry_date,country_code,stream_duration_ms\nAdele,Hello,TRACK,2024-02-01 10:00:00 UTC,DE,182000\n"Sigur Rós",Hoppípolla,TRACK,2024-02-01 10:05:00 UTC,DE,9000\n',
    )
    assert.deepEqual(doubts, [])
    assert.deepEqual(mapping.columns, { artist: 0, title: 1, kind: 2, time: 3, country: 4, played: 5 })
    assert.deepEqual([mapping.timeForm, mapping.playedUnit, mapping.timeTold, zoneless], ['iso', 'ms', 'start', false])
    assert.equal(rows.length, 2)
    const [first] = sampleOf(rows, mapping, { zone: 'UTC', nowMs: Date.UTC(2025, 0) })
    assert.deepEqual(first, {
      atMs: Date.UTC(2024, 1, 1, 10),
      precision: 's',
      title: 'Hello',
      artist: 'Adele',
      album: null,
      msPlayed: 182_000,
    })
  })
  it('finds the time played whatever its name', async () => {
    for (const name of ['stream_duration_seconds', 'Seconds listened', 'playDurationMillis', 'consumptionDurationSeconds', 'seconds']) {
      const { mapping } = await look(
        `title,artist,played at,${name}\nHello,Adele,2024-02-01 10:00:00,182\nBye,Adele,2024-02-01 11:00:00,20\n`,
      )
      assert.equal(mapping.columns.played, 3, name)
    }
  })
  it('with semicolons, a date and a clock of their own, German dates and lengths as clocks', async () => {
    const { mapping, doubts } = await look(
      'Datum;Zeit;Interpret;Titel;Dauer\n31.03.2024;18:04;Kraftwerk;Autobahn;22:43\n01.04.2024;07:15;Neu!;Hallogallo;10:07\n',
    )
    assert.deepEqual(doubts, [])
    assert.deepEqual(mapping.columns, { date: 0, clock: 1, artist: 2, title: 3, length: 4 })
    assert.deepEqual([mapping.delimiter, mapping.timeForm, mapping.lengthUnit], [';', 'day-first', 'clock'])
  })
  it('asks where the day and the month cannot be told apart', async () => {
    const { doubts } = await look('Song,Artist,Played At\nA,B,03/04/2024 10:00\nC,D,05/06/2024 11:00\n')
    assert.equal(doubts.length, 1)
    assert.match(doubts[0], /day or the month/)
    const { doubts: none, mapping } = await look('Song,Artist,Played At\nA,B,03/04/2024 10:00\nC,D,05/26/2024 11:00\n')
    assert.deepEqual([none, mapping.timeForm], [[], 'month-first'])
  })
  it('asks where the columns have no names', async () => {
    const { mapping, doubts } = await look('1710000000,Björk,Jóga\n1710000300,Björk,Hunter\n')
    assert.deepEqual(mapping.columns, { time: 0, artist: 1, title: 2 })
    assert.equal(mapping.timeForm, 'epoch-s')
    assert.match(doubts.join(' '), /no names/)
  })
  it('is none without a title, without a time, or with prose in it', async () => {
    for (const text of [
      'a,b\nc,d\n',
      'title,artist\nHello,Adele\n',
      'Dear all,\nas agreed on 2024-01-01, see below.\n',
      'time\n2024-01-01 10:00\n',
      '',
    ])
      assert.equal(await lookAtTable(Buffer.from(text)), null, text)
  })
  it('is looked at without a fault, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await lookAtTable(Buffer.from(bytes)))),
      { numRuns: 300 },
    )
  })
  it('a preset is for the same columns, whatever their capitals', async () => {
    const { mapping } = await look('Song,Artist,Played At\nA,B,2024-04-03 10:00\n')
    const presets = [{ name: 'mine', mapping }]
    assert.equal(presetFor(presets, ['song', 'ARTIST', 'played at '])?.name, 'mine')
    assert.equal(presetFor(presets, ['song', 'artist']), null)
  })
  it('a mapping without a title or a time, or with a column used twice, is of no use, and says why', () => {
    const base: Mapping = {
      delimiter: ',',
      header: ['a', 'b'],
      headed: true,
      columns: { title: 0, time: 1 },
      timeForm: 'iso',
      timeTold: 'start',
      playedUnit: 's',
      lengthUnit: 's',
    }
    assert.equal(whyUseless(base), null)
    assert.match(whyUseless({ ...base, columns: { time: 1 } })!, /title/)
    assert.match(whyUseless({ ...base, columns: { title: 1 } })!, /time/)
    assert.match(whyUseless({ ...base, columns: { title: 1, time: 1 } })!, /two things/)
  })
})

describe('cells', () => {
  it('times in every form, with their precision', () => {
    assert.equal(utc('2024-03-31T10:00:00.250Z', 'iso'), '2024-03-31T10:00:00.250Z ms')
    assert.equal(utc('2024-03-31 10:00', 'iso'), '2024-03-31T10:00:00.000Z min')
    assert.equal(utc('2024/3/31 9:05:01', 'year-first'), '2024-03-31T09:05:01.000Z s')
    assert.equal(utc('31.03.24 18.04', 'day-first'), '2024-03-31T18:04:00.000Z min')
    assert.equal(utc('3/31/2024, 6:04 PM', 'month-first'), '2024-03-31T18:04:00.000Z min')
    assert.equal(utc('12/31/2024 12:00:00 AM', 'month-first'), '2024-12-31T00:00:00.000Z s')
    assert.equal(utc('March 31, 2024 at 18:04', 'words'), '2024-03-31T18:04:00.000Z min')
    assert.equal(utc('1711879200', 'epoch-s'), '2024-03-31T10:00:00.000Z s')
    assert.equal(utc('1711879200123', 'epoch-ms'), '2024-03-31T10:00:00.123Z ms')
    assert.equal(utc('45382.5', 'excel'), '2024-03-31T12:00:00.000Z s')
    assert.equal(utc('2024-03-31', 'iso'), '2024-03-31T00:00:00.000Z day')
  })
  it('without a zone of their own they are read in the one named, summer time too', () => {
    assert.equal(utc('2024-07-01 10:00', 'iso', 'Europe/Berlin'), '2024-07-01T08:00:00.000Z min')
    assert.equal(utc('2024-01-01 10:00', 'iso', 'Europe/Berlin'), '2024-01-01T09:00:00.000Z min')
    assert.equal(utc('2024-07-01 10:00:00 +0530', 'iso', 'Europe/Berlin'), '2024-07-01T04:30:00.000Z s')
  })
  it('what does not exist is no time', () => {
    for (const [text, form] of [
      ['31.02.2024', 'day-first'],
      ['2024-13-01', 'iso'],
      ['25:00', 'iso'],
      ['', 'iso'],
      ['12', 'epoch-s'],
      ['99/99/2024', 'month-first'],
    ] as const)
      assert.equal(readTime(text, form, 'UTC'), null, text)
  })
  it('lengths and yes or no', () => {
    assert.deepEqual(
      [
        readLength('3:45', 'clock'),
        readLength('1:02:03', 'clock'),
        readLength('PT3M45S', 'clock'),
        readLength('182,5', 's'),
        readLength('-3', 'ms'),
        readLength('x', 's'),
        readLength('', 'min'),
      ],
      [225_000, 3_723_000, 225_000, 182_500, -3, null, null],
    )
    assert.deepEqual([readYes('TRUE'), readYes('no'), readYes(''), readYes('perhaps')], [true, false, null, null])
  })
})
