// Links to music not owned: exact where an id is known, and never anything but a web address.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { linksFor } from './links.ts'

const track = { title: 'So What', artistCredit: 'Miles Davis', spotifyId: null, recordingMbid: null, synthetic: false }

it('searches by artist and title', () => {
  assert.deepEqual(
    linksFor(track).map(({ url }) => url),
    [
      'https://open.spotify.com/search/Miles%20Davis%20So%20What',
      'https://music.youtube.com/search?q=Miles%20Davis%20So%20What',
      'https://bandcamp.com/search?q=Miles%20Davis%20So%20What',
      'https://musicbrainz.org/search?type=recording&query=%22So%20What%22%20AND%20artist%3A%22Miles%20Davis%22&advanced=1',
    ],
  )
})

it('goes straight to a known recording', () => {
  const recordingMbid = '0b4d8c0a-1f9e-4f0e-9a3f-2f4f3f6a7b8c'
  const [spotify, , , musicBrainz] = linksFor({ ...track, spotifyId: '4vLYewWIvqHfKtJDk8c8tq', recordingMbid })
  assert.equal(spotify.url, 'https://open.spotify.com/track/4vLYewWIvqHfKtJDk8c8tq')
  assert.equal(musicBrainz.url, `https://musicbrainz.org/recording/${recordingMbid}`)
})

it('has none for music that Deepcut composed', () => {
  assert.deepEqual(linksFor({ ...track, synthetic: true }), [])
})

it('stays on its hosts whatever the tags say', () => {
  const text = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes))
  const hosts = ['open.spotify.com', 'music.youtube.com', 'bandcamp.com', 'musicbrainz.org']
  fc.assert(
    fc.property(text, text, fc.string(), fc.string(), (title, artistCredit, spotifyId, recordingMbid) => {
      for (const [i, { url }] of linksFor({ title, artistCredit, spotifyId, recordingMbid, synthetic: false }).entries())
        assert.equal(new URL(url).host, hosts[i])
    }),
  )
})
