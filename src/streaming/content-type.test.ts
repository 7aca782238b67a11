// What a player is told that a file is.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contentTypeOf, playsInBrowsers } from './content-type.ts'

const of = (path: string, codec: string) => contentTypeOf({ path, codec })

it('names the usual formats', () => {
  assert.equal(of('/m/a.mp3', 'mp3'), 'audio/mpeg')
  assert.equal(of('/m/a.FLAC', 'flac'), 'audio/flac')
  assert.equal(of('/m/a.ogg', 'vorbis'), 'audio/ogg')
  assert.equal(of('/m/a.ogg', 'opus'), 'audio/ogg; codecs=opus')
  assert.equal(of('/m/a.opus', 'opus'), 'audio/ogg; codecs=opus')
  assert.equal(of('/m/a.m4a', 'aac'), 'audio/mp4')
  assert.equal(of('/m/a.aac', 'aac'), 'audio/aac')
  assert.equal(of('/m/a.wav', 'pcm'), 'audio/wav')
  assert.equal(of('/m/a.aiff', 'pcm'), 'audio/aiff')
})

it('believes the codec where the ending lies or is missing', () => {
  assert.equal(of('/m/a.wma', 'mp3'), 'audio/mpeg')
  assert.equal(of('/m/a', 'flac'), 'audio/flac')
  assert.equal(of('/m/a.xyz', 'strange'), 'application/octet-stream')
})

it('knows what a browser plays as it is', () => {
  for (const [path, codec] of [
    ['a.mp3', 'mp3'],
    ['a.flac', 'flac'],
    ['a.ogg', 'vorbis'],
    ['a.m4a', 'aac'],
    ['a.wav', 'pcm'],
  ])
    assert.equal(playsInBrowsers({ path, codec }), true, path)
  for (const [path, codec] of [
    ['a.m4a', 'alac'],
    ['a.wma', 'wma'],
    ['a.ape', 'ape'],
    ['a.wv', 'wavpack'],
    ['a.aiff', 'pcm'],
  ])
    assert.equal(playsInBrowsers({ path, codec }), false, path)
})
