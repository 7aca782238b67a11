// The server, put together: guarded, described, with every room's routes and the page.

import fastifySwagger from '@fastify/swagger'
import fastify from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { openOutside } from '#connectors'
import { openInsights } from '#insights'
import type { App } from './app.ts'
import type { Background } from './background.ts'
import { announceChanges } from './changes.ts'
import type { House } from './deps.ts'
import { answerFaults } from './errors.ts'
import { openImportDesk } from './import-desk.ts'
import { noteEngagement } from './note-engagement.ts'
import { noticeOutsideChanges } from './outside-changes.ts'
import { servePage } from './page.ts'
import { albumRoutes, artistRoutes, searchRoutes } from './routes/albums.ts'
import { analysisRoutes } from './routes/analysis.ts'
import { audioRoutes } from './routes/audio.ts'
import { outsideRoutes } from './routes/connectors.ts'
import { coverRoutes } from './routes/covers.ts'
import { deviceRoutes } from './routes/devices.ts'
import { engagementRoutes } from './routes/engagement.ts'
import { eventRoutes } from './routes/events.ts'
import { folderRoutes } from './routes/folders.ts'
import { healthRoutes } from './routes/health.ts'
import { identityRoutes } from './routes/identity.ts'
import { importRoutes } from './routes/imports.ts'
import { insightRoutes } from './routes/insights.ts'
import { listenRoutes } from './routes/listens.ts'
import { mergeRoutes } from './routes/merges.ts'
import { playlistRoutes } from './routes/playlists.ts'
import { recommendationRoutes } from './routes/recommendations.ts'
import { relayRoutes } from './routes/relays.ts'
import { ruleRoutes } from './routes/rules.ts'
import { spotifyRoutes } from './routes/spotify.ts'
import { statusRoutes } from './routes/status.ts'
import { trackRoutes } from './routes/tracks.ts'
import { yearRoutes } from './routes/year.ts'
import { audioscrobblerRoutes, greetPlayers } from './scrobble/audioscrobbler.ts'
import { openScrobbleDesk } from './scrobble/desk.ts'
import { lastFmRoutes } from './scrobble/lastfm.ts'
import { listenBrainzRoutes } from './scrobble/listenbrainz.ts'
import { guard } from './security.ts'
import { openStandings } from './standing.ts'

export interface ServerOptions {
  /** Bound to this machine only: then only its own names are answered to. */
  readonly loopbackOnly: boolean
  /** The folder of the built page. */
  readonly pagePath: string
  readonly uploadBytesMax?: number
}

export type ServerDeps = House & { readonly background: Background }

const JSON_BYTES_MAX = 1 << 20
const UPLOAD_BYTES_MAX = 2 * 2 ** 30

/** Puts the server together, ready to listen. Closing it ends its streams, not the house. */
export async function createServer(deps: ServerDeps, options: ServerOptions): Promise<App> {
  const app = fastify({
    logger: false,
    bodyLimit: JSON_BYTES_MAX,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerFaults(app, deps)
  const scrobbleDesk = openScrobbleDesk(deps)
  greetPlayers(app, scrobbleDesk)
  guard(app, options)
  await app.register(fastifySwagger, {
    openapi: { info: { title: 'Deepcut', description: 'Own your music intelligence.', version: deps.version }, servers: [] },
    transform: jsonSchemaTransform,
  })

  const desk = openImportDesk(deps, deps.background, { bytesMax: options.uploadBytesMax ?? UPLOAD_BYTES_MAX })
  const standings = openStandings(deps.analyses)
  const insights = openInsights(deps)
  const outside = openOutside(deps)
  const stopAnnouncing = announceChanges(deps)
  const stopNoticing = noticeOutsideChanges(deps)
  const stopNoting = noteEngagement(deps)
  app.addHook('onClose', async () => {
    stopAnnouncing()
    stopNoticing()
    stopNoting()
    desk.close()
    await outside.close()
  })

  await app.register(async (api: App) => {
    await healthRoutes(api, deps)
    await statusRoutes(api, deps, deps.background)
    await recommendationRoutes(api, deps)
    await trackRoutes(api, deps, standings)
    await albumRoutes(api, deps)
    await artistRoutes(api, deps)
    await searchRoutes(api, deps)
    await coverRoutes(api, deps)
    await audioRoutes(api, deps)
    await listenRoutes(api, deps)
    await mergeRoutes(api, deps)
    await ruleRoutes(api, deps)
    await engagementRoutes(api, deps)
    await insightRoutes(api, deps, insights)
    await yearRoutes(api, deps, insights)
    await identityRoutes(api, deps)
    await playlistRoutes(api, deps)
    await folderRoutes(api, deps, deps.background)
    await analysisRoutes(api, deps, deps.background)
    await eventRoutes(api, deps)
    await outsideRoutes(api, deps, outside)
    await spotifyRoutes(api, deps, outside)
    await deviceRoutes(api, scrobbleDesk)
    await relayRoutes(api, deps, outside)
    const schema = { tags: ['server'], summary: 'This description', response: { 200: z.any() } }
    api.get('/api/openapi.json', { schema }, async () => app.swagger())
  })
  await app.register((api: App) => importRoutes(api, deps, desk))
  await app.register((api: App) => listenBrainzRoutes(api, scrobbleDesk))
  await app.register((api: App) => lastFmRoutes(api, scrobbleDesk))
  await app.register((api: App) => audioscrobblerRoutes(api, scrobbleDesk))
  await servePage(app, options.pagePath)
  return app
}
