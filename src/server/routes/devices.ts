// Devices that may scrobble, for the settings page: made, listed, taken back; and what they play.

import { Fault } from '#kernel'
import { type DeviceToken, type DeviceTokenId, listenerNamed, makeSecrets } from '#listens'
import type { App } from '../app.ts'
import { DeviceBody, Devices, Done, NewDevice, PlayingNow, Problem } from '../contract.ts'
import { faults, IdParams, WhoQuery } from '../query.ts'
import type { ScrobbleDesk } from '../scrobble/desk.ts'

const bodyOf = ({ id, listenerName, name, apiKey, madeAtMs, usedAtMs, usedBy }: DeviceToken) => ({
  id,
  listener: listenerName,
  name,
  apiKey,
  madeAtMs,
  usedAtMs,
  usedBy,
})

export async function deviceRoutes(app: App, desk: ScrobbleDesk): Promise<void> {
  const { house } = desk
  const list = { tags: ['scrobbling'], summary: 'Players that may scrobble', response: { 200: Devices, ...faults } }
  app.get('/api/devices', { schema: list }, async () => ({ items: (await house.tokens.list()).map(bodyOf) }))

  const make = {
    tags: ['scrobbling'],
    summary: 'Lets another player scrobble; its secrets are told this once',
    querystring: WhoQuery,
    body: DeviceBody,
    response: { 200: NewDevice, 409: Problem, ...faults },
  }
  app.post('/api/devices', { schema: make }, async ({ query, body }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const { token, apiKey, sharedSecret } = makeSecrets()
    const asked = { listenerId: listener.id, name: body.name, apiKey, tokenMd5: sharedSecret, relayed: true, atMs: house.clock.nowMs() }
    return { device: bodyOf(await house.tokens.make(asked)), token, sharedSecret }
  })

  const remove = { tags: ['scrobbling'], summary: 'Takes a token back', params: IdParams, response: { 200: Done, ...faults } }
  app.delete('/api/devices/:id', { schema: remove }, async ({ params }) => {
    if (!(await house.tokens.remove(params.id as DeviceTokenId)))
      throw new Fault('not-found', 'DEVICE_UNKNOWN', `There is no device ${params.id}.`)
    return { ok: true as const }
  })

  const playing = {
    tags: ['scrobbling'],
    summary: 'What players say they play now',
    querystring: WhoQuery,
    response: { 200: PlayingNow, ...faults },
  }
  app.get('/api/playing', { schema: playing }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    return {
      items: desk.playing.of(listener.id).map(({ device, title, artistName, albumTitle, sinceMs, durationMs }) => {
        return { device, title, artist: artistName, album: albumTitle, sinceMs, durationMs }
      }),
    }
  })
}
