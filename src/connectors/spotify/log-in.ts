// The log-in: Authorization Code with PKCE. Where the browser cannot come back to this server by itself, the person pastes the address it ended at.

import { type Clock, Fault, MINUTE_MS } from '#kernel'
import type { ListenerId } from '#listens'
import type { Egress } from '../egress.ts'
import type { Seal } from '../seal.ts'
import { SCOPES, type SpotifyApp, type SpotifyStore } from './account.ts'
import { newProof, newState } from './pkce.ts'
import { askToken, sealTokens } from './tokens.ts'

export interface LogInDeps {
  readonly egress: Egress
  readonly spotifyStore: SpotifyStore
  readonly seal: Seal
  readonly clock: Clock
  app(): Promise<SpotifyApp>
}

export interface Started {
  /** Where the person's browser goes to agree. */
  readonly authorizeUrl: string
  readonly redirectUri: string
  /** True where the browser will not find its way back, and its address must be pasted. */
  readonly paste: boolean
}

export interface LogIn {
  /** `origin` is where the person's browser sees Deepcut; `port` is the server's own. */
  begin(listenerId: ListenerId, seen: { origin: string; port: number }): Promise<Started>
  /** Ends a log-in by the address the browser came back to, whole or its query alone. */
  finish(address: string): Promise<ListenerId>
}

export const CALLBACK_PATH = '/spotify/callback'
const LOG_IN_MS_MAX = 15 * MINUTE_MS
const PENDING_MAX = 50

interface Pending {
  readonly listenerId: ListenerId
  readonly verifier: string
  readonly redirectUri: string
  readonly startedAtMs: number
}

/**
 * Where Spotify sends the browser back to: it takes https, or http to a loopback address written as a number, registered without a port. So a page on
 * localhost comes back by number; and one seen over plain http from elsewhere comes back to the person's own machine, where nothing answers: the
 * address then shows in the browser, to be pasted.
 */
export function redirectFor(seen: { origin: string; port: number }): { redirectUri: string; paste: boolean } {
  const url = URL.canParse(seen.origin) ? new URL(seen.origin) : null
  if (url?.protocol === 'https:') return { redirectUri: `${url.origin}${CALLBACK_PATH}`, paste: false }
  const port = url && isLoopbackName(url.hostname) ? url.port || '80' : String(seen.port)
  const host = url?.hostname === '[::1]' ? '[::1]' : '127.0.0.1'
  return { redirectUri: `http://${host}:${port}${CALLBACK_PATH}`, paste: url === null || !isLoopbackName(url.hostname) }
}

const isLoopbackName = (name: string) => name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)

/** Opens the log-ins; those not ended within a quarter of an hour are forgotten. */
export function openLogIn(deps: LogInDeps): LogIn {
  const pending = new Map<string, Pending>()
  const forgetOld = () => {
    for (const [state, { startedAtMs }] of pending) {
      if (deps.clock.nowMs() - startedAtMs > LOG_IN_MS_MAX || pending.size > PENDING_MAX) pending.delete(state)
    }
  }

  return {
    async begin(listenerId, seen) {
      const { clientId } = await deps.app()
      const { redirectUri, paste } = redirectFor(seen)
      const { verifier, challenge } = newProof()
      const state = newState()
      pending.set(state, { listenerId, verifier, redirectUri, startedAtMs: deps.clock.nowMs() })
      forgetOld()
      const view = await deps.egress.view()
      const url = new URL(`${view.hosts.find(({ host }) => host.name === 'spotify-accounts')!.address}/authorize`)
      url.search = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: SCOPES.join(' '),
        state,
        code_challenge_method: 'S256',
        code_challenge: challenge,
      }).toString()
      return { authorizeUrl: url.href, redirectUri, paste }
    },

    async finish(address) {
      const query = queryOf(address)
      forgetOld()
      const begun = pending.get(query.get('state') ?? '')
      if (!begun)
        throw new Fault(
          'invalid',
          'SPOTIFY_STATE',
          'This address does not belong to a log-in begun here in the last 15 minutes. Begin again.',
        )
      pending.delete(query.get('state')!)
      const denied = query.get('error')
      if (denied !== null)
        throw new Fault(
          'forbidden',
          'SPOTIFY_DENIED',
          denied === 'access_denied'
            ? 'You did not agree at Spotify; nothing was linked.'
            : `Spotify ended the log-in: ${denied.slice(0, 100)}.`,
        )
      const code = query.get('code')
      if (!code) throw new Fault('invalid', 'SPOTIFY_CODE', 'The address holds no code. Paste the whole address the browser ended at.')
      await exchange(deps, begun, code)
      return begun.listenerId
    },
  }
}

async function exchange(deps: LogInDeps, begun: Pending, code: string): Promise<void> {
  const { clientId } = await deps.app()
  const { listenerId, verifier, redirectUri } = begun
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, code_verifier: verifier }
  const told = await askToken(deps.egress, form, 'ending your log-in')
  const nowMs = deps.clock.nowMs()
  const account = {
    listenerId,
    accountId: null,
    userId: null,
    scope: told.scope ?? SCOPES.join(' '),
    authorizedAtMs: nowMs,
    accessExpiresAtMs: nowMs + told.expires_in * 1000,
    state: 'linked',
    stateWhy: null,
  } as const
  await deps.spotifyStore.link(account, await sealTokens(deps.seal, told, null))
}

/** The query of an address that was pasted: whole, without its beginning, or the query alone. */
function queryOf(address: string): URLSearchParams {
  const text = address.trim()
  return new URLSearchParams(text.includes('?') ? text.slice(text.indexOf('?') + 1).replace(/#.*$/, '') : text)
}
