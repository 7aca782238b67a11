// The ListenBrainz API: its routes under every address that clients are known to build, and its way of saying no.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { type Allowance, openAllowance } from './allowance.ts'
import type { ScrobbleDesk } from './desk.ts'
import { answerPreflight, BY_TOKEN, LISTENBRAINZ_BYTES_MAX, openToPlayers, spelled } from './door.ts'
import { type Add, type Call, tokenIn } from './listenbrainz-call.ts'
import { ListenBrainzFault } from './listenbrainz-fault.ts'
import { feedbackRoutes } from './listenbrainz-feedback.ts'
import { listenReads } from './listenbrainz-reads.ts'
import { submitListens, validateToken } from './listenbrainz-submit.ts'

/** Some clients add /1 themselves, some have it in the setting, some both; the second half is where Maloja and Koito answer. */
const PREFIXES = ['/1', '/1/1', '/apis/listenbrainz/1', '/apis/listenbrainz', '/apis/listenbrainz/1/1']

/** Registers the API. */
export async function listenBrainzRoutes(app: App, desk: ScrobbleDesk): Promise<void> {
  openToPlayers(app, LISTENBRAINZ_BYTES_MAX)
  const allowance = openAllowance(desk.house.clock)
  app.setErrorHandler((error, request, reply) => {
    const fault = error instanceof ListenBrainzFault ? error : faultOf(error)
    if (fault.status >= 500) desk.house.log.error({ err: error, url: request.url.split('?', 1)[0] }, 'a scrobble request failed')
    return reply.code(fault.status).type('application/json').send(JSON.stringify(fault.body()))
  })
  const paths = new Set<string>()
  const add = (prefixes: readonly string[]): Add => {
    return (method, path, answer) => {
      for (const url of spelled(prefixes, path)) {
        paths.add(url)
        app.route({
          method,
          url,
          config: BY_TOKEN,
          schema: { hide: true },
          handler: async (request, reply) => {
            count(allowance, request, reply)
            const { query, params } = request as unknown as Pick<Call, 'query' | 'params'>
            const body = await answer({ desk, request, reply, query, params })
            if (reply.sent) return reply
            return reply.type('application/json').send(body === undefined ? '' : JSON.stringify(body))
          },
        })
      }
    }
  }
  // Without any prefix only what a base address without /1 needs: the rest would get in the way of the page.
  add(['', ...PREFIXES])('POST', '/submit-listens', submitListens)
  add(['', ...PREFIXES])('GET', '/validate-token', validateToken)
  listenReads(add(PREFIXES))
  feedbackRoutes(add(PREFIXES))
  answerPreflight(app, [...paths])
  // Players probe for other servers (Koito, Maloja) here: a page in answer would mislead them.
  for (const url of ['/1/*', '/apis/*']) {
    app.route({ method: ['GET', 'POST'], url, config: BY_TOKEN, schema: { hide: true }, handler: nowhere })
  }
}

const nowhere = async (request: FastifyRequest): Promise<never> => {
  throw new ListenBrainzFault(404, `There is nothing at ${request.url.split('?', 1)[0]}.`)
}

function count(allowance: Allowance, request: FastifyRequest, reply: FastifyReply): void {
  const { allowed, resetInS, headers } = allowance.take(tokenIn(request) ?? request.ip)
  reply.headers(headers)
  if (allowed) return
  reply.header('retry-after', String(resetInS))
  throw new ListenBrainzFault(429, 'You have exceeded your rate limit. See the X-RateLimit-* response headers for more information.')
}

/** What is thrown by others, in ListenBrainz' words. What may pass is 503, which players try again. */
function faultOf(error: unknown): ListenBrainzFault {
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 503
  if (status === 413) return new ListenBrainzFault(413, 'The data value transmitted exceeds the capacity limit.')
  if (status >= 400 && status < 500) return new ListenBrainzFault(status, error instanceof Error ? error.message : String(error))
  return new ListenBrainzFault(503, 'Cannot submit listens to queue, please try again later.')
}
