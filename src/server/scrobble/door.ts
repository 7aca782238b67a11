// The door for players: any content type, any origin, any name of this host, because a token and nothing else opens it.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'

/** The largest request that ListenBrainz takes, and a little more, so that the answer can say so. */
export const LISTENBRAINZ_BYTES_MAX = 10_240_000 + 65_536
/** Of fifty scrobbles as a form, with room to spare. */
export const FORM_BYTES_MAX = 1 << 20

/** What guard() lets through unasked (security.ts). */
export const BY_TOKEN = { byToken: true } as const

const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset-In, X-RateLimit-Reset, Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Prepares a plugin's scope: bodies come as bytes, whatever they say they are, and every answer may be read by any page that has a token. */
export function openToPlayers(app: App, bodyBytesMax: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(CORS)
  })
}

/** Answers the question that browsers ask before a page elsewhere may call. */
export function answerPreflight(app: App, paths: readonly string[]): void {
  for (const url of paths) {
    app.options(url, { config: BY_TOKEN, schema: { hide: true } }, async (request: FastifyRequest, reply: FastifyReply) => {
      reply.headers({
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'Authorization, Content-Type, X-Requested-With',
        'access-control-max-age': '86400',
        ...(request.headers['access-control-request-private-network'] ? { 'access-control-allow-private-network': 'true' } : {}),
      })
      return reply.code(204).send()
    })
  }
}

/** A path under each prefix, with and without a slash at its end. */
export const spelled = (prefixes: readonly string[], path: string): string[] =>
  prefixes.flatMap((prefix) => [`${prefix}${path}`, `${prefix}${path}/`])

/** The body as text; empty where there is none. */
export const textOf = (request: FastifyRequest): string => (Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')

/** Fields of the address and of a form body; the body's win. */
export function fieldsOf(request: FastifyRequest): Map<string, string> {
  const fields = new Map<string, string>()
  const query = request.raw.url?.split('?', 2)[1] ?? ''
  for (const text of [query, textOf(request)]) for (const [name, value] of new URLSearchParams(text)) fields.set(name, value)
  return fields
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The address the caller knows this server by, through whatever proxy: scheme and host, without a slash at the end. */
export function ownAddress(request: FastifyRequest): string {
  const first = (name: string) => {
    const value = request.headers[name]
    return (Array.isArray(value) ? value[0] : value)?.split(',')[0].trim() ?? ''
  }
  const proto = first('x-forwarded-proto').toLowerCase()
  const forwarded = first('x-forwarded-host')
  const host = HOST.test(forwarded) ? forwarded : first('host')
  return `${proto === 'https' || proto === 'http' ? proto : request.protocol}://${HOST.test(host) ? host : 'localhost'}`
}
