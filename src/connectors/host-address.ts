// Where a host's calls really go and how fast: the environment's word, then a person's setting, then the host's own.

import { Fault } from '#kernel'
import type { Host } from './hosts.ts'
import type { HostState } from './outbound-call.ts'
import { dayLimit, type Limit } from './token-bucket.ts'

/** What a person may change about a host; null sets back. */
export type HostChange = Partial<Pick<HostState, 'on' | 'baseUrl' | 'delayMs' | 'perDayMax'>>

type Environment = Readonly<Record<string, string | undefined>>

/** The address as a URL, or a Fault that says what is wrong with it. */
function checkedBase(host: Host, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new Fault(
      'invalid',
      'EGRESS_ADDRESS',
      `The address for ${host.title} must be http:// or https://, without a user, a question mark or a hash; it is ${text.slice(0, 200)}.`,
    )
  }
  return url
}

/** As `checkedBase`, for an address that a person gives. */
export function checkedMove(host: Host, text: string): URL {
  if (host.fixed) {
    const message = `The address for ${host.title} is only taken from ${host.variable}: your log-in must not go anywhere else.`
    throw new Fault('invalid', 'EGRESS_ADDRESS', message)
  }
  return checkedBase(host, text)
}

/** Where the host's calls go. */
export const baseUrlOf = (host: Host, state: Pick<HostState, 'baseUrl'>, env: Environment): URL =>
  checkedBase(host, env[host.variable] || state.baseUrl || host.baseUrl)

/** A path below a base; a Fault where it would lead out of it. */
export function joined(base: URL, path: string): URL {
  const prefix = base.pathname.replace(/\/$/, '')
  const url = new URL(base)
  const target = URL.canParse(`${url.origin}${prefix}${path}`) ? new URL(`${url.origin}${prefix}${path}`) : null
  if (!path.startsWith('/') || target?.origin !== url.origin || !target.pathname.startsWith(`${prefix}/`)) {
    throw new Fault('invalid', 'EGRESS_PATH', `The path ${path.slice(0, 200)} leads out of ${base.href}.`)
  }
  return target
}

/** The limits in force. A person may only slow down: faster than the host allows is for an own mirror, at another address. */
export function effectiveLimits(
  host: Host,
  state: Pick<HostState, 'baseUrl' | 'delayMs' | 'perDayMax'>,
  env: Environment,
): { readonly pace: Limit; readonly day: Limit | null; readonly perDayMax: number | null } {
  const own = baseUrlOf(host, state, env).origin === new URL(host.baseUrl).origin
  const hostDelayMs = host.pace.perMs / host.pace.count
  const pace: Limit =
    state.delayMs !== null && (!own || state.delayMs > hostDelayMs)
      ? { burst: 1, count: 1, perMs: Math.max(1, state.delayMs) }
      : { burst: host.pace.count, count: host.pace.count, perMs: host.pace.perMs }
  const perDayMax =
    own && state.perDayMax !== null && host.perDayMax !== null
      ? Math.min(state.perDayMax, host.perDayMax)
      : (state.perDayMax ?? host.perDayMax)
  return { pace, day: perDayMax === null ? null : dayLimit(perDayMax), perDayMax }
}

/** The gap between calls in the long run, ms. */
export const delayMsOf = (limit: Limit): number => Math.round(limit.perMs / limit.count)
