// One request and its answer over the wire: within a time, within a size, and nowhere but where the host may lead.

import { Fault, messageOf } from '#kernel'
import { type Host, mayLeadTo } from './hosts.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
  /** The body as text (UTF-8). */
  text(): string
  /** The body as JSON; a Fault where it is none. */
  json(): unknown
}

export interface Outgoing {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: string | null
}

/** Sends one request and reads its answer; a redirect is an answer. What goes wrong is a Fault of the kind `unavailable`. */
export async function send(
  fetch: typeof globalThis.fetch,
  host: Host,
  outgoing: Outgoing,
  options: { timeoutMs: number; signal: AbortSignal },
): Promise<Answer> {
  const late = AbortSignal.timeout(options.timeoutMs)
  try {
    const response = await fetch(outgoing.url, {
      method: outgoing.method,
      headers: outgoing.headers,
      body: outgoing.body,
      redirect: 'manual',
      signal: AbortSignal.any([late, options.signal]),
    })
    return answer(host, response.status, response.headers, await readWithin(host, response))
  } catch (error) {
    if (error instanceof Fault) throw error
    if (options.signal.aborted)
      throw new Fault('unavailable', 'EGRESS_STOPPED', `The call to ${host.title} was given up: Deepcut is stopping.`)
    const why = late.aborted ? `did not answer within ${options.timeoutMs / 1000} s` : `could not be reached: ${causeOf(error)}`
    throw new Fault('unavailable', late.aborted ? 'EGRESS_LATE' : 'EGRESS_UNREACHABLE', `${host.title} (${outgoing.url.host}) ${why}.`, {
      cause: error,
    })
  }
}

function answer(host: Host, status: number, headers: Headers, body: Uint8Array): Answer {
  const text = () => new TextDecoder().decode(body)
  return {
    status,
    headers,
    body,
    text,
    json() {
      try {
        return JSON.parse(text())
      } catch (error) {
        throw new Fault('unavailable', 'EGRESS_NOT_JSON', `${host.title} answered ${status} with something that is not JSON.`, {
          cause: error,
        })
      }
    },
  }
}

async function readWithin(host: Host, response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    // Leaving the loop cancels the stream: the rest is not fetched.
    if (bytes > host.bytesMax) {
      throw new Fault('unavailable', 'EGRESS_TOO_LARGE', `${host.title} answered with more than ${host.bytesMax} bytes; that was given up.`)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * The request that a redirect asks for, or null where the answer is none. Only to the host's own address or where its entry in hosts.ts allows, never
 * from https down to http; to another address nothing goes along that is only the host's: no body, no credentials.
 */
export function redirected(host: Host, from: Outgoing, response: Answer): Outgoing | null {
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return null
  const url = URL.canParse(location, from.url.href) ? new URL(location, from.url) : null
  const same = url?.origin === from.url.origin
  if (url === null || !(same || (mayLeadTo(host, url.hostname) && url.protocol === 'https:' && url.port === ''))) {
    const where = url === null ? 'nowhere' : url.host || url.protocol
    throw new Fault('unavailable', 'EGRESS_REDIRECT', `${host.title} led on to ${where}, which is not in its list; that was not followed.`)
  }
  url.username = ''
  url.password = ''
  const headers = new Headers(from.headers)
  if (!same) for (const name of ['authorization', 'cookie']) headers.delete(name)
  const keepsMethod = response.status === 307 || response.status === 308 || from.method === 'GET' || from.method === 'HEAD'
  if (keepsMethod && (same || from.body === null)) return { ...from, url, headers }
  headers.delete('content-type')
  return { url, method: 'GET', headers, body: null }
}

/** Undici tells "fetch failed" and hides why in the cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause === undefined) return messageOf(error)
  const code = (cause as NodeJS.ErrnoException).code
  return code ?? messageOf(cause)
}
