// Signing in through the Last.fm API: with the token as password, or with a request that a person approves on a page.

import { randomBytes } from 'node:crypto'
import { HOUR_MS } from '#kernel'
import { type DeviceToken, type DeviceTokenId, keyDigest, makeSessionKey, md5 } from '#listens'
import { clientOf, type ScrobbleDesk } from './desk.ts'
import type { Element } from './lastfm-answer.ts'
import { LastFmFault } from './lastfm-fault.ts'
import { type LastFmCall, needed, sessionOf, signerOf } from './lastfm-sign.ts'

/** As long as at Last.fm. */
const REQUEST_MS_MAX = HOUR_MS
const REQUESTS_MAX = 1000

interface AuthRequest {
  readonly apiKey: string
  readonly madeAtMs: number
  readonly approved: DeviceTokenId | null
}

/** Requests for a session that wait for a person's yes. In memory: after a restart the player asks again. */
export interface AuthRequests {
  open(apiKey: string): string
  find(token: string): AuthRequest | null
  approve(token: string, device: DeviceTokenId): void
  close(token: string): void
}

export function openAuthRequests(desk: ScrobbleDesk): AuthRequests {
  const requests = new Map<string, AuthRequest>()
  return {
    open(apiKey) {
      const token = randomBytes(16).toString('hex')
      requests.set(token, { apiKey, madeAtMs: desk.house.clock.nowMs(), approved: null })
      if (requests.size > REQUESTS_MAX) requests.delete(requests.keys().next().value!)
      return token
    },
    find: (token) => requests.get(token) ?? null,
    approve(token, approved) {
      const request = requests.get(token)
      if (request) requests.set(token, { ...request, approved })
    },
    close: (token) => requests.delete(token),
  }
}

type Tree = Promise<Record<string, Element>>

/** Opens a session and tells it as Last.fm does. */
async function openSession({ desk, request }: LastFmCall, device: DeviceToken): Tree {
  const key = makeSessionKey()
  await desk.house.tokens.openSession(device.id, {
    keyDigest: keyDigest(key),
    by: clientOf(request.headers),
    atMs: desk.house.clock.nowMs(),
  })
  return { session: { subscriber: 0, name: device.listenerName, key } }
}

async function getMobileSession(call: LastFmCall): Tree {
  const { desk, fields, request } = call
  const username = needed(call, 'username')
  const signer = await signerOf(call)
  const password = fields.get('password')
  const authToken = fields.get('authToken')
  if (!password && !authToken) throw new LastFmFault(6)
  const device = password
    ? await desk.ofToken(password, request.headers)
    : ((await desk.house.tokens.list()).find(
        ({ tokenMd5 }) => authToken === md5(username.toLowerCase() + tokenMd5) || authToken === md5(username + tokenMd5),
      ) ?? null)
  if (device === null || (signer !== null && signer.id !== device.id)) throw new LastFmFault(4)
  return openSession(call, device)
}

export const authMethods = (requests: AuthRequests): Record<string, (call: LastFmCall) => Tree> => ({
  'auth.getmobilesession': getMobileSession,
  'auth.gettoken': async (call) => {
    const apiKey = needed(call, 'api_key')
    await signerOf(call)
    return { token: requests.open(apiKey.toLowerCase()) }
  },
  'auth.getsession': async (call) => {
    const apiKey = needed(call, 'api_key').toLowerCase()
    const token = needed(call, 'token')
    await signerOf(call)
    const request = requests.find(token)
    if (request === null || request.apiKey !== apiKey) throw new LastFmFault(4, 'Invalid Token - Invalid authentication token supplied')
    if (call.desk.house.clock.nowMs() - request.madeAtMs > REQUEST_MS_MAX) throw new LastFmFault(15)
    if (request.approved === null) throw new LastFmFault(14)
    const device = (await call.desk.house.tokens.list()).find(({ id }) => id === request.approved)
    if (device === undefined) throw new LastFmFault(4)
    requests.close(token)
    await call.desk.seen(device, call.request.headers)
    return openSession(call, device)
  },
  'auth.getsessioninfo': async (call) => {
    const device = await sessionOf(call)
    return { application: { session: { name: device.listenerName, key: needed(call, 'sk'), subscriber: 0, country: '' } } }
  },
})
