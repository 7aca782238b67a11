// GET /healthz: whether the server answers and its store can be read.

import { z } from 'zod'
import type { App } from '../app.ts'
import type { House } from '../deps.ts'
import { faults } from '../query.ts'

const Health = z.object({ ok: z.literal(true), version: z.string() })

export async function healthRoutes(app: App, house: House): Promise<void> {
  const schema = { tags: ['server'], summary: 'Whether the server answers and its store can be read', response: { 200: Health, ...faults } }
  app.get('/healthz', { schema }, async () => {
    await house.listeners.list()
    return { ok: true as const, version: house.version }
  })
}
