// Relaying to Last.fm: signed scrobbles, at most fifty in a call. It takes none that is older than two weeks; those are told apart and stay behind.

import { createHash } from 'node:crypto'
import { Fault } from '#kernel'
import type { Egress } from './egress.ts'
import type { Sent } from './relay.ts'
import type { Queued, RelayCredentials } from './relay-queue.ts'

/** Errors that a person must put right: the session, the key, the signature, or the key was suspended. */
const FOR_A_PERSON = new Set([4, 9, 10, 13, 14, 26])
/** Errors that pass. */
const PASSING = new Set([8, 11, 16, 29])
const IGNORED: Readonly<Record<string, string>> = {
  1: 'Last.fm does not take this artist.',
  2: 'Last.fm does not take this track.',
  3: 'Last.fm does not take listens that are more than two weeks old.',
  4: 'Last.fm takes this listen to lie in the future.',
  5: 'Last.fm has taken as many listens today as it takes in a day.',
}

type Parameters = Record<string, string>

/** Signs the parameters as Last.fm asks: names in the order of their bytes. */
function signed(parameters: Parameters, secret: string): URLSearchParams {
  const text = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name])
  const signature = createHash('md5')
    .update(text.join('') + secret, 'utf8')
    .digest('hex')
  return new URLSearchParams({ ...parameters, api_sig: signature, format: 'json' })
}

/** A person's API account at Last.fm, and who they are there. */
export interface LastFmAccount {
  readonly apiKey: string
  readonly sharedSecret: string
  readonly username: string
  readonly password: string
}

/** Asks Last.fm for a session; the password goes there and is kept nowhere. */
export async function signInAtLastFm(egress: Egress, account: LastFmAccount): Promise<RelayCredentials> {
  const { apiKey, sharedSecret, username, password } = account
  const parameters = { method: 'auth.getMobileSession', api_key: apiKey, username, password }
  const answer = await egress.call('lastfm', {
    method: 'POST',
    path: '/',
    body: signed(parameters, sharedSecret),
    why: 'signing in for the relay',
  })
  const body = bodyOf(answer.text())
  const key = (body?.['session'] as { key?: unknown } | undefined)?.key
  if (typeof key !== 'string') {
    const said = String(body?.['message'] ?? `it answered ${answer.status}`).slice(0, 200)
    throw new Fault(
      'forbidden',
      'LASTFM_REFUSED',
      `Last.fm did not let Deepcut in: ${said}. Check the key, the secret, the name and the password.`,
    )
  }
  return { apiKey, sharedSecret, sessionKey: key }
}

function bodyOf(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}

export async function sendToLastFm(
  egress: Egress,
  credentials: RelayCredentials,
  batch: readonly Queued[],
  signal: AbortSignal,
): Promise<Sent> {
  if (!('sessionKey' in credentials)) return { kind: 'parked', why: 'There is no session; enter it again.' }
  const parameters: Parameters = { method: 'track.scrobble', api_key: credentials.apiKey, sk: credentials.sessionKey }
  batch.forEach(({ scrobble: { title, artistName, albumTitle, listenedAtS, recording } }, i) => {
    const fields = {
      artist: artistName,
      track: title,
      timestamp: String(listenedAtS),
      album: albumTitle,
      albumArtist: recording.albumArtistName,
      mbid: recording.recordingMbid,
    }
    const told = { ...fields, duration: recording.durationMs ? String(Math.round(recording.durationMs / 1000)) : null }
    for (const [name, value] of Object.entries(told)) if (value) parameters[`${name}[${i}]`] = value
  })
  const answer = await egress.call('lastfm', {
    method: 'POST',
    path: '/',
    body: signed(parameters, credentials.sharedSecret),
    why: `relaying ${batch.length} ${batch.length === 1 ? 'listen' : 'listens'}`,
    signal,
  })
  return read(answer.status, answer.text(), batch)
}

interface Told {
  readonly ignoredMessage?: { readonly code?: string | number; readonly '#text'?: string }
}

function read(status: number, text: string, batch: readonly Queued[]): Sent {
  const body = bodyOf(text) as { error?: unknown; message?: unknown; scrobbles?: { scrobble?: Told | readonly Told[] } } | null
  const error = Number(body?.error ?? 0)
  const why = `Last.fm answered ${status}${error ? ` (error ${error})` : ''}: ${String(body?.message ?? text).slice(0, 200)}`
  if (FOR_A_PERSON.has(error)) return { kind: 'parked', why }
  if (status === 429 || status >= 500 || PASSING.has(error)) return { kind: 'later', why }
  if (error || status >= 400) return { kind: 'refused', why }
  if (!body?.scrobbles) return { kind: 'later', why }
  const told = body.scrobbles.scrobble
  const rows = Array.isArray(told) ? (told as readonly Told[]) : told === undefined ? [] : [told as Told]
  const refused = batch.flatMap(({ id }, i) => {
    const code = String(rows[i]?.ignoredMessage?.code ?? '0')
    return code === '0' ? [] : [{ id, why: IGNORED[code] ?? `Last.fm does not take this listen (${code}).` }]
  })
  return { kind: 'taken', refused }
}
