// The only way out of the house. Every outbound call goes through `call`: to hosts of hosts.ts alone, only where a person switched them on, no faster than
// each allows, not at all while one asked to be left in peace; and each is written into a ledger before it leaves.

import { setTimeout as sleepFor } from 'node:timers/promises'
import { type Clock, Fault, messageOf, SECOND_MS } from '#kernel'
import { baseUrlOf, checkedMove, effectiveLimits, type HostChange, joined } from './host-address.ts'
import { type HostStates, loadHostStates } from './host-states.ts'
import { HOSTS, type Host, type HostName } from './hosts.ts'
import { type Allowance, type EgressStore, type HostState, withoutSecrets } from './outbound-call.ts'
import { patienceMs, retryAfterMs } from './retry-after.ts'
import { type Answer, type Outgoing, redirected, send } from './send.ts'
import { levelAt, waitMsOf } from './token-bucket.ts'
import { refuseParked, takeTurn } from './turn.ts'

/** A request to a host of the list. */
export interface OutboundRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the host's address, beginning with a slash; parts are already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, or a form; give `json` instead for JSON. */
  readonly body?: string | URLSearchParams
  readonly json?: unknown
  /** What for, in words; it stands in the ledger for people to read. */
  readonly why: string
  /** For each request from its start to the end of its answer; 20 s unless said. */
  readonly timeoutMs?: number
  /** How long it may wait for its turn (the host's pace); 10 s unless said. Longer is a Held. */
  readonly waitMsMax?: number
  /** So many of the day's calls are left to others: with fewer left it is Held. */
  readonly leave?: number
  readonly signal?: AbortSignal
}

/** A host as it stands. */
export interface HostView extends HostState {
  readonly host: Host
  /** Where calls go now. */
  readonly address: string
  /** Named by the environment: then a setting does not count. */
  readonly fromEnvironment: boolean
  /** Whether a call would be let out: switched on, and nothing cut. */
  readonly open: boolean
  /** Calls of the day's quota that may leave at once; null where there is no quota. */
  readonly leftNow: number | null
  /** The limits in force. */
  readonly limits: ReturnType<typeof effectiveLimits>
}

export interface Egress {
  /** Sends a request when it is its turn and returns the answer, whatever its status; 429 and 503 park the host. A Fault where it may not leave or nothing came back. */
  call(host: HostName, request: OutboundRequest): Promise<Answer>
  /** Whether the host is switched on and nothing is cut. */
  isOpen(host: HostName): Promise<boolean>
  /** Where the host's calls go now. A secret that was given for one address must not go to another. */
  address(host: HostName): Promise<string>
  /** When the host may be called again: now where nothing holds it. */
  resumesAtMs(host: HostName): Promise<number>
  view(): Promise<{ readonly allowance: Allowance; readonly cutByEnvironment: boolean; readonly hosts: readonly HostView[] }>
  change(host: HostName, change: HostChange): Promise<void>
  setAllowance(change: Partial<Allowance>): Promise<void>
  /** Called after any switch or address changed. */
  onChange(listener: () => void): () => void
  /** Gives up what is under way and lets nothing out any more. */
  close(): void
}

export interface EgressDeps {
  readonly egressStore: EgressStore
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of Deepcut, for the User-Agent. */
  readonly version: string
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

const TIMEOUT_MS = 20 * SECOND_MS
const WAIT_MS_MAX = 10 * SECOND_MS
const REDIRECTS_MAX = 5

/** Opens the way out; nothing leaves until a host is switched on. `DEEPCUT_OFFLINE=1` cuts it whatever the settings say. */
export function openEgress(deps: EgressDeps): Egress {
  const { egressStore: store, clock, env } = deps
  const sleep = deps.sleep ?? ((ms, signal) => sleepFor(ms, undefined, { signal }))
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  const cut = /^(1|true|yes|on)$/i.test(env['DEEPCUT_OFFLINE'] ?? '')
  let loading: Promise<HostStates> | null = null
  const load = () => {
    loading ??= loadHostStates(store)
    return loading
  }
  const open = (states: HostStates, name: HostName) =>
    states.allowance().allowed && !cut && !closing.signal.aborted && states.of(switchOf(name)).on

  /** Waits for the host's next turn. While it waits, the host may ask for peace, or a person may switch it off. */
  const awaitTurn = async (states: HostStates, host: Host, request: OutboundRequest, signal: AbortSignal) => {
    const waitMs = await takeTurn({ states, env }, host, clock.nowMs(), request.waitMsMax ?? WAIT_MS_MAX, request.leave)
    if (waitMs > 0) await sleep(waitMs, signal).catch(() => {})
    if (signal.aborted) throw new Fault('unavailable', 'EGRESS_STOPPED', `The call to ${host.title} was given up before it left.`)
    refuseParked(host, states.of(host.name), clock.nowMs())
    if (!open(states, host.name)) throw switchedOff(host, cut)
  }

  /** One request into the ledger, over the wire, and its end into the ledger. */
  const sendOnce = async (states: HostStates, host: Host, outgoing: Outgoing, request: OutboundRequest, signal: AbortSignal) => {
    const startedMs = performance.now()
    const id = await store.begin({
      host: host.name,
      atMs: clock.nowMs(),
      method: outgoing.method,
      url: withoutSecrets(outgoing.url),
      why: request.why,
      bytesOut: Buffer.byteLength(outgoing.body ?? ''),
    })
    const end = (status: number | null, fault: string | null, bytesIn: number) =>
      store.finish(id, { status, fault, bytesIn, durationMs: Math.round(performance.now() - startedMs) })
    try {
      const answer = await send(deps.fetch, host, outgoing, { timeoutMs: request.timeoutMs ?? TIMEOUT_MS, signal })
      await end(answer.status, null, answer.body.length)
      return answer
    } catch (error) {
      await end(null, messageOf(error), 0)
      if (error instanceof Fault && (error.code === 'EGRESS_LATE' || error.code === 'EGRESS_UNREACHABLE')) {
        await park(states, host, clock.nowMs(), { why: error.message, askedMs: null, saidLater: false })
      }
      throw error
    }
  }

  return {
    async call(name, request) {
      const host = hostNamed(name)
      const states = await load()
      const signal = request.signal ? AbortSignal.any([closing.signal, request.signal]) : closing.signal
      if (!open(states, name)) throw switchedOff(host, cut)
      await awaitTurn(states, host, request, signal)
      const agent = userAgent(deps.version, states.allowance().contact)
      let outgoing = outgoingOf(baseUrlOf(host, states.of(name), env), request, agent)
      for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
        const answer = await sendOnce(states, host, outgoing, request, signal)
        const next = redirected(host, outgoing, answer)
        if (next === null) {
          await heed(states, host, answer, clock.nowMs())
          return answer
        }
        outgoing = next
      }
      throw new Fault('unavailable', 'EGRESS_REDIRECT', `${host.title} led on more than ${REDIRECTS_MAX} times; that was given up.`)
    },

    isOpen: async (name) => open(await load(), name),

    address: async (name) => baseUrlOf(hostNamed(name), (await load()).of(name), env).href,

    async resumesAtMs(name) {
      const nowMs = clock.nowMs()
      const state = (await load()).of(name)
      const { day } = effectiveLimits(hostNamed(name), state, env)
      const quotaMs = day ? waitMsOf(day, levelAt(day, state.day, nowMs)) : 0
      return Math.max(nowMs + quotaMs, state.parkedUntilMs ?? 0)
    },

    async view() {
      const states = await load()
      const nowMs = clock.nowMs()
      const hosts = HOSTS.map((host): HostView => {
        const state = states.of(host.name)
        const limits = effectiveLimits(host, state, env)
        const parkedUntilMs = state.parkedUntilMs !== null && state.parkedUntilMs > nowMs ? state.parkedUntilMs : null
        return {
          ...state,
          on: states.of(switchOf(host.name)).on,
          parkedUntilMs,
          parkedWhy: parkedUntilMs === null ? null : state.parkedWhy,
          host,
          address: baseUrlOf(host, state, env).href.replace(/\/$/, ''),
          fromEnvironment: Boolean(env[host.variable]),
          open: open(states, host.name),
          limits,
          leftNow: limits.day && Math.max(0, Math.floor(levelAt(limits.day, state.day, nowMs).level)),
        }
      })
      return { allowance: states.allowance(), cutByEnvironment: cut, hosts }
    },

    async change(name, { on, ...rest }) {
      const states = await load()
      if (rest.baseUrl) checkedMove(hostNamed(name), rest.baseUrl)
      if (on !== undefined) await states.change(switchOf(name), { on })
      // Another address knows nothing of what the last one asked for.
      const renewed = rest.baseUrl === undefined ? {} : { parkedUntilMs: null, parkedWhy: null, failures: 0 }
      if (Object.keys(rest).length > 0) await states.change(name, { ...rest, ...renewed })
      for (const listener of [...listeners]) listener()
    },

    async setAllowance(change) {
      const states = await load()
      await states.setAllowance({ ...states.allowance(), ...change })
      for (const listener of [...listeners]) listener()
    },

    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    close: () => closing.abort(),
  }
}

const BY_NAME = new Map(HOSTS.map((host) => [host.name, host]))
const hostNamed = (name: HostName): Host => BY_NAME.get(name)!
const switchOf = (name: HostName): HostName => hostNamed(name).switchedWith ?? name

/** Counts a failure, and parks the host for as long as it asks, or longer with each failure in a row. */
async function park(states: HostStates, host: Host, nowMs: number, cause: { why: string; askedMs: number | null; saidLater: boolean }) {
  const failures = states.of(host.name).failures + 1
  const untilMs = nowMs + (cause.askedMs ?? patienceMs(failures, cause.saidLater))
  // What is asked for is never cut short by another answer that was under way.
  const parkedUntilMs = Math.max(untilMs, states.of(host.name).parkedUntilMs ?? 0)
  await states.change(host.name, { failures, parkedUntilMs, parkedWhy: cause.why })
}

/** What an answer means for the next calls. */
async function heed(states: HostStates, host: Host, { status, headers }: Answer, nowMs: number): Promise<void> {
  const saidLater = status === 429 || status === 503
  if (saidLater || status >= 500) {
    const asked = saidLater ? headers.get('retry-after') : null
    const askedMs = retryAfterMs(asked, nowMs)
    const why = `It answered ${status}${askedMs === null ? '' : ` and asked to wait (Retry-After: ${asked?.slice(0, 60)})`}.`
    await park(states, host, nowMs, { why, askedMs, saidLater })
  } else if (states.of(host.name).failures > 0) await states.change(host.name, { failures: 0 })
}

const userAgent = (version: string, contact: string | null) =>
  `Deepcut/${version} (self-hosted music server${contact ? `; ${contact}` : ''})`

function outgoingOf(base: URL, request: OutboundRequest, agent: string): Outgoing {
  const url = joined(base, request.path)
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, String(value))
  const headers = new Headers({ 'user-agent': agent, accept: 'application/json', ...request.headers })
  if (request.json !== undefined) headers.set('content-type', 'application/json')
  else if (request.body instanceof URLSearchParams) headers.set('content-type', 'application/x-www-form-urlencoded')
  const body = request.json === undefined ? (request.body?.toString() ?? null) : JSON.stringify(request.json)
  return { url, method: request.method ?? 'GET', headers, body }
}

const switchedOff = (host: Host, cut: boolean) =>
  new Fault(
    'forbidden',
    'EGRESS_OFF',
    cut
      ? `Nothing leaves this machine: DEEPCUT_OFFLINE is set. ${host.title} was not called.`
      : `${host.title} is switched off and was not called. Switch it on under Outside.`,
  )
