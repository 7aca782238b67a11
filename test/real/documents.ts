// The documents of the command line's contract that the tests of real input read.

import type { SourceReportBody } from '../../src/server/contract.ts'

/** `deepcut scan --json` */
export interface ScanDocument {
  readonly files: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly removed: number
  readonly analysed: number
  readonly failed: readonly { readonly path: string; readonly code: string; readonly message: string }[]
  readonly seconds: number
}

/** `deepcut import --json` */
export interface ImportDocument {
  readonly sources: readonly SourceReportBody[]
  readonly seconds: number
}
