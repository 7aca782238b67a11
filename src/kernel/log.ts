// The log: pino lines on stderr, so that stdout stays clean for --json.

import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A log at `level` that writes JSON lines to stderr. Secrets and personal fields must never be handed to it. */
export const openLog = (level: string): Logger => pino({ level, base: undefined }, pino.destination({ dest: 2, sync: false }))

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
