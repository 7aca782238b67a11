// GET /api/insights: what can be asked of a history, and the answers as JSON, as tables and as CSV.

import { z } from 'zod'
import { INSIGHTS, type Insights, serverZone, toCsv } from '#insights'
import { Fault } from '#kernel'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { InsightAnswer, InsightCatalogue } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, user, WhoQuery } from '../query.ts'

const word = z.string().min(1).max(200).optional()
const InsightQuery = z
  .object({
    user,
    from: word.describe('A local day (2026-01-31), month (2026-01), year (2026), or ms since the epoch; the whole history where left out.'),
    to: word.describe('As `from`; a day, month or year is meant with all of it.'),
    zone: word.describe("IANA name, such as Europe/Berlin; the server's own where left out."),
    source: z.coerce.number().int().min(1).optional().describe('Only what this import file or player tells.'),
    kind: z.enum(['music', 'podcast', 'audiobook', 'video', 'all']).optional(),
    format: z.enum(['json', 'tables', 'csv']).optional().describe('csv also by Accept: text/csv.'),
    table: word.describe('Which table of the insight as CSV; the first where left out.'),
  })
  .catchall(z.string().max(200))

export async function insightRoutes(app: App, house: House, insights: Insights): Promise<void> {
  const catalogue = {
    tags: ['insights'],
    summary: 'What can be asked of a history',
    querystring: WhoQuery,
    response: { 200: InsightCatalogue, ...faults },
  }
  app.get('/api/insights', { schema: catalogue }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const [span, sources] = await Promise.all([insights.span(listener.name), house.sources.list(listener.id)])
    const items = Object.entries(INSIGHTS).map(([name, { question, explanation, group, parameters, tables }]) => ({
      name,
      question,
      explanation,
      group,
      parameters: parameters.map((one) => ({ ...one, choices: one.choices ? [...one.choices] : null })),
      tables: [...tables],
    }))
    return { items, ...span, zone: serverZone(), sources: sources.map(({ id, label, format }) => ({ id, label, format })) }
  })

  const one = {
    tags: ['insights'],
    summary: 'One question about a history, answered as JSON, tables or CSV',
    querystring: InsightQuery,
    params: z.object({ name: z.string().max(64) }),
    // The text is sent as it is kept; the schema tells of the JSON.
    response: { 200: InsightAnswer.or(z.any().describe('format=tables: InsightTables; format=csv: text')), 304: z.any(), ...faults },
  }
  app.get('/api/insights/:name', { schema: one }, async (request, reply) => {
    const { user, from, to, zone, source, kind, format, table, ...rest } = request.query
    const parameters = rest as Record<string, string>
    const { name } = request.params
    const answered = await insights.answer({ name, user, from, to, zone: zone ?? serverZone(), sourceId: source, kind, parameters })
    const shape = format ?? (/\btext\/csv\b/.test(request.headers.accept ?? '') ? 'csv' : 'json')
    const etag = `"${answered.tag}-${shape}${shape === 'csv' && table ? `-${encodeURIComponent(table)}` : ''}"`
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'accept')
    if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send()
    if (shape !== 'csv') {
      const json = shape === 'tables' ? JSON.stringify({ tables: answered.tables }) : answered.json
      return reply.type('application/json; charset=utf-8').send(json)
    }
    const found = table === undefined ? answered.tables[0] : answered.tables.find((one) => one.name === table)
    if (!found) throw noTable(name, table!, answered.tables)
    const file = `deepcut-${name}${table === undefined ? '' : `-${found.name.replaceAll(' ', '-')}`}.csv`
    reply.header('content-disposition', `attachment; filename="${file}"`)
    return reply.type('text/csv; charset=utf-8; header=present').send(toCsv(found))
  })
}

const noTable = (name: string, table: string, tables: readonly { readonly name: string }[]) =>
  new Fault('not-found', 'TABLE_UNKNOWN', `${name} has no table ${table}; it has ${tables.map((one) => one.name).join(', ')}.`)
