// The analysis while it runs: its queue, what failed, and how much of the machine it may take.

import { z } from 'zod'
import type { Task } from '#analysis'
import type { Track, TrackId } from '#library'
import type { App } from '../app.ts'
import type { Background } from '../background.ts'
import { AnalysisQueue, BudgetBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults } from '../query.ts'

const SHOWN = 20
const SHOWN_MAX = 200
const FAILED_MAX = 200

export async function analysisRoutes(app: App, house: House, background: Background): Promise<void> {
  const response = { 200: AnalysisQueue, ...faults }
  const tags = ['server']
  const queue = (countMax = SHOWN) => analysisQueue(house, background, countMax)

  const ask = { tags, summary: 'The analysis as it stands: in hand, next, failed, and how long it will take', response }
  const querystring = z.object({ count: z.coerce.number().int().min(0).max(SHOWN_MAX).default(SHOWN) })
  app.get('/api/analysis/queue', { schema: { ...ask, querystring } }, ({ query }) => queue(query.count))

  const limit = { tags, summary: 'How much of the machine the analysis may take', body: BudgetBody, response }
  app.put('/api/analysis/budget', { schema: limit }, async ({ body }) => {
    await background.setBudget(body)
    return queue()
  })

  app.post('/api/analysis/pause', { schema: { tags, summary: 'Pauses the analysis after the files in hand', response } }, async () => {
    await background.setBudget({ paused: true })
    return queue()
  })

  app.post('/api/analysis/resume', { schema: { tags, summary: 'Goes on with the analysis', response } }, async () => {
    await background.setBudget({ paused: false })
    return queue()
  })

  app.post('/api/analysis/retry', { schema: { tags, summary: 'Tries every file that failed again', response } }, async () => {
    await house.analyses.forgetFailures()
    void background.analyse()
    return queue()
  })
}

async function analysisQueue(house: House, background: Background, countMax: number): Promise<AnalysisQueue> {
  const [view, counts, failed] = await Promise.all([
    background.pace(countMax),
    house.analyses.counts(),
    house.analyses.failures(FAILED_MAX),
  ])
  const ids = new Set<TrackId>([...view.running, ...view.next, ...failed].map(({ trackId }) => trackId))
  const tracks = new Map((await house.tracks.get([...ids])).map((track) => [track.id, track]))
  const nowMs = house.clock.nowMs()
  const { analysing } = background.state()
  return {
    state: view.budget.paused ? 'paused' : analysing ? 'running' : 'idle',
    running: view.running.map((task) => ({ ...taskOf(task, tracks), forS: Math.max(0, (nowMs - task.sinceMs) / 1000) })),
    next: view.next.map((task) => taskOf(task, tracks)),
    tiers: view.tiers,
    counts,
    etaS: view.etaS,
    usableEtaS: view.usableEtaS,
    failed: failed.map((file) => ({ ...file, ...namesOf(tracks.get(file.trackId)) })),
    budget: { ...view.budget, coresMax: house.compute.workersMax, nicenessWorks: process.platform === 'linux' },
  }
}

function taskOf({ trackId, tier, extent, why, stages, seconds, played }: Task, tracks: ReadonlyMap<TrackId, Track>) {
  return { trackId, ...namesOf(tracks.get(trackId)), tier, extent, why, stages: stages && [...stages], seconds, played }
}

const namesOf = (track: Track | undefined) => ({ title: track?.title ?? 'A file that left the library', artist: track?.artistCredit ?? '' })
