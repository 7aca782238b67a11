// The rules of what counts and what is a skip: read, tried, changed.

import { z } from 'zod'
import { DEFAULT_RULES, listenerNamed, rulesEffect } from '#listens'
import type { App } from '../app.ts'
import { RulesAnswer, RulesBody, RulesEffectBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, WhoQuery } from '../query.ts'

export async function ruleRoutes(app: App, house: House): Promise<void> {
  const answer = async () => {
    const rules = await house.rules.load()
    return { rules: { ...rules, skipReasons: [...rules.skipReasons], stopReasons: [...rules.stopReasons] }, defaults: DEFAULTS }
  }

  const read = { tags: ['listens'], summary: 'What counts as a listen and as a skip', response: { 200: RulesAnswer, ...faults } }
  app.get('/api/rules', { schema: read }, answer)

  const effect = {
    tags: ['listens'],
    summary: 'What other rules would make of a history, before they are saved',
    querystring: WhoQuery,
    body: RulesBody,
    response: { 200: RulesEffectBody, ...faults },
  }
  app.post('/api/rules/effect', { schema: effect }, async ({ query, body }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const [ledger, tracks, sources] = await Promise.all([
      house.listens.ledger(listener.id),
      house.tracks.columns(),
      house.sources.list(listener.id),
    ])
    const durationMs = new Int32Array((tracks.count > 0 ? tracks.ids[tracks.count - 1] : 0) + 1)
    for (let i = 0; i < tracks.count; i++) durationMs[tracks.ids[i]] = tracks.durationMs[i]
    const found = rulesEffect(ledger, durationMs, body)
    const labelOf = new Map(sources.map((source) => [source.id, source.label]))
    return {
      now: { ...found.now },
      instead: { ...found.instead },
      sources: found.sources.map(({ sourceId, now, instead }) => ({
        source: labelOf.get(sourceId) ?? '',
        now: { ...now },
        instead: { ...instead },
      })),
    }
  })

  const save = {
    tags: ['listens'],
    summary: 'Changes the rules; every number follows, no import is needed',
    body: RulesBody,
    response: { 200: RulesAnswer, ...faults },
  }
  app.put('/api/rules', { schema: save }, async ({ body }) => {
    await house.rules.save(body)
    for (const { id } of await house.listeners.list()) {
      house.recommender.invalidate(id)
      house.events.publish('history.changed', { listenerId: id })
      house.events.publish('recommendations.changed', { listenerId: id, cause: 'rules' })
    }
    return answer()
  })

  const remove = {
    tags: ['import'],
    summary: 'Removes a source and exactly what it brought; what another source tells too stays',
    params: z.object({ id: z.coerce.number().int().min(1) }),
    response: { 204: z.null(), ...faults },
  }
  app.delete('/api/sources/:id', { schema: remove }, async ({ params }, reply) => {
    const source = (await house.sources.list()).find((one) => one.id === params.id)
    if (source) {
      await house.sources.remove(source.id)
      house.recommender.invalidate(source.listenerId)
      house.events.publish('history.changed', { listenerId: source.listenerId })
      house.events.publish('recommendations.changed', { listenerId: source.listenerId, cause: 'source removed' })
    }
    return reply.code(204).send(null)
  })
}

const DEFAULTS = { ...DEFAULT_RULES, skipReasons: [...DEFAULT_RULES.skipReasons], stopReasons: [...DEFAULT_RULES.stopReasons] }
