// The Last.fm 2.0 API: one address, many methods, as JSON or XML.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { openAllowance } from './allowance.ts'
import type { ScrobbleDesk } from './desk.ts'
import { answerPreflight, BY_TOKEN, FORM_BYTES_MAX, fieldsOf, openToPlayers, spelled } from './door.ts'
import { type Element, xmlOf } from './lastfm-answer.ts'
import { approvalRoutes } from './lastfm-approval.ts'
import { authMethods, openAuthRequests } from './lastfm-auth.ts'
import { LastFmFault } from './lastfm-fault.ts'
import { LIBRARY_METHODS } from './lastfm-library.ts'
import { scrobbleTracks, updateNowPlaying } from './lastfm-scrobbles.ts'
import type { LastFmCall } from './lastfm-sign.ts'

const PATHS = spelled(['', '/apis/audioscrobbler'], '/2.0')

/** Registers the API and the page on which a player is approved. */
export async function lastFmRoutes(app: App, desk: ScrobbleDesk): Promise<void> {
  const requests = openAuthRequests(desk)
  const allowance = openAllowance(desk.house.clock)
  const methods: Readonly<Record<string, (call: LastFmCall) => Promise<Record<string, Element>>>> = {
    ...authMethods(requests),
    ...LIBRARY_METHODS,
    'track.scrobble': scrobbleTracks,
    'track.updatenowplaying': updateNowPlaying,
  }
  await app.register(async (players: App) => {
    openToPlayers(players, FORM_BYTES_MAX)
    players.setErrorHandler((error, request, reply) => {
      const fault = error instanceof LastFmFault ? error : faultOf(error)
      if (fault.code === 16) desk.house.log.error({ err: error, url: request.url.split('?', 1)[0] }, 'a scrobble request failed')
      return send(reply, formatOf(request), fault)
    })
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const fields = fieldsOf(request)
      if (!allowance.take(fields.get('sk') ?? request.ip).allowed) throw new LastFmFault(29)
      const method = fields.get('method')?.toLowerCase() ?? ''
      if (!Object.hasOwn(methods, method)) throw new LastFmFault(method === '' ? 6 : 3)
      return send(reply, formatOf(request), await methods[method]({ desk, request, fields }))
    }
    for (const url of PATHS) players.route({ method: ['GET', 'POST'], url, config: BY_TOKEN, schema: { hide: true }, handler })
    answerPreflight(players, PATHS)
  })
  await app.register((page: App) => approvalRoutes(page, desk, requests))
}

/** What is thrown by others, in numbers of Last.fm. What may pass is 16, which players try again. */
const faultOf = (error: unknown): LastFmFault =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 413
    ? new LastFmFault(6, 'Invalid parameters - the body is too large')
    : new LastFmFault(16)

const formatOf = (request: FastifyRequest) => (fieldsOf(request).get('format')?.toLowerCase() === 'json' ? 'json' : 'xml')

function send(reply: FastifyReply, format: 'json' | 'xml', answer: LastFmFault | Record<string, Element>): FastifyReply {
  const isFault = answer instanceof LastFmFault
  if (isFault) reply.code(answer.status)
  if (format === 'json') {
    const body = isFault ? { error: answer.code, message: answer.message } : answer
    return reply.type('application/json').send(JSON.stringify(body))
  }
  const tree = isFault ? { error: { code: String(answer.code), '#text': answer.message } } : answer
  return reply.type('text/xml; charset=utf-8').send(xmlOf(isFault ? 'failed' : 'ok', tree))
}
