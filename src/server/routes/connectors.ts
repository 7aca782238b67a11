// The world outside: every host with its switch, the ledger of calls, and enrichment.

import { z } from 'zod'
import { delayMsOf, ENQUIRIES, HOST_NAMES, type HostCounts, type HostView, type Outside as OutsideWork } from '#connectors'
import type { App } from '../app.ts'
import { EnrichmentBody, EnrichmentState, Outside, OutsideBody, OutsideCalls, OutsideHostBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, optionalId } from '../query.ts'

const HostParams = z.object({ name: z.enum(HOST_NAMES) })
const KindParams = z.object({ kind: z.enum(ENQUIRIES) })
const CallsQuery = z.object({ host: z.enum(HOST_NAMES).optional(), before: optionalId, count: count(100) })
const TAGS = ['outside']

export async function outsideRoutes(app: App, house: House, { enrichment }: OutsideWork): Promise<void> {
  const outside = async () => {
    const [view, counts] = await Promise.all([house.egress.view(), house.egressStore.counts()])
    const hosts = view.hosts.map((host) =>
      hostBody(
        host,
        counts.find((each) => each.host === host.host.name),
      ),
    )
    return { ...view.allowance, cutByEnvironment: view.cutByEnvironment, hosts }
  }
  const response = { 200: Outside, ...faults }

  app.get('/api/outside', { schema: { tags: TAGS, summary: 'Every host that Deepcut may ever call', response } }, outside)

  const all = { tags: TAGS, summary: 'Cuts every way out at once, or lets the switches count again', body: OutsideBody, response }
  app.put('/api/outside', { schema: all }, async ({ body }) => {
    await house.egress.setAllowance({ ...body, ...(body.contact === '' && { contact: null }) })
    return outside()
  })

  const one = {
    tags: TAGS,
    summary: 'Switches a host, moves its address, slows it down',
    params: HostParams,
    body: OutsideHostBody,
    response,
  }
  app.put('/api/outside/hosts/:name', { schema: one }, async ({ params, body }) => {
    const { address, ...rest } = body
    await house.egress.change(params.name, { ...rest, ...(address !== undefined && { baseUrl: address || null }) })
    return outside()
  })

  const calls = {
    tags: TAGS,
    summary: 'Every outbound call, newest first',
    querystring: CallsQuery,
    response: { 200: OutsideCalls, ...faults },
  }
  app.get('/api/outside/calls', { schema: calls }, async ({ query }) => {
    return { items: await house.egressStore.calls({ host: query.host, beforeId: query.before, countMax: query.count }) }
  })

  const state = { 200: EnrichmentState, ...faults }
  app.get(
    '/api/outside/enrichment',
    { schema: { tags: TAGS, summary: 'What waits to be asked, and what was answered', response: state } },
    () => enrichment.view(),
  )

  const kind = { tags: TAGS, summary: 'Switches one kind of question', params: KindParams, body: EnrichmentBody, response: state }
  app.put('/api/outside/enrichment/:kind', { schema: kind }, async ({ params, body }) => {
    await enrichment.setOn(params.kind, body.on)
    return enrichment.view()
  })
}

function hostBody(view: HostView, counts: HostCounts | undefined) {
  const { host, on, open, address, fromEnvironment, limits, parkedUntilMs, parkedWhy } = view
  return {
    name: host.name,
    title: host.title,
    on,
    open,
    switchedWith: host.switchedWith ?? null,
    sends: [...host.sends],
    rulesUrl: host.rulesUrl,
    address,
    ownAddress: host.baseUrl,
    variable: host.variable,
    fromEnvironment,
    fixed: host.fixed ?? false,
    delayMs: delayMsOf(limits.pace),
    perDayMax: limits.perDayMax,
    leftNow: view.leftNow,
    set: { address: view.baseUrl, delayMs: view.delayMs, perDayMax: view.perDayMax },
    parkedUntilMs,
    parkedWhy,
    calls: counts?.calls ?? 0,
    failed: counts?.failed ?? 0,
    bytesOut: counts?.bytesOut ?? 0,
    bytesIn: counts?.bytesIn ?? 0,
    lastAtMs: counts?.lastAtMs ?? null,
  }
}
