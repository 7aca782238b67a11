// The contract of the world outside: hosts, the ledger of calls, enrichment, and the Spotify link.

import { z } from 'zod'

const timeMs = z.number().nullable()

/** GET /api/outside: every host that may ever be called. */
export const OutsideHost = z.object({
  name: z.string(),
  title: z.string(),
  on: z.boolean(),
  /** Whether calls are let out now: on, and nothing cut. */
  open: z.boolean(),
  /** The host with whose switch it goes. */
  switchedWith: z.string().nullable(),
  sends: z.array(z.object({ what: z.string(), why: z.string() })),
  rulesUrl: z.string(),
  address: z.string(),
  ownAddress: z.string(),
  /** The environment variable that may name another address; `fromEnvironment` where it does. */
  variable: z.string(),
  fromEnvironment: z.boolean(),
  /** Only the environment may name another address. */
  fixed: z.boolean(),
  /** The pace in force: so long from call to call in the long run. */
  delayMs: z.number(),
  perDayMax: z.number().nullable(),
  /** Calls of the day that may leave at once. */
  leftNow: z.number().nullable(),
  /** What a person set; null for the host's own. */
  set: z.object({ address: z.string().nullable(), delayMs: z.number().nullable(), perDayMax: z.number().nullable() }),
  parkedUntilMs: timeMs,
  parkedWhy: z.string().nullable(),
  calls: z.number(),
  failed: z.number(),
  bytesOut: z.number(),
  bytesIn: z.number(),
  lastAtMs: timeMs,
})
export type OutsideHost = z.infer<typeof OutsideHost>
export const Outside = z.object({
  allowed: z.boolean(),
  /** DEEPCUT_OFFLINE is set: no switch counts. */
  cutByEnvironment: z.boolean(),
  contact: z.string().nullable(),
  hosts: z.array(OutsideHost),
})
export type Outside = z.infer<typeof Outside>

/** PUT /api/outside */
export const OutsideBody = z.object({
  allowed: z.boolean().optional(),
  contact: z
    .string()
    .trim()
    .max(200)
    .regex(/^[\x20-\x7e]*$/)
    .nullable()
    .optional(),
})
/** PUT /api/outside/hosts/{name}; null sets back to the host's own. */
export const OutsideHostBody = z.object({
  on: z.boolean().optional(),
  address: z.string().trim().max(500).nullable().optional(),
  delayMs: z.number().int().min(1).max(86_400_000).nullable().optional(),
  perDayMax: z.number().int().min(10).max(1_000_000).nullable().optional(),
})
export type OutsideHostBody = z.infer<typeof OutsideHostBody>

/** GET /api/outside/calls?host&before&count: newest first. */
export const OutsideCalls = z.object({
  items: z.array(
    z.object({
      id: z.number(),
      host: z.string(),
      atMs: z.number(),
      method: z.string(),
      url: z.string(),
      why: z.string(),
      status: z.number().nullable(),
      fault: z.string().nullable(),
      bytesOut: z.number(),
      bytesIn: z.number(),
      durationMs: z.number().nullable(),
    }),
  ),
})
export type OutsideCalls = z.infer<typeof OutsideCalls>

/** GET /api/outside/enrichment */
export const EnrichmentKind = z.object({
  kind: z.string(),
  host: z.string(),
  title: z.string(),
  purpose: z.string(),
  on: z.boolean(),
  open: z.boolean(),
  waiting: z.number(),
  found: z.number(),
  nothing: z.number(),
  failed: z.number(),
  lastAtMs: timeMs,
  resumesAtMs: timeMs,
  heldWhy: z.string().nullable(),
})
export type EnrichmentKind = z.infer<typeof EnrichmentKind>
export const EnrichmentState = z.object({
  kinds: z.array(EnrichmentKind),
  failures: z.array(z.object({ kind: z.string(), key: z.string(), why: z.string(), atMs: z.number() })),
})
export type EnrichmentState = z.infer<typeof EnrichmentState>
/** PUT /api/outside/enrichment/{kind} */
export const EnrichmentBody = z.object({ on: z.boolean() })

/** GET /api/spotify */
export const SpotifyJobState = z.object({
  job: z.enum(['plays', 'liked', 'playlists']),
  on: z.boolean(),
  running: z.boolean(),
  everyMs: z.number(),
  dueAtMs: timeMs,
  lastAtMs: timeMs,
  lastResult: z.string().nullable(),
  lastFailed: z.boolean(),
  heldWhy: z.string().nullable(),
  done: z.number(),
  total: z.number().nullable(),
})
export type SpotifyJobState = z.infer<typeof SpotifyJobState>
export const SpotifyState = z.object({
  /** Whether the host is switched on and nothing is cut. */
  open: z.boolean(),
  app: z.object({ clientId: z.string().nullable(), hasSecret: z.boolean(), fromEnvironment: z.boolean() }),
  batchSize: z.number(),
  account: z
    .object({
      state: z.enum(['linked', 'log-in-again', 'refused']),
      stateWhy: z.string().nullable(),
      accountId: z.string().nullable(),
      authorizedAtMs: z.number(),
      endsAtMs: z.number(),
      endingSoon: z.boolean(),
    })
    .nullable(),
  jobs: z.array(SpotifyJobState),
})
export type SpotifyState = z.infer<typeof SpotifyState>

/** PUT /api/spotify/app; a secret left out stays. */
export const SpotifyAppBody = z.object({
  clientId: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{16,64}$/, 'A client id is 32 letters and digits.'),
  clientSecret: z.string().trim().min(1).max(200).optional(),
})
/** POST /api/spotify/log-in: `origin` is where the browser sees Deepcut. */
export const SpotifyLogInBody = z.object({ origin: z.string().max(300) })
export const SpotifyLogIn = z.object({ authorizeUrl: z.string(), redirectUri: z.string(), paste: z.boolean() })
export type SpotifyLogIn = z.infer<typeof SpotifyLogIn>
/** POST /api/spotify/callback: the address the browser ended at. */
export const SpotifyCallbackBody = z.object({ address: z.string().min(1).max(4000) })
/** PUT /api/spotify/jobs/{job} */
export const SpotifyJobBody = z.object({
  on: z.boolean().optional(),
  everyMs: z
    .number()
    .int()
    .min(10 * 60_000)
    .max(7 * 86_400_000)
    .optional(),
  now: z.boolean().optional(),
})
export const SpotifySettingsBody = z.object({ batchSize: z.number().int().min(1).max(50) })
