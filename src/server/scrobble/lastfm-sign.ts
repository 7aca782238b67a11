// The signature of a Last.fm call, and whose call it is.

import type { FastifyRequest } from 'fastify'
import { type DeviceToken, md5 } from '#listens'
import type { ScrobbleDesk } from './desk.ts'
import { LastFmFault } from './lastfm-fault.ts'

export type Fields = ReadonlyMap<string, string>

export interface LastFmCall {
  readonly desk: ScrobbleDesk
  readonly request: FastifyRequest
  readonly fields: Fields
}

const UNSIGNED = new Set(['api_sig', 'format', 'callback'])

/** MD5 of every name and value in the order of the names' bytes, and the secret: artist[10] comes before artist[1]. */
export function signatureOf(fields: Fields, secret: string): string {
  const signed = [...fields].filter(([name]) => !UNSIGNED.has(name)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return md5(signed.map(([name, value]) => name + value).join('') + secret)
}

/** A field that must be there. */
export function needed({ fields }: LastFmCall, name: string): string {
  const value = fields.get(name)
  if (value === undefined || value === '') throw new LastFmFault(6)
  return value
}

/**
 * The device whose pair of key and secret a client was given, after checking the signature. Null for a key we did not give: many programs have
 * one built in. Its secret is not known here, so the signature proves nothing; such calls need the token as password, or a session made with it.
 */
export async function signerOf({ desk, fields }: LastFmCall): Promise<DeviceToken | null> {
  const device = await desk.house.tokens.find('api-key', fields.get('api_key')?.toLowerCase() ?? '')
  if (device !== null && fields.get('api_sig')?.toLowerCase() !== signatureOf(fields, device.tokenMd5)) throw new LastFmFault(13)
  return device
}

/** The device of the session, for calls that change something. */
export async function sessionOf(call: LastFmCall): Promise<DeviceToken> {
  const key = needed(call, 'sk')
  const signer = await signerOf(call)
  const device = await call.desk.ofSession(key, call.request.headers)
  if (device === null || (signer !== null && signer.id !== device.id)) throw new LastFmFault(9)
  return device
}

/** Who may read: a session, or a key we gave, for the person it belongs to. */
export async function readerOf(call: LastFmCall): Promise<DeviceToken> {
  const { desk, fields, request } = call
  const key = fields.get('sk')
  const device = key
    ? await desk.ofSession(key, request.headers)
    : await desk.house.tokens.find('api-key', fields.get('api_key')?.toLowerCase() ?? '')
  if (device === null) throw new LastFmFault(key ? 9 : 10)
  const user = fields.get('user') ?? fields.get('username')
  if (user && user.toLowerCase() !== device.listenerName.toLowerCase()) throw new LastFmFault(6, 'User not found')
  return device
}
