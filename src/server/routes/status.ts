// GET /api/status: what there is, and what is being done.

import { hasFfmpeg } from '#analysis'
import type { App } from '../app.ts'
import type { Background } from '../background.ts'
import { Status } from '../contract.ts'
import { hasDemo } from '../demo.ts'
import type { House } from '../deps.ts'
import { faults } from '../query.ts'

export async function statusRoutes(app: App, house: House, background: Background): Promise<void> {
  const schema = { tags: ['server'], summary: 'What there is, and what is being done', response: { 200: Status, ...faults } }
  app.get('/api/status', { schema }, async () => {
    const [listeners, counts, listens, analysed, demo, ffmpeg] = await Promise.all([
      house.listeners.list(),
      house.tracks.counts(),
      house.listens.count(),
      house.analyses.counts(),
      hasDemo(house),
      hasFfmpeg(),
    ])
    const { scan, analysing, etaS } = background.state()
    return {
      version: house.version,
      listeners: listeners.map(({ id, name }) => ({ id, name })),
      counts: { ...counts, listens },
      demo,
      scan,
      analysis: {
        running: analysing,
        done: analysed.analysed,
        pending: analysed.pending,
        failed: analysed.failed,
        etaS: analysing ? etaS : null,
      },
      ffmpeg,
    }
  })
}
