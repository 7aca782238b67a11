// Access tokens: renewed in time, by one renewal at once, and written before they are used, since Spotify takes each refresh token only once.

import { type Clock, Fault, MINUTE_MS } from '#kernel'
import type { ListenerId } from '#listens'
import type { Egress } from '../egress.ts'
import type { Seal } from '../seal.ts'
import type { SealedTokens, SpotifyApp, SpotifyStore } from './account.ts'
import { explainTokenRefusal, LOG_IN_AGAIN, Refusal } from './refusal.ts'
import { TokenAnswer } from './shapes.ts'

export interface TokenDeps {
  readonly egress: Egress
  readonly spotifyStore: SpotifyStore
  readonly seal: Seal
  readonly clock: Clock
  app(): Promise<SpotifyApp>
}

export interface Tokens {
  /** An access token of the listener that holds for another minute at least; `renew` where Spotify did not take the one before. */
  ofListener(listenerId: ListenerId, options?: { renew?: boolean }): Promise<string>
  /** An access token for public data, without any listener (Client Credentials); needs the app's secret. */
  ofApp(options?: { renew?: boolean }): Promise<string>
}

const MARGIN_MS = MINUTE_MS
const ACCESS = 'spotify access token'
const REFRESH = 'spotify refresh token'

/** Asks the token endpoint; a Refusal where it says no, a Fault where it cannot answer now. */
export async function askToken(
  egress: Egress,
  form: Readonly<Record<string, string>>,
  why: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const answer = await egress.call('spotify-accounts', {
    method: 'POST',
    path: '/api/token',
    body: new URLSearchParams(form),
    headers,
    why,
  })
  if (answer.status !== 200) {
    throw (
      explainTokenRefusal(answer) ??
      new Fault('unavailable', 'SPOTIFY_BUSY', `Spotify's log-in answered ${answer.status}; Deepcut asks again later.`)
    )
  }
  const parsed = TokenAnswer.safeParse(answer.json())
  if (!parsed.success) throw new Fault('unavailable', 'SPOTIFY_ODD', "Spotify's log-in answered without a token.")
  return parsed.data
}

/** Seals both tokens of an answer; the refresh token stays the one before where Spotify sends no new one. */
export async function sealTokens(seal: Seal, told: TokenAnswer, refreshBefore: string | null): Promise<SealedTokens> {
  const refresh = told.refresh_token ?? refreshBefore
  if (refresh === null) throw LOG_IN_AGAIN('Spotify gave no lasting log-in.')
  return { access: await seal.close(ACCESS, told.access_token), refresh: await seal.close(REFRESH, refresh) }
}

/** Opens the tokens of the house. */
export function openTokens(deps: TokenDeps): Tokens {
  const { spotifyStore: store, seal, clock } = deps
  const renewals = new Map<ListenerId, Promise<string>>()
  let ofApp: { token: string; expiresAtMs: number } | null = null
  let renewingApp: Promise<string> | null = null

  const renew = async (listenerId: ListenerId) => {
    const [account, sealed] = await Promise.all([store.account(listenerId), store.tokens(listenerId)])
    const refresh = sealed && (await seal.open(REFRESH, sealed.refresh))
    if (!account || !refresh) throw LOG_IN_AGAIN('The kept log-in cannot be opened.')
    const { clientId } = await deps.app()
    const form = { grant_type: 'refresh_token', refresh_token: refresh, client_id: clientId }
    const told = await askToken(deps.egress, form, 'renewing the access token').catch(async (error: unknown) => {
      // Not where the person logged in anew meanwhile.
      if (
        error instanceof Refusal &&
        error.remedy === 'log-in-again' &&
        (await store.account(listenerId))?.authorizedAtMs === account.authorizedAtMs
      )
        await store.change(listenerId, { state: 'log-in-again', stateWhy: error.message })
      throw error
    })
    const accessExpiresAtMs = clock.nowMs() + told.expires_in * 1000
    await store.renew({ ...account, accessExpiresAtMs, scope: told.scope ?? account.scope }, await sealTokens(seal, told, refresh))
    return told.access_token
  }

  const renewApp = async () => {
    const { clientId, clientSecret } = await deps.app()
    if (clientSecret === null)
      throw new Fault('invalid', 'SPOTIFY_NO_SECRET', "Public data without a log-in need the app's secret. Set it under Outside.")
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    const told = await askToken(deps.egress, { grant_type: 'client_credentials' }, 'a token for public data', {
      authorization: `Basic ${basic}`,
    })
    ofApp = { token: told.access_token, expiresAtMs: clock.nowMs() + told.expires_in * 1000 }
    return told.access_token
  }

  return {
    async ofListener(listenerId, options = {}) {
      const under = renewals.get(listenerId)
      if (under) return under
      const account = await store.account(listenerId)
      if (!account) throw new Fault('not-found', 'SPOTIFY_NOT_LINKED', 'No Spotify account is linked.')
      if (account.state === 'log-in-again') throw LOG_IN_AGAIN(account.stateWhy ?? 'The log-in is over.')
      if (!options.renew && account.accessExpiresAtMs - clock.nowMs() > MARGIN_MS) {
        const sealed = await store.tokens(listenerId)
        const access = sealed && (await seal.open(ACCESS, sealed.access))
        if (access) return access
      }
      // Another call may have begun to renew while this one read.
      const running = renewals.get(listenerId) ?? renew(listenerId).finally(() => renewals.delete(listenerId))
      renewals.set(listenerId, running)
      return running
    },

    async ofApp(options = {}) {
      if (!options.renew && ofApp && ofApp.expiresAtMs - clock.nowMs() > MARGIN_MS) return ofApp.token
      renewingApp ??= renewApp().finally(() => {
        renewingApp = null
      })
      return renewingApp
    },
  }
}
