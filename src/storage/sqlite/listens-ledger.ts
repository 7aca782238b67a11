// Ledgers in memory: loaded month by month from packed columns, kept while nothing changes, and of what changed only the months that did.

import { applyRules, type Ledger, type ListenerId, MS_UNKNOWN, type Rules, traitOf } from '#listens'
import type { Database } from './database.ts'
import { HEARD_JOINED, HEARD_REMOVED } from './listens-heard.ts'
import { type MonthRow, packedMonths, readMonth } from './listens-months.ts'
import type { Words } from './listens-words.ts'

/** Listeners whose ledgers are kept in memory. */
const LEDGERS_MAX = 4
/** Room for this many more listens is kept at the end, so that a new one need not move the others. */
const SPARE_ROWS = 4096

interface Columns {
  endedAtS: Uint32Array
  msPlayed: Int32Array
  trackIds: Int32Array
  heardIds: Int32Array
  sourceIds: Int32Array
  traits: Uint16Array
  reasonStarts: Uint16Array
  reasonEnds: Uint16Array
  platforms: Uint16Array
  countries: Uint16Array
  flags: Uint8Array
}

interface Held {
  readonly columns: Columns
  readonly months: readonly MonthRow[]
  readonly ledger: Ledger
  /** Of what it was made: the counter of listens, the joins of wordings, the rules and lengths that its flags were made by. */
  readonly listens: number
  readonly joins: string
  readonly judged: number
}

const makeColumns = (rows: number): Columns => ({
  endedAtS: new Uint32Array(rows),
  msPlayed: new Int32Array(rows),
  trackIds: new Int32Array(rows),
  heardIds: new Int32Array(rows),
  sourceIds: new Int32Array(rows),
  traits: new Uint16Array(rows),
  reasonStarts: new Uint16Array(rows),
  reasonEnds: new Uint16Array(rows),
  platforms: new Uint16Array(rows),
  countries: new Uint16Array(rows),
  flags: new Uint8Array(rows),
})

const STORED = ['endedAtS', 'msPlayed', 'heardIds', 'sourceIds', 'traits', 'reasonStarts', 'reasonEnds', 'platforms', 'countries'] as const
const NAMES = [...STORED, 'trackIds', 'flags'] as const

/** What the ledgers of one database share: tracks of wordings, lengths of tracks, rules. */
export class Ledgers {
  private readonly database: Database
  private readonly words: Words
  private readonly rules: () => Rules
  private readonly held = new Map<ListenerId, Held>()
  private trackOfHeard = new Int32Array(0)
  private heardMax = 0
  private joins = ''
  private durationsMs = new Int32Array(0)
  private library = -1
  private rulesText = ''
  /** Rises when flags must be made anew. */
  private judged = 0
  private revision = 0

  constructor(database: Database, words: Words, rules: () => Rules) {
    this.database = database
    this.words = words
    this.rules = rules
  }

  /** The ledger as things are now. The arrays of an earlier one may be written over. */
  of(listenerId: ListenerId): Ledger {
    this.lookAround()
    const listens = this.database.counter('listens')
    const known = this.held.get(listenerId)
    if (known && known.listens === listens && known.joins === this.joins && known.judged === this.judged) return known.ledger
    const next = this.load(listenerId, listens, known)
    this.held.delete(listenerId)
    this.held.set(listenerId, next)
    for (const id of this.held.keys()) if (this.held.size > LEDGERS_MAX) this.held.delete(id)
    return next.ledger
  }

  /** Tracks of wordings, lengths and rules, read again where their counters moved. */
  private lookAround(): void {
    const joins = `${this.database.counter(HEARD_JOINED)} ${this.database.counter(HEARD_REMOVED)}`
    if (joins !== this.joins) {
      this.trackOfHeard = new Int32Array(0)
      this.heardMax = 0
      this.joins = joins
    }
    const newest = this.database.get<{ id: number | null }>('SELECT max(id) AS id FROM heard')!.id ?? 0
    if (newest > this.heardMax) {
      const grown = new Int32Array(Math.ceil((newest + 1) * 1.1))
      grown.set(this.trackOfHeard.subarray(0, Math.min(this.trackOfHeard.length, grown.length)))
      const query = 'SELECT id, track_id AS trackId FROM heard WHERE id > ? AND track_id IS NOT NULL'
      for (const { id, trackId } of this.database.all<{ id: number; trackId: number }>(query, this.heardMax)) grown[id] = trackId
      this.trackOfHeard = grown
      this.heardMax = newest
    }
    const library = this.database.counter('library')
    if (library !== this.library) {
      if (this.readDurations()) this.judged++
      this.library = library
    }
    const rulesText = JSON.stringify(this.rules())
    if (rulesText !== this.rulesText) this.judged++
    this.rulesText = rulesText
  }

  /** Whether a length that was known, or asked for, is another one now. */
  private readDurations(): boolean {
    const max = this.database.get<{ id: number | null }>('SELECT max(id) AS id FROM tracks')!.id ?? 0
    const next = new Int32Array(max + 1)
    for (const { id, ms } of this.database.all<{ id: number; ms: number }>(
      'SELECT id, duration_ms AS ms FROM tracks WHERE duration_ms > 0',
    ))
      next[id] = ms
    const before = this.durationsMs
    this.durationsMs = next
    if (next.length < before.length) return true
    for (let id = 0; id < before.length; id++) if (before[id] !== next[id]) return true
    return false
  }

  private load(listenerId: ListenerId, listens: number, known: Held | undefined): Held {
    const months = packedMonths(this.database, listenerId)
    const count = months.reduce((sum, month) => sum + month.count, 0)
    const same = known ? sameUntil(known.months, months) : { months: 0, rows: 0 }
    let columns = known?.columns
    if (!columns || columns.endedAtS.length < count) {
      const before = columns
      columns = makeColumns(count + SPARE_ROWS + (known ? Math.ceil(count / 8) : 0))
      if (before) for (const name of NAMES) columns[name].set(before[name].subarray(0, same.rows))
    }
    let at = same.rows
    for (const month of months.slice(same.months)) {
      const packed = readMonth(this.database, listenerId, month.month)
      for (const name of STORED) columns[name].set(packed[name], at)
      at += month.count
    }
    const joinFrom = known?.joins === this.joins ? same.rows : 0
    for (let i = joinFrom; i < count; i++) columns.trackIds[i] = this.trackOfHeard[columns.heardIds[i]]
    const words = this.words.all()
    const judgeFrom = known?.judged === this.judged ? joinFrom : 0
    applyRules({ ...columns, words }, this.durationsMs, this.rules(), columns.flags, judgeFrom, count)
    const ledger: Ledger = { ...columns, listenerId, revision: ++this.revision, count, words }
    return { columns, months, ledger, listens, joins: this.joins, judged: this.judged }
  }

  /** What the ledger's own rows need beside it: the length of a track in ms, 0 where unknown. */
  durationOf(trackId: number): number {
    return trackId < this.durationsMs.length ? this.durationsMs[trackId] : 0
  }
}

/** How many months, and rows of them, two lists begin with alike. */
function sameUntil(a: readonly MonthRow[], b: readonly MonthRow[]): { months: number; rows: number } {
  let [months, rows] = [0, 0]
  while (months < a.length && months < b.length && a[months].month === b[months].month && a[months].revision === b[months].revision)
    rows += a[months++].count
  return { months, rows }
}

/** Time played of a row, ms: 0 where the source does not say. */
export const msOf = (ledger: Ledger, i: number): number => (ledger.msPlayed[i] === MS_UNKNOWN ? 0 : ledger.msPlayed[i])

/** The first row that ended at or after a time. */
export function rowFrom(ledger: Ledger, ms: number): number {
  const atS = ms / 1000
  let [low, high] = [0, ledger.count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ledger.endedAtS[middle] < atS) low = middle + 1
    else high = middle
  }
  return low
}

export const isMusic = (ledger: Ledger, i: number): boolean => traitOf(ledger.traits[i], 'kind') === 0
