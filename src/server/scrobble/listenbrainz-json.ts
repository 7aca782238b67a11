// A JSON body of the ListenBrainz API, whatever its content type says.

import type { FastifyRequest } from 'fastify'
import { textOf } from './door.ts'
import { badRequest } from './listenbrainz-fault.ts'

/** The object of a body; a fault where it is none. */
export function jsonOf(request: FastifyRequest): Record<string, unknown> {
  let data: unknown
  try {
    data = JSON.parse(textOf(request))
  } catch (error) {
    throw badRequest(`Cannot parse JSON document: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw badRequest('Invalid JSON document submitted.')
  return data as Record<string, unknown>
}
