// GET /api/events: what happens, as it happens.

import type { OutgoingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { House } from '../deps.ts'
import { openEventStream } from '../event-stream.ts'
import { faults } from '../query.ts'

export async function eventRoutes(app: App, house: House): Promise<void> {
  const stream = openEventStream(house.events)
  app.addHook('preClose', async () => stream.close())
  const schema = {
    tags: ['server'],
    summary: 'Server-sent events, named and shaped as in src/events/catalog.ts',
    produces: ['text/event-stream'],
    response: { 200: z.any().describe('A stream that does not end'), ...faults },
  }
  app.get('/api/events', { schema, exposeHeadRoute: false }, (request, reply) => {
    const headers: OutgoingHttpHeaders = {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    }
    reply.hijack()
    request.raw.socket.setNoDelay(true)
    reply.raw.writeHead(200, headers)
    stream.join(reply.raw, request.headers['last-event-id'] as string | undefined)
  })
}
