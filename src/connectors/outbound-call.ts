// What is kept of the way out: each host's switch and limits as they stand, and a ledger of every call, without secrets.

import type { HostName } from './hosts.ts'
import type { BucketLevel } from './token-bucket.ts'

/** One request that left this machine. */
export interface OutboundCall {
  readonly id: number
  readonly host: HostName
  readonly atMs: number
  readonly method: string
  /** Where it really went, such as https://api.deezer.com/track/isrc:… ; secrets are left out. */
  readonly url: string
  /** What for, in words. */
  readonly why: string
  /** Null while it is under way, or where no answer came. */
  readonly status: number | null
  /** Why there was no answer; null where there was one. */
  readonly fault: string | null
  readonly bytesOut: number
  /** Of the answer's body, unpacked. */
  readonly bytesIn: number
  /** Null while it is under way, or where Deepcut was stopped before an answer. */
  readonly durationMs: number | null
}

export interface HostState {
  /** Switched on by a person. */
  readonly on: boolean
  /** An address set by a person; null for the host's own. */
  readonly baseUrl: string | null
  /** A slower pace and a smaller quota, set by a person; null for the host's own. */
  readonly delayMs: number | null
  readonly perDayMax: number | null
  /** Left in peace until then; null where it may be called. */
  readonly parkedUntilMs: number | null
  readonly parkedWhy: string | null
  /** Failures in a row. */
  readonly failures: number
  readonly pace: BucketLevel | null
  readonly day: BucketLevel | null
}

export const FRESH_HOST: HostState = {
  on: false,
  baseUrl: null,
  delayMs: null,
  perDayMax: null,
  parkedUntilMs: null,
  parkedWhy: null,
  failures: 0,
  pace: null,
  day: null,
}

/** What went to a host since ever, also what the ledger has let go of. */
export interface HostCounts {
  readonly host: HostName
  readonly calls: number
  readonly failed: number
  readonly bytesOut: number
  readonly bytesIn: number
  readonly lastAtMs: number | null
}

export interface Allowance {
  /** False where a person cut every way out at once. */
  readonly allowed: boolean
  /** How the hosts may reach whoever runs this Deepcut (an address or e-mail), told in the User-Agent; null where nothing is told. */
  readonly contact: string | null
}

export interface EgressStore {
  allowance(): Promise<Allowance>
  saveAllowance(allowance: Allowance): Promise<void>
  hosts(): Promise<ReadonlyMap<HostName, HostState>>
  saveHost(host: HostName, state: HostState): Promise<void>
  /** Writes that a call leaves now, and returns its id. Only the newest rows are kept. */
  begin(call: Pick<OutboundCall, 'host' | 'atMs' | 'method' | 'url' | 'why' | 'bytesOut'>): Promise<number>
  finish(id: number, end: Pick<OutboundCall, 'status' | 'fault' | 'bytesIn' | 'durationMs'>): Promise<void>
  /** Says of calls that are still without an end that there will be none: Deepcut was stopped meanwhile. */
  endUnfinished(): Promise<void>
  /** Newest first. */
  calls(query: { host?: HostName; beforeId?: number; countMax: number }): Promise<OutboundCall[]>
  counts(): Promise<HostCounts[]>
}

/** The ledger keeps so many calls. */
export const CALLS_KEPT_MAX = 10_000

const SECRET = /key|token|secret|sig|password|code|auth|verifier|state|client|^sk$|^t$|^s$|^p$/i
const URL_LENGTH_MAX = 500

/** An address as the ledger may show it: without user, fragment, and the values of whatever may be a secret. */
export function withoutSecrets(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  shown.hash = ''
  shown.search = ''
  const query = [...url.searchParams].map(([name, value]) => `${name}=${SECRET.test(name) ? '…' : value}`).join('&')
  const text = query === '' ? shown.href : `${shown.href}?${query}`
  return text.length > URL_LENGTH_MAX ? `${text.slice(0, URL_LENGTH_MAX - 1)}…` : text
}
