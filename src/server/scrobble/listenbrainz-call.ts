// A call of the ListenBrainz API, and whose it is.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DeviceToken } from '#listens'
import type { ScrobbleDesk } from './desk.ts'
import { unauthorised } from './listenbrainz-fault.ts'

export interface Call {
  readonly desk: ScrobbleDesk
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Fields of the address. */
  readonly query: Readonly<Record<string, string | undefined>>
  readonly params: Readonly<Record<string, string>>
}
/** Answers a call; what it gives is sent as JSON. */
export type Answer = (call: Call) => Promise<unknown>
export type Add = (method: 'GET' | 'POST', path: string, answer: Answer) => void

/** The token of the header (whatever the case of its first word, which some leave out), or of the address. */
export function tokenIn(request: FastifyRequest): string | null {
  const header = request.headers.authorization?.trim()
  if (header) return /^(?:token|bearer)\s+(.+)$/i.exec(header)?.[1].trim() ?? (header.includes(' ') ? null : header)
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' && token !== '' ? token : null
}

/** Whose call it is; else the fault that ListenBrainz answers. */
export async function callerOf({ desk, request }: Call, tokenOfBody: string | null = null): Promise<DeviceToken> {
  const token = tokenIn(request) ?? tokenOfBody
  if (token === null) {
    const header = request.headers.authorization
    throw unauthorised(header ? 'Provided Authorization header is invalid.' : 'You need to provide an Authorization header.')
  }
  const device = await desk.ofToken(token, request.headers)
  if (device === null) throw unauthorised('Invalid authorization token.')
  return device
}
