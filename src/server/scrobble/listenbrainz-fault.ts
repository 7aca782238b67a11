// Faults as ListenBrainz words them: {code, error}, with the keys of the listen at fault beside them.

export class ListenBrainzFault extends Error {
  readonly status: number
  readonly payload: Readonly<Record<string, unknown>>

  constructor(status: number, message: string, payload: unknown = {}) {
    super(message)
    this.status = status
    this.payload = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Record<string, unknown>) : {}
  }

  /** The body of the answer. */
  body(): Record<string, unknown> {
    return { ...this.payload, code: this.status, error: this.message }
  }
}

export const badRequest = (message: string, payload?: unknown): ListenBrainzFault => new ListenBrainzFault(400, message, payload)
export const unauthorised = (message: string): ListenBrainzFault => new ListenBrainzFault(401, message)
export const notFound = (message: string): ListenBrainzFault => new ListenBrainzFault(404, message)
