// Relays, for the settings page: where what players tell goes on to, how that goes, and the credentials for it, which are taken and never told.

import type { Outside, RelayId } from '#connectors'
import { Fault } from '#kernel'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { Done, RelayBody, Relays } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, IdParams, WhoQuery } from '../query.ts'

export async function relayRoutes(app: App, house: House, { relays }: Outside): Promise<void> {
  const tags = ['scrobbling']
  const list = { tags, summary: 'Where listens go on to', response: { 200: Relays, ...faults } }
  app.get('/api/relays', { schema: list }, async () => {
    const items = (await relays.list()).map(async (relay) => {
      const { id, listenerName, service, sent, sentAtMs, waiting, refused, refusedWhy, parked, resumeAtMs } = relay
      const open = await house.egress.isOpen(service)
      const resumesAtMs =
        parked === null && waiting > 0 ? laterOf(resumeAtMs, await house.egress.resumesAtMs(service), house.clock.nowMs()) : null
      return { id, listener: listenerName, service, sent, sentAtMs, waiting, refused, refusedWhy, parked, resumesAtMs, open }
    })
    return { items: await Promise.all(items) }
  })

  const save = {
    tags,
    summary: 'Sets a relay up, or gives it new credentials',
    querystring: WhoQuery,
    body: RelayBody,
    response: { 200: Done, ...faults },
  }
  app.put('/api/relays', { schema: save }, async ({ query, body }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    if (body.service === 'listenbrainz') await relays.save(listener.id, 'listenbrainz', { token: body.token })
    else await relays.signIn(listener.id, body)
    return { ok: true as const }
  })

  const remove = { tags, summary: 'Takes a relay away, with what waits in it', params: IdParams, response: { 200: Done, ...faults } }
  app.delete('/api/relays/:id', { schema: remove }, async ({ params }) => {
    if (!(await relays.remove(params.id as RelayId))) throw new Fault('not-found', 'RELAY_UNKNOWN', `There is no relay ${params.id}.`)
    return { ok: true as const }
  })
}

/** The later of two times, where it lies ahead. */
function laterOf(aMs: number | null, bMs: number, nowMs: number): number | null {
  const latestMs = Math.max(aMs ?? 0, bMs)
  return latestMs > nowMs ? latestMs : null
}
