// What keeps strangers out of a server without passwords: it answers only to its own names, changes only for its own page, and locks its pages down.

import { Fault } from '#kernel'
import type { App } from './app.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Opened by a token alone (scrobble/door.ts): no page can misuse it without one, whatever name it calls this host. */
    readonly byToken?: boolean
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}

/** Whether an address to bind to is this machine only. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host) || host === '::1'

/** The name in a Host header, without its port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '')

/**
 * Guards every request. Where the server is bound to loopback, a Host header with any other name is refused: a page elsewhere may have pointed its own
 * name at 127.0.0.1 (DNS rebinding). Requests that change something must come from our own page, or from no page at all.
 */
export function guard(app: App, options: { loopbackOnly: boolean }): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (request.routeOptions.config.byToken === true) return
    const host = request.headers.host ?? ''
    if (options.loopbackOnly && !LOOPBACK.test(nameOf(host))) {
      throw new Fault(
        'forbidden',
        'HOST_REFUSED',
        'This server answers to localhost and 127.0.0.1 only. Start it with --host to reach it by another name.',
      )
    }
    if (!READS.has(request.method) && !isSameOrigin(request.headers, host)) {
      throw new Fault('forbidden', 'ORIGIN_REFUSED', "Only Deepcut's own page, or a program that is no page, may change things here.")
    }
  })
}

function isSameOrigin(headers: { origin?: string; 'sec-fetch-site'?: string | string[] }, host: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (headers.origin === undefined) return true
  return URL.canParse(headers.origin) && new URL(headers.origin).host === host.toLowerCase()
}
