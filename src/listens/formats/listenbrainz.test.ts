// ListenBrainz: every shape its listens come in, what additional_info tells, hearts without names.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { listenbrainz } from './listenbrainz.ts'
import { listenbrainzFeedback } from './listenbrainz-feedback.ts'
import { inputOf, readerOf, toldBy } from './read-format.fixture.ts'

const readFile = readerOf(listenbrainz, listenbrainzFeedback)

const MBID = 'd5e4fb56-e457-4684-aa31-63ce70ee5a8c'
const listen = (info: object = {}, set: object = {}, metadata: object = {}) => ({
  listened_at: 1577836800,
  inserted_at: 1577836900,
  track_metadata: {
    track_name: 'T',
    artist_name: 'A feat. B',
    release_name: 'R',
    recording_msid: 'ms-1',
    mbid_mapping: null,
    additional_info: info,
    ...metadata,
  },
  ...set,
})

describe('ListenBrainz', () => {
  it('lines, the old single list, the API’s answer and what is submitted are the same listens', async () => {
    const one = listen()
    const shapes = [
      `${JSON.stringify(one)}\n`,
      JSON.stringify([one]),
      JSON.stringify([one], null, 2),
      JSON.stringify({ payload: { count: 1, user_id: 'me', listens: [one] } }),
      JSON.stringify({ listen_type: 'import', payload: [one] }),
    ]
    for (const text of shapes) {
      const { rows, refused } = await readFile(text, { chunkBytes: 40 })
      assert.deepEqual([toldBy(rows), refused], [[['2020-01-01T00:00:00.000Z', 'A feat. B', 'T', 'R']], []], text)
    }
  })

  it('the time is the start, in seconds or with a fraction, written as a number or not', async () => {
    const { rows } = await readFile(
      [1577836800, 1577836800.123, '1577836800.0'].map((at) => JSON.stringify(listen({}, { listened_at: at }))).join('\n'),
    )
    assert.deepEqual(
      rows.map((row) => [row.startedAtMs % 1000, row.precision, row.timeTold]),
      [
        [0, 's', 'start'],
        [123, 'ms', 'start'],
        [0, 's', 'start'],
      ],
    )
  })

  it('takes length, time played and ids from additional_info, and keeps the rest without what is personal', async () => {
    const info = {
      duration_ms: 200_000, duration_played: 61, recording_mbid: MBID.toUpperCase(), isrc: 'us-rc1-76-07839', spotify_id: 'https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC',
      artist_names: ['A', 'B'], media_player: 'mpv', music_service: 'spotify.com', submission_client: 'x', tags: ['pop'], ip: '192.0.2.1', user_agent: 'x',
    } // biome-ignore format: a list
    const { rows, dropped } = await readFile(JSON.stringify(listen(info)))
    const [row] = rows
    assert.deepEqual(row.recording, {
      artistNames: ['A', 'B'],
      durationMs: 200_000,
      isrc: 'USRC17607839',
      recordingMbid: MBID,
      spotifyId: '4uLU6hMCjMI75M1A2tKUQC',
    })
    assert.deepEqual(
      [row.msPlayed, row.endedAtMs - row.startedAtMs, row.platform, row.sourceUri],
      [61_000, 61_000, 'mpv', 'spotify:track:4uLU6hMCjMI75M1A2tKUQC'],
    )
    assert.deepEqual(JSON.parse(row.raw!), { music_service: 'spotify.com', submission_client: 'x', tags: ['pop'], msid: 'ms-1' })
    assert.deepEqual(dropped.sort(), ['ip', 'user_agent'])
  })

  it('believes no broken lengths and ids', async () => {
    const rows = [
      { duration: 0, duration_played: -5, recording_mbid: 'x', isrc: '', spotify_id: 'nope' },
      { duration: '200', duration_played: '61.5' },
      { duration: 1e9, duration_played: 1e9 },
    ]
    const read = await readFile(rows.map((info) => JSON.stringify(listen(info))).join('\n'))
    assert.deepEqual(
      read.rows.map((row) => [row.msPlayed, row.recording?.durationMs ?? null, row.sourceUri]),
      [
        [null, null, null],
        [61_500, 200_000, null],
        [null, null, null],
      ],
    )
  })

  it('what ListenBrainz joined a listen to helps to find the recording; the words stay those submitted', async () => {
    const mapping = {
      recording_mbid: MBID,
      recording_name: 'Other',
      release_mbid: null,
      artist_mbids: [],
      artists: [{ artist_credit_name: 'A', join_phrase: ' feat. ' }, { artist_credit_name: 'B' }],
    }
    const { rows } = await readFile(JSON.stringify(listen({}, {}, { mbid_mapping: mapping })))
    assert.deepEqual([rows[0].title, rows[0].artistName, rows[0].sourceUri], ['T', 'A feat. B', `mbid:${MBID}`])
    assert.deepEqual(rows[0].recording, { artistNames: ['A', 'B'], recordingMbid: MBID })
    // A later mapping must not make another row of it.
    assert.equal(rows[0].identity, (await readFile(JSON.stringify(listen()))).rows[0].identity)
  })

  it('two listens in one second, and one track again a minute later, are all kept', async () => {
    const texts = [listen(), listen({}, {}, { track_name: 'U' }), listen({}, { listened_at: 1577836840 })].map((one) => JSON.stringify(one))
    const { rows } = await readFile(texts.join('\n'))
    assert.equal(new Set(rows.map((row) => row.identity)).size, 3)
  })

  it('a damaged line costs itself', async () => {
    const good = JSON.stringify(listen())
    const { rows, refused } = await readFile(
      `${good}\n{"listened_at":1577836800,"track_meta\n\n${good.replace('1577836800', '1577836860')}\r\n[1]\n${'['.repeat(100_000)}\n`,
    )
    assert.equal(rows.length, 2)
    assert.deepEqual(
      refused.map(({ where }) => where),
      ['line 2', 'line 5', 'line 6'],
    )
  })
})

describe('ListenBrainz, hearts', () => {
  const listens = inputOf(
    `${JSON.stringify(listen())}\n${JSON.stringify(listen({ recording_mbid: MBID }, {}, { track_name: 'By MBID', recording_msid: 'ms-2' }))}\n`,
    listenbrainz,
    'listens/2020/1.jsonl',
  )
  const told = (set: object) => JSON.stringify({ recording_msid: null, recording_mbid: null, score: 1, created: 1577836900, ...set })
  it('find their names among the listens of the export', async () => {
    const text = [
      told({ recording_msid: 'ms-1' }),
      told({ recording_mbid: MBID, score: -1 }),
      told({ recording_msid: 'not heard' }),
      told({ score: 0 }),
      told({ score: 5 }),
    ].join('\n')
    const { feedback, ignored, refused, rows } = await readFile(text, { siblings: [listens] })
    assert.equal(rows.length, 0)
    assert.deepEqual(feedback, [
      { kind: 'love', title: 'T', artistName: 'A feat. B', albumTitle: 'R', sourceUri: null, atMs: 1577836900_000 },
      { kind: 'ban', title: 'By MBID', artistName: 'A feat. B', albumTitle: 'R', sourceUri: `mbid:${MBID}`, atMs: 1577836900_000 },
    ])
    assert.deepEqual(ignored, { NAME_NOT_KNOWN: 1, TAKEN_BACK: 1 })
    assert.equal(refused.length, 1)
  })

  it('in the older single list may name the track themselves', async () => {
    const old = [
      {
        created: 1577836900,
        recording_mbid: MBID,
        recording_msid: null,
        score: 1,
        track_metadata: { track_name: 'N', artist_name: 'M' },
        user_id: 'me',
      },
    ]
    const { feedback, dropped } = await readFile(JSON.stringify(old))
    assert.deepEqual(
      feedback.map(({ title, artistName }) => [title, artistName]),
      [['N', 'M']],
    )
    assert.deepEqual(dropped, ['user_id'])
  })
})
