// The settings that players are told, and the sentences about relays.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isThisMachineOnly, playerSettings } from './player-settings.ts'
import { sayRelay } from './relay-words.ts'

const access = { origin: 'http://nas.local:4747', user: 'ada', token: 'TOKEN', apiKey: 'KEY', sharedSecret: 'SECRET' }
const valuesOf = (name: string) =>
  playerSettings(access)
    .find((player) => player.name === name)
    ?.fields.map(({ value }) => value)

describe('the settings for players', () => {
  it('hold the real address, in the form each player wants', () => {
    assert.deepEqual(valuesOf('Web Scrobbler'), ['http://nas.local:4747/1/submit-listens', 'TOKEN'])
    assert.deepEqual(valuesOf('Navidrome'), ['ND_LISTENBRAINZ_BASEURL=http://nas.local:4747/1/', 'TOKEN'])
    assert.deepEqual(valuesOf('multi-scrobbler'), ['LZ_URL=http://nas.local:4747\nLZ_TOKEN=TOKEN\nLZ_USER=ada'])
    assert.deepEqual(valuesOf('Pano Scrobbler'), ['http://nas.local:4747/', 'TOKEN'])
    assert.deepEqual(valuesOf('Quod Libet'), ['QL_LISTENBRAINZ_DEV_SERVER=nas.local:4747 quodlibet', 'TOKEN'])
    assert.match(valuesOf('mpd')?.[0] ?? '', /^\[deepcut\]\nurl = http:\/\/nas\.local:4747\/\nusername = ada\npassword = TOKEN\n/)
    assert.deepEqual(valuesOf('Others, Last.fm'), ['http://nas.local:4747/2.0/', 'KEY', 'SECRET', 'ada', 'TOKEN'])
  })

  it('say where an address is of no use to others', () => {
    assert.deepEqual(['localhost', '127.0.0.1', '[::1]', 'nas.local', '192.168.1.7'].map(isThisMachineOnly), [
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('how a relay goes', () => {
  const relay = {
    id: 1,
    listener: 'me',
    service: 'lastfm',
    sent: 3,
    sentAtMs: 0,
    waiting: 0,
    refused: 0,
    refusedWhy: null,
    parked: null,
    resumesAtMs: null,
    open: true,
  } as const
  it('is said in a sentence', () => {
    assert.equal(sayRelay(relay, 0), '3 listens passed on.')
    assert.equal(sayRelay({ ...relay, sent: 1, refused: 1 }, 0), '1 listen passed on. 1 listen was not taken.')
    assert.equal(sayRelay({ ...relay, waiting: 2, open: false }, 0), '3 listens passed on. 2 wait until the host is switched on.')
    assert.equal(sayRelay({ ...relay, waiting: 1, resumesAtMs: 300_000 }, 0), '3 listens passed on. 1 waits; tried again in 5 min.')
    assert.equal(sayRelay({ ...relay, waiting: 9, parked: 'No.' }, 0), '3 listens passed on. It stopped: No. Enter it again to go on.')
  })
})
