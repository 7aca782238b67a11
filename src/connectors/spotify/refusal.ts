// What Spotify says when it says no, in words that tell what to do.

import { Fault } from '#kernel'
import type { Answer } from '../send.ts'

/** A refusal that lasts until a person does something about it. */
export class Refusal extends Fault {
  readonly remedy: 'log-in-again' | 'see-to-it' | 'leave-it'

  constructor(code: string, message: string, remedy: Refusal['remedy']) {
    super('forbidden', code, message)
    this.name = 'Refusal'
    this.remedy = remedy
  }
}

export const LOG_IN_AGAIN = (why: string): Refusal => new Refusal('SPOTIFY_LOG_IN_AGAIN', `${why} Log in again to go on.`, 'log-in-again')

/** The message and reason in an error of the Web API, or of the token endpoint; empty where it has none. */
export function saidIn(answer: Answer): { message: string; reason: string } {
  try {
    const body = JSON.parse(answer.text()) as { error?: unknown; error_description?: unknown } | null
    const error = body?.error
    if (typeof error === 'string') return { message: String(body?.error_description ?? error).slice(0, 300), reason: error }
    if (typeof error === 'object' && error !== null) {
      const { message, reason } = error as { message?: unknown; reason?: unknown }
      return { message: String(message ?? '').slice(0, 300), reason: String(reason ?? '') }
    }
  } catch {
    // Not JSON: an error page of something on the way.
  }
  return { message: '', reason: '' }
}

/** What a 403 of the Web API means. */
export function explain403(answer: Answer, what: string): Refusal {
  const { message } = saidIn(answer)
  if (/premium/i.test(message))
    return new Refusal(
      'SPOTIFY_PREMIUM',
      'Spotify answers only apps whose owner has Premium, and says the owner of this app has none. After Premium begins it can take some hours. Deepcut asks again later.',
      'see-to-it',
    )
  if (/scope/i.test(message)) return LOG_IN_AGAIN(`The log-in does not cover ${what}.`)
  if (/not registered|developer dashboard|allow-?list/i.test(message))
    return new Refusal(
      'SPOTIFY_NOT_REGISTERED',
      "This account is not among the users of the app: add its e-mail under User Management in Spotify's developer dashboard (five at most).",
      'see-to-it',
    )
  return new Refusal('SPOTIFY_FORBIDDEN', `Spotify does not give ${what}${message ? `: ${message}` : ''}.`, 'leave-it')
}

/** What the token endpoint's refusal means; null where it is no refusal but trouble that passes. */
export function explainTokenRefusal(answer: Answer): Refusal | null {
  const { message, reason } = saidIn(answer)
  if (reason === 'invalid_grant')
    return LOG_IN_AGAIN(
      `Spotify no longer takes the log-in (${message || 'invalid_grant'}): it ends after six months, or when it is revoked.`,
    )
  if (reason === 'invalid_client' || reason === 'unauthorized_client')
    return new Refusal('SPOTIFY_APP', `Spotify does not know this app (${message || reason}). Check the client id and secret.`, 'see-to-it')
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
    return new Refusal(
      'SPOTIFY_LOGIN_FAILED',
      `Spotify refused the log-in: ${message || reason || `status ${answer.status}`}.`,
      'see-to-it',
    )
  return null
}
