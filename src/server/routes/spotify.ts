// The Spotify link: the own app, the log-in and its way back, and the jobs.

import { z } from 'zod'
import { CALLBACK_PATH, type Outside, SPOTIFY_JOBS } from '#connectors'
import { Fault, messageOf } from '#kernel'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import {
  Done,
  SpotifyAppBody,
  SpotifyCallbackBody,
  SpotifyJobBody,
  SpotifyLogIn,
  SpotifyLogInBody,
  SpotifySettingsBody,
  SpotifyState,
} from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, WhoQuery } from '../query.ts'

const JobParams = z.object({ job: z.enum(SPOTIFY_JOBS) })
const TAGS = ['spotify']

export async function spotifyRoutes(app: App, house: House, { spotify }: Outside): Promise<void> {
  const response = { 200: SpotifyState, ...faults }
  const whose = async (query: { user?: string }) => (await listenerNamed(house.listeners, query.user)).id
  const state = async (query: { user?: string }) => {
    const view = await spotify.view(await whose(query))
    return { ...view, open: await house.egress.isOpen('spotify'), jobs: [...view.jobs] }
  }

  const look = { tags: TAGS, summary: 'The Spotify link as it stands', querystring: WhoQuery, response }
  app.get('/api/spotify', { schema: look }, ({ query }) => state(query))

  const own = {
    tags: TAGS,
    summary: 'Keeps the own app; its secret is never told again',
    querystring: WhoQuery,
    body: SpotifyAppBody,
    response,
  }
  app.put('/api/spotify/app', { schema: own }, async ({ body, query }) => {
    await spotify.saveApp({ clientId: body.clientId, clientSecret: body.clientSecret ?? null })
    return state(query)
  })
  app.delete('/api/spotify/app', { schema: { ...look, summary: 'Forgets the own app' } }, async ({ query }) => {
    await spotify.saveApp(null)
    return state(query)
  })

  const settings = {
    tags: TAGS,
    summary: 'How many entries are asked for at once',
    querystring: WhoQuery,
    body: SpotifySettingsBody,
    response,
  }
  app.put('/api/spotify/settings', { schema: settings }, async ({ body, query }) => {
    await spotify.saveBatchSize(body.batchSize)
    return state(query)
  })

  const begin = {
    tags: TAGS,
    summary: 'Begins a log-in',
    querystring: WhoQuery,
    body: SpotifyLogInBody,
    response: { 200: SpotifyLogIn, ...faults },
  }
  app.post('/api/spotify/log-in', { schema: begin }, async ({ body, query, socket }) => {
    return spotify.begin(await whose(query), { origin: body.origin, port: socket.localPort ?? 80 })
  })

  const back = { tags: TAGS, summary: 'Ends a log-in with a pasted address', body: SpotifyCallbackBody, response: { 200: Done, ...faults } }
  app.post('/api/spotify/callback', { schema: back }, async ({ body }) => {
    await spotify.finish(body.address)
    return { ok: true as const }
  })

  // Where Spotify sends the browser back to. The page is told by a code alone, so that no address can put words into it.
  app.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const told = await spotify.finish(request.url).then(
      () => 'LINKED',
      (error: unknown) => {
        if (!(error instanceof Fault)) house.log.error({ err: error }, `the Spotify log-in failed: ${messageOf(error)}`)
        return error instanceof Fault ? error.code : 'FAILED'
      },
    )
    return reply.redirect(`/outside?spotify=${told}`, 303)
  })

  app.delete(
    '/api/spotify/account',
    { schema: { ...look, summary: 'Forgets the account and its tokens; what was fetched stays' } },
    async ({ query }) => {
      await spotify.unlink(await whose(query))
      return state(query)
    },
  )

  const job = {
    tags: TAGS,
    summary: 'Switches a job, or runs it now',
    params: JobParams,
    querystring: WhoQuery,
    body: SpotifyJobBody,
    response,
  }
  app.put('/api/spotify/jobs/:job', { schema: job }, async ({ params, body, query }) => {
    await spotify.changeJob(await whose(query), params.job, body)
    return state(query)
  })
}
