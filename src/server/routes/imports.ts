// Imports: a dropped file goes in, its state and report come out.

import type { Readable } from 'node:stream'
import { z } from 'zod'
import { Fault } from '#kernel'
import { listenerNamed, sampleOf, whyUseless } from '#listens'
import type { App } from '../app.ts'
import { AnswerBody, ImportState, Imports, Presets, Problem, SampleBody, SampleRows } from '../contract.ts'
import type { House } from '../deps.ts'
import { type ImportDesk, sourceBody } from '../import-desk.ts'
import { faults, user } from '../query.ts'

const PresetParams = z.object({ name: z.string().min(1).max(100) })
/** An IANA zone that this machine knows. */
const zone = z
  .string()
  .max(100)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
    } catch {
      return false
    }
  }, 'it is no zone such as Europe/Berlin')
  .optional()
const UploadQuery = z.object({
  user,
  name: z.string().min(1).max(300).describe("The file's name."),
  zone: zone.describe('IANA zone of times that name none, such as Europe/Berlin; UTC where it is left out.'),
  account: z
    .string()
    .max(200)
    .optional()
    .describe("Whose listens, in a file with several people's; the listener's name where it is left out."),
})
const ImportParams = z.object({ id: z.string().min(1).max(64) })

export async function importRoutes(app: App, house: House, desk: ImportDesk): Promise<void> {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))

  const upload = {
    tags: ['import'],
    summary: 'An export, zip or table, as application/octet-stream; progress comes as events',
    consumes: ['application/octet-stream'],
    querystring: UploadQuery,
    response: { 200: ImportState, 415: Problem, ...faults },
  }
  app.post('/api/imports', { schema: upload }, async (request) => {
    const listener = await listenerNamed(house.listeners, request.query.user)
    const bytes = request.body as Readable | undefined
    if (!bytes || typeof bytes.pipe !== 'function') {
      throw new Fault('unsupported', 'BODY_TYPE', "Send the file's bytes with Content-Type: application/octet-stream.")
    }
    const declared = Number(request.headers['content-length'])
    return desk.receive({
      name: request.query.name,
      listenerId: listener.id,
      bytes,
      bytesTotal: Number.isFinite(declared) ? declared : null,
      zone: request.query.zone,
      account: request.query.account,
    })
  })

  const list = { tags: ['import'], summary: 'Imports of this run, and every source so far', response: { 200: Imports, ...faults } }
  app.get('/api/imports', { schema: list }, async () => {
    const [sources, listeners] = await Promise.all([house.sources.list(), house.listeners.list()])
    const nameById = new Map(listeners.map((listener) => [listener.id, listener.name]))
    return {
      items: desk.list(),
      sources: sources.map(({ id, label, format, importedAtMs, synthetic, listenerId, report }) => {
        return {
          id,
          label,
          format,
          importedAtMs,
          synthetic,
          listener: nameById.get(listenerId) ?? '',
          report: report && sourceBody(report),
        }
      }),
    }
  })

  const one = { tags: ['import'], summary: 'How one import goes', params: ImportParams, response: { 200: ImportState, ...faults } }
  app.get('/api/imports/:id', { schema: one }, async ({ params }) => {
    const state = desk.get(params.id)
    if (!state) throw new Fault('not-found', 'IMPORT_UNKNOWN', `There is no import ${params.id} in this run of the server.`)
    return state
  })

  const sample = {
    tags: ['import'],
    summary: 'What a mapping of columns makes of the first rows of a table that asks',
    params: ImportParams,
    body: SampleBody,
    response: { 200: SampleRows, ...faults },
  }
  app.post('/api/imports/:id/sample', { schema: sample }, async ({ params, body }) => {
    const look = desk.get(params.id)?.report?.sources.find((source) => source.path === body.path)?.asks
    if (!look) throw new Fault('not-found', 'IMPORT_UNKNOWN', `There is no table that asks at ${body.path}.`)
    const useless = whyUseless(body.mapping)
    if (useless !== null) return { useless, rows: [] }
    return { useless, rows: sampleOf(look.rows, body.mapping, { zone: zone.parse(body.zone) ?? 'UTC', nowMs: house.clock.nowMs() }) }
  })

  const answer = {
    tags: ['import'],
    summary: 'Says what the columns of a table mean, and imports it so',
    params: ImportParams,
    body: AnswerBody,
    response: { 200: ImportState, ...faults },
  }
  app.post('/api/imports/:id/answer', { schema: answer }, async ({ params, body }) => {
    const useless = whyUseless(body.mapping)
    if (useless !== null) throw new Fault('invalid', 'MAPPING_INVALID', useless)
    if (body.presetName !== undefined) await house.presets.save({ name: body.presetName, mapping: body.mapping })
    return desk.answer(params.id, { answer: { mapping: body.mapping }, zone: zone.parse(body.zone) })
  })

  const dismiss = {
    tags: ['import'],
    summary: 'Lets go of an import that is done or asks',
    params: ImportParams,
    response: { 204: z.null(), ...faults },
  }
  app.delete('/api/imports/:id', { schema: dismiss }, async ({ params }, reply) => {
    await desk.dismiss(params.id)
    return reply.code(204).send(null)
  })

  const presets = { tags: ['import'], summary: 'Remembered mappings of columns', response: { 200: Presets, ...faults } }
  app.get('/api/presets', { schema: presets }, async () => ({ items: (await house.presets.list()).map((preset) => ({ ...preset })) }))

  const forget = { tags: ['import'], summary: 'Forgets a mapping', params: PresetParams, response: { 204: z.null(), ...faults } }
  app.delete('/api/presets/:name', { schema: forget }, async ({ params }, reply) => {
    await house.presets.remove(params.name)
    return reply.code(204).send(null)
  })
}
