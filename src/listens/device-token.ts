// A device token lets one player of one person scrobble: made and named on the settings page, shown once, taken back at any time.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Brand } from '#kernel'
import type { ListenerId } from './listener.ts'

export type DeviceTokenId = Brand<number, 'DeviceTokenId'>

export interface DeviceToken {
  readonly id: DeviceTokenId
  readonly listenerId: ListenerId
  readonly listenerName: string
  /** As the person calls it; its listens come from a source of this name. */
  readonly name: string
  /** Public half of the pair that signs Last.fm calls. */
  readonly apiKey: string
  /**
   * MD5 of the token, in hex. Three protocols ask for it and nothing else: ListenBrainz sends the token, Audioscrobbler 1.2 proves that it knows
   * this digest, and Last.fm 2.0 signs with it as its shared secret. The token itself (122 random bits) is not stored and cannot be had from it.
   */
  readonly tokenMd5: string
  readonly madeAtMs: number
  readonly usedAtMs: number | null
  /** The program that last used it, by its own account. */
  readonly usedBy: string | null
  /** Whether what it tells goes on to the services that are relayed to. */
  readonly relayed: boolean
}

/** What a person types into a player; told once, when it is made. */
export interface DeviceSecrets {
  readonly token: string
  readonly apiKey: string
  readonly sharedSecret: string
}

export interface TokenStore {
  /** A fault where this listener has a device of that name. */
  make(device: {
    listenerId: ListenerId
    name: string
    apiKey: string
    tokenMd5: string
    relayed: boolean
    atMs: number
  }): Promise<DeviceToken>
  /** In the order they were made. */
  list(): Promise<DeviceToken[]>
  /** The device a secret belongs to: the digest of its token, its API key, or the digest of one of its sessions. */
  find(by: 'token' | 'api-key' | 'session', value: string): Promise<DeviceToken | null>
  /** Takes it back with its sessions; what it told stays. False where there was none. */
  remove(id: DeviceTokenId): Promise<boolean>
  used(id: DeviceTokenId, use: { atMs: number; by: string | null }): Promise<void>
  /** A session is a key that stands for the token until that is taken back. */
  openSession(id: DeviceTokenId, session: { keyDigest: string; by: string | null; atMs: number }): Promise<void>
}

/** MD5 in hex, as the protocols want it. */
export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex')

/** The digest under which a session's key is kept. */
export const keyDigest = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex')

/** Secrets for a new device. A token looks like those of ListenBrainz, a pair like those of Last.fm: some players check. */
export function makeSecrets(): DeviceSecrets {
  const token = randomUUID()
  return { token, apiKey: randomBytes(16).toString('hex'), sharedSecret: md5(token) }
}

/** A new key for a session. */
export const makeSessionKey = (): string => randomBytes(16).toString('hex')
