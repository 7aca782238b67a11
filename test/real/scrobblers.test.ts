// Real players scrobble to a real Deepcut: mpd with mpdscribble (Audioscrobbler 1.2), Quod Libet (ListenBrainz), and npm's `lastfm` (Last.fm 2.0).
// They play in real time, so the tests of the first two take as long as half of a short song, side by side.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Serving, serve } from './deepcut.ts'
import { hasQuodLibetPlugin, missing, startMpd, startMpdscribble, startQuodLibet, writeSong } from './players.ts'

/** A song counts from half of its length on, and players look away from those under 30 s. */
const SONG_S = 34
const MORE_THAN_HALF_MS = 20_000
const PATIENCE_MS = 60_000

interface Told {
  readonly title: string
  readonly artist: string
  readonly album: string | null
  readonly startedAtMs: number
  readonly source: string
}

let home: string
let server: Serving
before(async () => {
  home = mkdtempSync(join(tmpdir(), 'deepcut-scrobblers-'))
  server = await serve(join(home, 'deepcut'))
})
after(async () => {
  await server?.stop()
  rmSync(home, { recursive: true, force: true })
})

const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(server.url + path, init)
  assert.ok(answer.ok, `${path}: ${answer.status}`)
  return (await answer.json()) as Answer
}
interface Secrets {
  readonly token: string
  readonly sharedSecret: string
  readonly device: { readonly apiKey: string }
}
const makeDevice = (name: string) => ask<Secrets>('/api/devices', { name })
const toldBy = async (source: string) => (await ask<{ items: Told[] }>('/api/listens')).items.filter((item) => item.source === source)
const playingOn = async (device: string) =>
  (await ask<{ items: { device: string; title: string }[] }>('/api/playing')).items.filter((item) => item.device === device)
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Looks until there is something, or time is up. */
async function until<Found>(look: () => Promise<Found[]>, said: () => string): Promise<Found[]> {
  for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; await wait(250)) {
    const found = await look()
    if (found.length > 0) return found
  }
  assert.fail(`nothing came within ${PATIENCE_MS / 1000} s; the player said:\n${said().slice(-3000)}`)
}

describe('players', { concurrency: true }, () => {
  it('mpd with mpdscribble, over Audioscrobbler 1.2', { skip: missing('mpd', 'mpdscribble', 'ffmpeg') }, async () => {
    const folder = join(home, 'mpd')
    mkdirSync(join(folder, 'music'), { recursive: true })
    writeSong(join(folder, 'music', 'first.flac'), { title: 'First of mpd', artist: 'Ada', album: 'Tones', seconds: SONG_S })
    writeSong(join(folder, 'music', 'second.flac'), { title: 'Second of mpd', artist: 'Ada', album: 'Tones', seconds: SONG_S })
    const { token } = await makeDevice('mpd')
    const mpd = await startMpd(folder, join(folder, 'music'))
    const playlist = ['clear', 'add first.flac', 'add second.flac', 'play']
    await until(async () => (await mpd.tell('update', ...playlist).catch(() => '')).match(/OK/g) ?? [], mpd.said)
    const scribble = startMpdscribble(folder, { mpdPort: mpd.port, url: server.url, token })
    try {
      const [now] = await until(() => playingOn('mpd'), scribble.said)
      assert.equal(now.title, 'First of mpd')
      await wait(MORE_THAN_HALF_MS)
      await mpd.tell('next')
      const [told] = await until(() => toldBy('mpd'), scribble.said)
      assert.deepEqual([told.title, told.artist, told.album], ['First of mpd', 'Ada', 'Tones'])
      assert.ok(Math.abs(Date.now() - told.startedAtMs) < PATIENCE_MS + MORE_THAN_HALF_MS)
      const { items } = await ask<{ items: { name: string; usedBy: string }[] }>('/api/devices')
      assert.match(items.find(({ name }) => name === 'mpd')?.usedBy ?? '', /^mdc /)
    } finally {
      await scribble.stop()
      await mpd.stop()
    }
  })

  const noQuodLibet =
    missing('quodlibet', 'xvfb-run', 'dbus-run-session', 'ffmpeg') ||
    (hasQuodLibetPlugin() ? false : 'no ListenBrainz plugin of Quod Libet')
  it('Quod Libet, over the ListenBrainz API', { skip: noQuodLibet }, async () => {
    const song = join(home, 'quod-libet.flac')
    writeSong(song, { title: 'Quod', artist: 'Libet', album: 'Tones', seconds: SONG_S })
    const { token } = await makeDevice('quod libet')
    const startedMs = Date.now()
    const player = startQuodLibet(join(home, 'quod-libet'), { url: server.url, token, song })
    try {
      const [now] = await until(() => playingOn('quod libet'), player.said)
      assert.equal(now.title, 'Quod')
      const [told] = await until(() => toldBy('quod libet'), player.said)
      assert.deepEqual([told.title, told.artist, told.album], ['Quod', 'Libet', 'Tones'])
      assert.ok(told.startedAtMs >= startedMs - 1000 && told.startedAtMs <= Date.now() - SONG_S * 1000 + 3000)
    } finally {
      await player.stop()
    }
  })

  it("npm's lastfm, over the Last.fm API, with signed calls and an approved session", async (t) => {
    const folder = join(home, 'npm')
    mkdirSync(folder)
    try {
      const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', 'lastfm@0.9.4']
      execFileSync('npm', install, { stdio: 'pipe', timeout: PATIENCE_MS })
    } catch (error) {
      const reason = `npm could not install lastfm: ${String(error).split('\n')[0]}`
      if (process.env['CI'] === 'true') assert.fail(reason)
      process.stderr.write(`real: skipped, ${reason}\n`)
      return t.skip(reason)
    }
    await driveLastFm(createRequire(join(folder, 'index.js'))('lastfm') as LastFmLibrary)
  })
})

interface Request {
  on(event: 'success' | 'error', handle: (answer: Record<string, unknown>) => void): Request
}
interface LastFmNode {
  request(method: string, parameters?: Record<string, unknown>): Request
}
interface LastFmLibrary {
  readonly LastFmNode: new (options: Record<string, unknown>) => LastFmNode
}

async function driveLastFm(library: LastFmLibrary): Promise<void> {
  const { device, sharedSecret } = await makeDevice('npm lastfm')
  const { hostname: host, port } = new URL(server.url)
  const open = (secret: string) => new library.LastFmNode({ api_key: device.apiKey, secret, host, port, useragent: 'npm lastfm' })
  const call = (node: LastFmNode, method: string, parameters: Record<string, unknown> = {}) =>
    new Promise<Record<string, unknown>>((resolve) => {
      node.request(method, parameters).on('success', resolve).on('error', resolve)
    })
  const lastFm = open(sharedSecret)
  assert.equal((await call(open('wrong'), 'auth.getToken'))['error'], 13)
  const { token } = await call(lastFm, 'auth.getToken')
  assert.equal((await call(lastFm, 'auth.getSession', { token }))['error'], 14)
  const form = new URLSearchParams({ api_key: device.apiKey, token: String(token) })
  assert.ok((await fetch(`${server.url}/api/auth/`, { method: 'POST', body: form })).ok)
  const { key: sk } = (await call(lastFm, 'auth.getSession', { token }))['session'] as { key: string }
  const timestamp = Math.floor(Date.now() / 1000) - 300
  assert.ok((await call(lastFm, 'track.updateNowPlaying', { sk, artist: 'Björk & Co', track: 'Náttúra' }))['nowplaying'])
  const one = { sk, artist: 'Björk & Co', track: 'Náttúra', timestamp }
  const answer = (await call(lastFm, 'track.scrobble', one))['scrobbles'] as { scrobble: { track: { '#text': string } } }
  assert.equal(answer.scrobble.track['#text'], 'Náttúra')
  await call(lastFm, 'track.scrobble', one)
  const two = {
    sk,
    'artist[0]': 'A',
    'track[0]': 'One',
    'timestamp[0]': timestamp + 60,
    'artist[1]': 'A',
    'track[1]': 'Two',
    'timestamp[1]': timestamp + 60,
  }
  const { '@attr': counts } = (await call(lastFm, 'track.scrobble', two))['scrobbles'] as { '@attr': unknown }
  assert.deepEqual(counts, { accepted: 2, ignored: 0 })
  assert.deepEqual(await call(lastFm, 'track.love', { sk, artist: 'A', track: 'One' }), {})
  const recent = (await call(lastFm, 'user.getRecentTracks', { user: 'me' }))['recenttracks'] as { track: { name: string }[] }
  assert.equal(recent.track.filter(({ name }) => name === 'Náttúra').length, 2, 'once as what plays, once as heard')
  assert.deepEqual((await toldBy('npm lastfm')).map(({ title }) => title).sort(), ['Náttúra', 'One', 'Two'])
}
