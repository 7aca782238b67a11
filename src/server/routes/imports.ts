// Imports: a dropped file goes in, its state and report come out.

import type { Readable } from 'node:stream'
import { z } from 'zod'
import { Fault } from '#kernel'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { ImportState, Imports, Problem } from '../contract.ts'
import type { House } from '../deps.ts'
import { type ImportDesk, sourceBody } from '../import-desk.ts'
import { faults, user } from '../query.ts'

const UploadQuery = z.object({ user, name: z.string().min(1).max(300).describe("The file's name.") })
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
}
