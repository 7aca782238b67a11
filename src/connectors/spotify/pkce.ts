// Proof Key for Code Exchange (RFC 7636, S256): who began a log-in proves it at its end.

import { createHash, randomBytes } from 'node:crypto'

interface Proof {
  /** 86 characters; stays here until the code is exchanged. */
  readonly verifier: string
  /** Goes along to the log-in. */
  readonly challenge: string
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** A fresh proof. */
export function newProof(): Proof {
  const verifier = randomBytes(64).toString('base64url')
  return { verifier, challenge: challengeOf(verifier) }
}

/** A fresh state: tells one log-in from another, and cannot be guessed. */
export const newState = (): string => randomBytes(24).toString('base64url')
