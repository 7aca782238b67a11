// Asking Spotify's Web API: with a fresh token, within its patience, and with refusals put into words.

import type { z } from 'zod'
import { type Clock, Fault, HOUR_MS } from '#kernel'
import type { ListenerId } from '#listens'
import type { Egress } from '../egress.ts'
import type { Answer } from '../send.ts'
import { Held } from '../turn.ts'
import { explain403, Refusal, saidIn } from './refusal.ts'
import type { Tokens } from './tokens.ts'

export interface WebApiDeps {
  readonly egress: Egress
  readonly clock: Clock
  readonly tokens: Tokens
}

export interface Question<Shape extends z.ZodType> {
  /** A listener, or the app itself for public data. */
  readonly as: ListenerId | 'app'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  /** What is asked for, in words that fit after "does not give". */
  readonly what: string
  readonly shape: Shape
  readonly signal?: AbortSignal
  /** So many of the day's calls are left to others. */
  readonly leave?: number
}

/** Asks and reads the answer. A Held where it says "later", a Refusal where it says no, a Fault where something is wrong for now. */
export async function ask<Shape extends z.ZodType>(deps: WebApiDeps, question: Question<Shape>): Promise<z.infer<Shape>> {
  const { as, path, query, what, shape, signal, leave } = question
  const call = async (renew: boolean) => {
    const token = as === 'app' ? await deps.tokens.ofApp({ renew }) : await deps.tokens.ofListener(as, { renew })
    return deps.egress.call('spotify', {
      path,
      query,
      headers: { authorization: `Bearer ${token}` },
      why: `fetching ${what}`,
      signal,
      leave,
    })
  }
  let answer = await call(false)
  // A token may be taken back before its time.
  if (answer.status === 401) answer = await call(true)
  if (answer.status === 200) {
    const parsed = shape.safeParse(answer.json())
    if (parsed.success) return parsed.data
    throw new Fault(
      'unavailable',
      'SPOTIFY_ODD',
      `Spotify answered in an unknown shape when asked for ${what}: ${firstIssue(parsed.error)}.`,
    )
  }
  throw await faultOf(deps, answer, what)
}

async function faultOf(deps: WebApiDeps, answer: Answer, what: string): Promise<Fault> {
  const { message, reason } = saidIn(answer)
  if (answer.status === 403) return explain403(answer, what)
  if (answer.status === 404) return new Refusal('SPOTIFY_GONE', `Spotify does not know ${what} (any more).`, 'leave-it')
  if (answer.status === 429) {
    const quota = reason === 'QUOTA_EXCEEDED'
    const untilMs = await deps.egress.resumesAtMs('spotify')
    const told = answer.headers.has('retry-after')
    const why = quota ? 'The quota of your developer account at Spotify is used up for now.' : 'Spotify asked for a pause.'
    return new Held('EGRESS_LATER', why, quota && !told ? Math.max(untilMs, deps.clock.nowMs() + HOUR_MS) : untilMs)
  }
  return new Fault(
    'unavailable',
    'SPOTIFY_BUSY',
    `Spotify answered ${answer.status} when asked for ${what}${message ? ` (${message})` : ''}.`,
  )
}

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0]
  return `${issue.path.join('.') || 'the whole'}: ${issue.message}`.slice(0, 200)
}
