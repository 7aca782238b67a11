// What the command line gets from the hall (main.ts): the house, opened only when a verb needs it, and where to read and write.

import type { Clock } from '#kernel'
import type { House } from '#server'

/** A stream of text, with what decides how to write on it. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface Hall {
  /** Opens stores, compute and recommender; the same house each time. */
  open(): Promise<House>
  readonly clock: Clock
  readonly version: string
  /** The folder of the built page. */
  readonly pagePath: string
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted when the person asks to stop. */
  readonly stop: AbortSignal
}
