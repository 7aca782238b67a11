// Every format of text is known by its content, by itself and by no other; and whatever is done to a file, each of its rows is told of.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { recognise } from '../recognise.ts'
import { FORMATS } from './formats.ts'
import { headOf, readerOf, toldBy } from './read-format.fixture.ts'
import { SAMPLES } from './text-formats.fixture.ts'

const readFile = readerOf(...FORMATS)
/** The names of all formats that say a file is theirs, each asked as if it were the only one. */
const claimants = (content: string) => FORMATS.filter((format) => format.recognises(headOf(content))).map(({ name }) => name)

/** Formats whose rows are told by a start at midnight of 2020, by A, titled T. */
const PLAIN = Object.keys(SAMPLES).filter((name) => !/^(?:spotify|listenbrainz-feedback)/.test(name))

describe('recognised by content', () => {
  for (const [name, sample] of Object.entries(SAMPLES))
    it(`${name}, as itself and as no other`, () => {
      assert.deepEqual(claimants(sample), [name])
      const recognised = recognise(Buffer.from(sample), 'renamed.bin')
      assert.equal(recognised.as === 'history' && recognised.format.name, name)
      if (sample.startsWith('\ufeff')) return
      const marked = recognise(Buffer.from(`\ufeff${sample}`))
      assert.equal(marked.as === 'history' && marked.format.name, name, 'with a byte order mark')
    })

  it('tables of tracks are no histories, nor are words', () => {
    for (const text of [
      'track_name,track_artist,track_popularity,energy\nA,B,50,0.5\n',
      'artist,track,album,year\nA,T,B,2001\n',
      'hello, world\n',
      'a,b,c\n1,2,3\n',
      '<html><p>hi</p></html>',
    ])
      assert.deepEqual(claimants(text), [], text)
    assert.equal(recognise(Buffer.from('track_name,track_artist,track_popularity,energy\nA,B,50,0.5\n')).as, 'table')
  })

  it('files that come with an export and are no history are left alone, with the reason', () => {
    const of = (text: string) => {
      const found = recognise(Buffer.from(text))
      return found.as === 'ignored' ? `${found.format} ${found.reason}` : found.as
    }
    assert.equal(of('{"user_id":1,"username":"me"}\n'), 'ignored-listenbrainz-user PERSONAL_DATA')
    assert.equal(
      of('{"recording_msid":"m","recording_mbid":null,"blurb_content":null,"pinned_until":1,"created":1}\n'),
      'ignored-listenbrainz-pins NOT_A_HISTORY',
    )
    assert.equal(of('Video ID,Song Title,Album Title,Artist Name 1\nx,T,B,A\n'), 'ignored-youtube-library NOT_A_HISTORY')
    assert.equal(of('Channel Id,Channel Url,Channel Title\nx,y,z\n'), 'ignored-youtube-subscriptions NOT_A_HISTORY')
  })
})

describe('every format of text', () => {
  for (const name of PLAIN)
    it(`${name} reads its row, in chunks of any size, whatever this machine's zone`, async () => {
      for (const chunkBytes of [1, 7, 1 << 16]) {
        const { rows, refused } = await readFile(SAMPLES[name], { chunkBytes })
        assert.deepEqual(refused, [])
        assert.equal(rows.length, 1)
        assert.deepEqual([rows[0].artistName, rows[0].title], ['A', 'T'])
        assert.equal(Math.floor(rows[0].startedAtMs / 1000), Date.UTC(2020, 0, 1) / 1000)
        assert.equal(rows[0].endedAtMs, rows[0].startedAtMs + (rows[0].msPlayed ?? 0))
      }
    })

  it('the same event has the same identity in every export of one service', async () => {
    const identityIn = async (name: string) => (await readFile(SAMPLES[name])).rows[0].identity
    const exact = await Promise.all(['lastfm-json', 'lastfm-stats-json', 'lastfm-ghan-csv', 'lastfm-stats-csv'].map(identityIn))
    assert.deepEqual(new Set(exact).size, 1)
    assert.notEqual(await identityIn('lastfm-to-csv'), exact[0])
    assert.equal(await identityIn('pano-jsonl'), await identityIn('pano-csv'))
    assert.equal(await identityIn('youtube-json'), await identityIn('youtube-html'))
  })

  it('damage of any kind: no throw, and nothing is read that was not there', async () => {
    const run = async (name: string, at: number, bytes: Uint8Array, cut: boolean) => {
      const whole = Buffer.from(SAMPLES[name].repeat(1))
      const place = at % whole.length
      const damaged = cut
        ? whole.subarray(0, place)
        : Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place + bytes.length)])
      if (!FORMATS.some((format) => format.recognises(headOf(damaged)))) return
      const { rows, refused, ignored } = await readFile(damaged, { chunkBytes: 50 })
      for (const { where, message } of refused) assert.ok(where.length > 0 && message.length > 0)
      assert.ok(rows.length + refused.length + Object.keys(ignored).length <= 60)
      for (const row of rows)
        assert.ok(Number.isFinite(row.startedAtMs) && (row.title !== '' || row.artistName !== '' || row.sourceUri !== null))
    }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLAIN), fc.nat(2000), fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.boolean(), run),
      { numRuns: 120 },
    )
  })

  it('a row cut off at the end is told, and the rows before it are kept', async () => {
    const [header, row] = SAMPLES['lastfm-ghan-csv'].split('\n')
    const { rows, refused } = await readFile(`${header}\n${row}\n${row.slice(0, 20)}`)
    assert.deepEqual(toldBy(rows), [['2020-01-01T00:00:00.000Z', 'A', 'T', 'B']])
    assert.deepEqual(
      refused.map(({ where }) => where),
      ['line 3'],
    )
    const listens = await readFile(SAMPLES['listenbrainz'] + SAMPLES['listenbrainz'].slice(0, 60))
    assert.equal(listens.rows.length, 1)
    assert.match(listens.refused[0].message, /not valid JSON/)
    const page = await readFile(SAMPLES['lastfm-json'].replace('}],"@attr"', '},{"artist":{"#text":"A2"},"name":"T2'), { chunkBytes: 9 })
    assert.equal(page.rows.length, 1)
    assert.match(page.refused[0].message, /ends in the middle/)
  })

  it('times that cannot be, and rows that name nothing, are told', async () => {
    const line = (listened_at: unknown, track_name: string) =>
      JSON.stringify({ listened_at, track_metadata: { track_name, artist_name: '' } })
    const { rows, refused } = await readFile(
      [line(5, 'T'), line(9e12, 'T'), line('soon', 'T'), line(null, 'T'), line(1577836800, ''), line(1577836800, 'T')].join('\n'),
    )
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      [
        'line 1: listened_at lies before 2002, when there was nothing to listen with.',
        'line 2: listened_at lies in the future.',
        'line 3: listened_at is not a time.',
        'line 4: listened_at is missing.',
        'line 5: The row names neither a title nor an artist.',
      ],
    )
  })
})
