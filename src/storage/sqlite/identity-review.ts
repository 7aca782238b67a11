// Pairs that wait for a person: found by sorting hashes of what both must share, never by comparing all with all; kept, so that only what is new since
// is compared when asked again.

import { setImmediate } from 'node:timers/promises'
import { blockHashes, type IdentityPair, type IdentityStore, judgePair, type PairSide, PLAYABLE, SYNTHETIC, type TrackId } from '#library'
import type { Database } from './database.ts'

/** The newest track that was compared with all others. */
const LOOKED_AT = 'identity.looked-at'
/** Pairs that wait at most; the least sure are left out. */
const WAITING_MAX = 5000
/** Tracks that share one hash are all compared up to this many; of more, each with the next few in order of their keys. */
const BLOCK_MAX = 24
const NEIGHBOURS = 3
/** Between so many tracks, others get their turn. */
const TURN = 5000
/** Pairs compared at one look. */
const PAIRS_MAX = 600_000
const PAIRS_AT_ONCE = 2000
/** Tracks beyond are not compared: their index would not fit beside a hash. */
const TRACKS_MAX = 2 ** 20

interface SideRow {
  id: number
  match_key: string
  title: string
  artist_credit: string
  album: string | null
  duration_ms: number | null
  flags: number
}

export class Review {
  private readonly database: Database
  private looking: Promise<void> | null = null

  constructor(database: Database) {
    this.database = database
  }

  list: IdentityStore['review'] = async ({ offset = 0, countMax }) => {
    this.looking ??= this.look().finally(() => {
      this.looking = null
    })
    await this.looking
    const rows = this.database.all<{ id: number; a_id: number; b_id: number; score: number; kind: IdentityPair['kind']; reasons: string }>(
      'SELECT id, a_id, b_id, score, kind, reasons FROM identity_review ORDER BY score DESC, id LIMIT ? OFFSET ?',
      Math.max(0, Math.floor(countMax)),
      Math.max(0, Math.floor(offset)),
    )
    const items = rows.map(({ id, a_id, b_id, score, kind, reasons }) => ({
      id,
      trackIds: [a_id as TrackId, b_id as TrackId] as const,
      score,
      kind,
      reasons: JSON.parse(reasons) as string[],
    }))
    return { items, total: this.database.get<{ n: number }>('SELECT count(*) AS n FROM identity_review')!.n }
  }

  /** Compares what is new since the last look. */
  private async look(): Promise<void> {
    const newest = this.database.get<{ id: number }>('SELECT ifnull(max(id), 0) AS id FROM tracks')!.id
    const lookedAt = this.database.counter(LOOKED_AT)
    if (newest <= lookedAt) return
    // What a shared id says goes first: the same pair may come by its names too.
    for (const pairs of [this.sharedIds(lookedAt), await this.blocks(lookedAt)]) {
      for (let at = 0; at < pairs.length; at += PAIRS_AT_ONCE) {
        this.keep(pairs.slice(at, at + PAIRS_AT_ONCE))
        await setImmediate()
      }
    }
    this.database.transaction(() => {
      this.database.run('INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)', LOOKED_AT, newest)
      this.database.run(
        'DELETE FROM identity_review WHERE id IN (SELECT id FROM identity_review ORDER BY score DESC, id LIMIT -1 OFFSET ?)',
        WAITING_MAX,
      )
    })
  }

  /** Pairs of tracks of which at least one is newer than `lookedAt` and that share a hash. */
  private async blocks(lookedAt: number): Promise<CandidatePair[]> {
    const ids: number[] = []
    const keys: string[] = []
    const marks: number[] = []
    for (let after = 0; ids.length < TRACKS_MAX; ) {
      const rows = this.database.all<{ id: number; match_key: string; title: string }>(
        `SELECT id, match_key, title FROM tracks WHERE id > ? AND (flags & ${SYNTHETIC}) = 0 ORDER BY id LIMIT ?`,
        after,
        TURN,
      )
      for (const { id, match_key, title } of rows) {
        for (const hash of new Set(blockHashes(match_key, title))) marks.push(hash * TRACKS_MAX + ids.length)
        ids.push(id)
        keys.push(match_key)
      }
      if (rows.length < TURN) break
      after = rows[rows.length - 1].id
      await setImmediate()
    }
    const sorted = Float64Array.from(marks).sort()
    marks.length = 0
    await setImmediate()
    const found = new Set<number>()
    for (let from = 0, turn = 0; from < sorted.length && found.size < PAIRS_MAX; turn++) {
      if (turn % TURN === TURN - 1) await setImmediate()
      const hash = Math.floor(sorted[from] / TRACKS_MAX)
      let to = from + 1
      while (to < sorted.length && Math.floor(sorted[to] / TRACKS_MAX) === hash) to++
      if (to - from > 1) {
        const block = Array.from(sorted.subarray(from, to), (mark) => mark % TRACKS_MAX)
        if (ids[block.at(-1)!] > lookedAt) compareWithin(block, ids, keys, lookedAt, found)
      }
      from = to
    }
    return [...found].map((pair) => ({ a: ids[Math.floor(pair / TRACKS_MAX)], b: ids[pair % TRACKS_MAX], sharedId: null }))
  }

  /** Pairs with one ISRC or MusicBrainz id. */
  private sharedIds(lookedAt: number): CandidatePair[] {
    return this.database.all<CandidatePair>(
      `SELECT a.track_id AS a, b.track_id AS b, a.value AS sharedId
         FROM external_ids b JOIN external_ids a ON a.kind = b.kind AND a.value = b.value AND a.track_id < b.track_id
         WHERE b.track_id > ? AND b.kind IN ('isrc', 'mbid') LIMIT ?`,
      lookedAt,
      WAITING_MAX,
    )
  }

  private keep(pairs: readonly CandidatePair[]): void {
    const asked = JSON.stringify([...new Set(pairs.flatMap(({ a, b }) => [a, b]))])
    const sides = new Map(this.database.all<SideRow>(SIDES, asked).map((row) => [row.id, row]))
    this.database.transaction(() => {
      for (const { a, b, sharedId } of pairs) {
        const [sideA, sideB] = [sides.get(a), sides.get(b)]
        if (!sideA || !sideB) continue
        const verdict = judgePair(toSide(sideA, sharedId), toSide(sideB, sharedId))
        if (verdict === null || this.database.get('SELECT 1 FROM identity_apart WHERE a_id = ? AND b_id = ?', a, b)) continue
        this.database.run(
          'INSERT OR IGNORE INTO identity_review (a_id, b_id, score, kind, reasons) VALUES (?, ?, ?, ?, ?)',
          a,
          b,
          verdict.score,
          verdict.kind,
          JSON.stringify(verdict.reasons),
        )
      }
    })
  }
}

/** Two tracks to compare, the lower id first. */
interface CandidatePair {
  readonly a: number
  readonly b: number
  readonly sharedId: string | null
}

/** Adds the pairs of a block in which one is new: all of a small one; in a large one each with those next to it when sorted by key. */
function compareWithin(block: number[], ids: readonly number[], keys: readonly string[], lookedAt: number, found: Set<number>): void {
  const large = block.length > BLOCK_MAX
  if (large) block.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b))
  for (let i = 0; i < block.length; i++) {
    const end = large ? Math.min(block.length, i + 1 + NEIGHBOURS) : block.length
    for (let j = i + 1; j < end; j++) {
      const [a, b] = block[i] < block[j] ? [block[i], block[j]] : [block[j], block[i]]
      if (ids[b] > lookedAt) found.add(a * TRACKS_MAX + b)
    }
  }
}

const toSide = (row: SideRow, sharedId: string | null): PairSide => ({
  key: row.match_key,
  title: row.title,
  artistName: row.artist_credit,
  albumTitle: row.album,
  durationMs: row.duration_ms,
  playable: (row.flags & PLAYABLE) !== 0,
  sharedId,
})

const SIDES = `SELECT t.id, t.match_key, t.title, t.artist_credit, al.title AS album, t.duration_ms, t.flags
  FROM json_each(?) j JOIN tracks t ON t.id = j.value LEFT JOIN albums al ON al.id = t.album_id`
