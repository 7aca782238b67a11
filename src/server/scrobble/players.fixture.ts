// A house with players for tests: a server, one device of "me", and ways to call as players do.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type DeviceSecrets, makeSecrets } from '#listens'
import { NOW_MS, openTestHouse, type TestHouse } from '../../../test/house.ts'
import type { App } from '../app.ts'
import { type Background, openBackground } from '../background.ts'
import { createServer } from '../create-server.ts'

export const NOW_S = NOW_MS / 1000

export interface Players {
  readonly house: TestHouse
  readonly app: App
  readonly device: DeviceSecrets
  /** Makes another device. */
  make(name: string, relayed?: boolean): Promise<DeviceSecrets>
  submit(body: unknown, headers?: Record<string, string>, url?: string): Promise<{ status: number; body: Record<string, unknown> }>
  read(url: string): Promise<Record<string, unknown>>
  /** Calls a method of Last.fm, signed with the secret, and reads its JSON. */
  lastFm(fields: Record<string, string>, secret?: string | null): Promise<Record<string, unknown>>
  /** Titles of the listens of "me" that stand, the latest first. */
  titles(): Promise<string[]>
  /** From now on nothing can be kept, as when the disk is full. */
  breakStore(): void
  close(): Promise<void>
}

/** Opens it, bound to loopback unless told otherwise. */
export async function openPlayers(options: { loopbackOnly?: boolean } = {}): Promise<Players> {
  const house = openTestHouse()
  const background: Background = openBackground(house)
  let isBroken = false
  const keep: typeof house.scrobbles.keep = async (requests) => {
    if (isBroken) throw new Error('database or disk is full')
    return house.scrobbles.keep(requests)
  }
  const deps = { ...house, background, scrobbles: { ...house.scrobbles, keep } }
  const app = await createServer(deps, { loopbackOnly: options.loopbackOnly ?? true, pagePath: join(house.homePath, 'no-page') })
  const [me] = await house.listeners.list()
  const make: Players['make'] = async (name, relayed = true) => {
    const secrets = makeSecrets()
    await house.tokens.make({ listenerId: me.id, name, apiKey: secrets.apiKey, tokenMd5: secrets.sharedSecret, relayed, atMs: NOW_MS })
    return secrets
  }
  const device = await make('Player')
  return {
    house,
    app,
    device,
    make,
    submit: async (body, headers = {}, url = '/1/submit-listens') => {
      const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
      const answer = await app.inject({ method: 'POST', url, headers: { authorization: `Token ${device.token}`, ...headers }, payload })
      return { status: answer.statusCode, body: answer.json() }
    },
    read: async (url) => {
      const answer = await app.inject({ url, headers: { authorization: `Token ${device.token}` } })
      assert.equal(answer.statusCode, 200, answer.body)
      return answer.json()
    },
    lastFm: async (fields, secret = device.sharedSecret) => {
      const all: Record<string, string> = { api_key: device.apiKey, ...fields }
      const { signatureOf } = await import('./lastfm-sign.ts')
      if (secret !== null) all['api_sig'] = signatureOf(new Map(Object.entries(all)), secret)
      const answer = await app.inject({
        method: 'POST',
        url: '/2.0/',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...all, format: 'json' }).toString(),
      })
      return answer.json()
    },
    titles: async () => (await house.listens.recent({ listenerId: me.id, countMax: 500 })).map(({ title }) => title),
    breakStore: () => {
      isBroken = true
    },
    close: async () => {
      await app.close()
      await background.close()
      await house.close()
    },
  }
}

/** One listen in the words of ListenBrainz. */
export const listen = (
  track: string,
  listenedAtS: number,
  more: { info?: Record<string, unknown>; artist?: string; album?: string } = {},
) => ({
  listened_at: listenedAtS,
  track_metadata: {
    artist_name: more.artist ?? 'Ada',
    track_name: track,
    ...(more.album === undefined ? {} : { release_name: more.album }),
    ...(more.info === undefined ? {} : { additional_info: more.info }),
  },
})
