// Expected faults: seven kinds, each with a stable code. Doors map the kind to an HTTP status and an exit status in one table.

export type FaultKind = 'invalid' | 'not-found' | 'conflict' | 'unsupported' | 'unavailable' | 'forbidden' | 'io'

/** An expected fault. `code` is stable and in capitals; `message` says what was wrong, where, and what to do. */
export class Fault extends Error {
  readonly kind: FaultKind
  readonly code: string

  constructor(kind: FaultKind, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'Fault'
    this.kind = kind
    this.code = code
  }
}

/** HTTP status of each kind. */
export const HTTP_STATUS: Readonly<Record<FaultKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unsupported: 415,
  io: 500,
  unavailable: 503,
}

/** Exit status of each kind: 2 for wrong usage, else 1. */
export const exitStatus = (error: unknown): number => (error instanceof Fault && error.kind === 'invalid' ? 2 : 1)

/** The one-line message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A fault of one item in a batch: a value, not a throw. */
export interface ItemFault {
  readonly path: string
  readonly code: string
  readonly message: string
}
