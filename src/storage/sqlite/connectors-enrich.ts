// What enrichment was answered, and which tracks it would help, on SQLite.

import { type Answered, type EnquiryKind, type EnrichStore, type Found, HOLDS_MS, type Question } from '#connectors'
import { SYNTHETIC, UNKNOWN_ARTIST } from '#library'
import { learnFacts } from './connectors-learn.ts'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './settings.ts'

const SWITCHES = 'enrich.switches'

/** A stretch of ids that is looked through in some 30 ms. */
const TRACKS_AT_ONCE = 5000

const OWN = `(t.flags & ${SYNTHETIC}) = 0`
const withId = (kind: string) => (which: string) =>
  `SELECT t.id AS track_id, (SELECT min(e.value) FROM external_ids e WHERE e.track_id = t.id AND e.kind = '${kind}') AS key
   FROM tracks t WHERE ${OWN} ${which}`
const lacking = (kind: string) => `NOT EXISTS (SELECT 1 FROM external_ids e WHERE e.track_id = t.id AND e.kind = '${kind}')`

/** The tracks each kind could tell something, and what would be asked; `which` narrows them. */
const ASKABLE: Readonly<Record<EnquiryKind, (which: string) => string>> = {
  musicbrainz: (which) =>
    `SELECT t.id AS track_id, coalesce('isrc:' || (SELECT min(upper(e.value)) FROM external_ids e WHERE e.track_id = t.id AND e.kind = 'isrc'),
       'name:' || t.match_key) AS key FROM tracks t WHERE ${OWN} AND t.artist_credit <> '${UNKNOWN_ARTIST}' AND ${lacking('mbid')} ${which}`,
  listenbrainz: withId('mbid'),
  deezer: withId('isrc'),
  coverart: (which) =>
    `SELECT t.id AS track_id, coalesce(al.mbid, o.release_mbid) AS key FROM tracks t LEFT JOIN albums al ON al.id = t.album_id
       LEFT JOIN track_outside o ON o.track_id = t.id WHERE ${OWN} AND t.cover_id IS NULL AND al.cover_id IS NULL ${which}`,
  spotify: (which) => `${withId('spotify')(which)} AND ${lacking('isrc')}`,
}

/** Of those, the ones that were not answered, or whose answer they do not know yet. */
const needs = (kind: EnquiryKind, which = '') => `
  FROM (${ASKABLE[kind](which)}) k
    LEFT JOIN enrich_answers a ON a.kind = '${kind}' AND a.key = k.key AND a.expires_at_ms > ?
    LEFT JOIN enrich_learned l ON l.kind = '${kind}' AND l.track_id = k.track_id AND l.at_ms >= a.at_ms
  WHERE k.key IS NOT NULL AND (a.key IS NULL OR (a.outcome = 'found' AND l.track_id IS NULL))`

interface QuestionRow extends Omit<Question, 'known' | 'hasCover'> {
  readonly has_cover: number
  readonly detail: string | null
}

/** Answers, questions and switches of enrichment. */
export function sqliteEnrich(database: Database): EnrichStore {
  return {
    async needing(kind, nowMs) {
      const found: number[] = []
      const { last } = database.get<{ last: number | null }>('SELECT max(id) AS last FROM tracks')!
      const sql = `SELECT k.track_id ${needs(kind, 'AND t.id BETWEEN ? AND ?')}`
      for (let from = 1; from <= (last ?? 0); from += TRACKS_AT_ONCE) {
        const rows = database.all<{ track_id: number }>(sql, from, from + TRACKS_AT_ONCE - 1, nowMs)
        for (const row of rows) found.push(row.track_id)
        // Hundreds of thousands of tracks take a second or two: requests are answered in between.
        await new Promise(setImmediate)
      }
      return Int32Array.from(found)
    },

    async questions(kind, trackIds, nowMs) {
      const rows = database.all<QuestionRow>(
        `SELECT n.*, t.title, coalesce((SELECT ar.name FROM artists ar WHERE ar.id = t.artist_id), t.artist_credit) AS artistName,
           al.title AS albumTitle, t.duration_ms AS durationMs, coalesce(t.cover_id, al.cover_id) IS NOT NULL AS has_cover
         FROM (SELECT k.track_id AS trackId, k.key, a.detail ${needs(kind, 'AND t.id IN (SELECT value FROM json_each(?))')}) n
           JOIN tracks t ON t.id = n.trackId LEFT JOIN albums al ON al.id = t.album_id`,
        JSON.stringify(trackIds),
        nowMs,
      )
      const order = new Map(trackIds.map((id, index) => [id, index]))
      return rows
        .map(({ has_cover, detail, ...row }) => ({
          ...row,
          hasCover: has_cover === 1,
          known: detail === null ? null : (JSON.parse(detail) as Found),
        }))
        .sort((a, b) => order.get(a.trackId)! - order.get(b.trackId)!)
    },

    async keepAnswer(kind, key, answered, atMs) {
      const { outcome } = answered
      const detail = outcome === 'found' ? JSON.stringify(answered.found) : outcome === 'failed' ? answered.why : null
      database.transaction(() => {
        const before = database.get<{ outcome: string }>('SELECT outcome FROM enrich_answers WHERE kind = ? AND key = ?', kind, key)
        if (before) database.run('UPDATE enrich_sums SET count = count - 1 WHERE kind = ? AND outcome = ?', kind, before.outcome)
        database.run(ADD_ONE, kind, outcome, atMs)
        database.run(
          'INSERT OR REPLACE INTO enrich_answers (kind, key, outcome, at_ms, expires_at_ms, detail) VALUES (?, ?, ?, ?, ?, ?)',
          kind,
          key,
          outcome,
          atMs,
          atMs + HOLDS_MS[outcome],
          detail,
        )
      })
    },
    learn: async (facts, atMs) => learnFacts(database, facts, atMs),

    async counts() {
      return database.all<{ kind: EnquiryKind; outcome: Answered['outcome']; count: number; lastAtMs: number }>(
        'SELECT kind, outcome, count, last_at_ms AS lastAtMs FROM enrich_sums',
      )
    },
    async failures(countMax) {
      return database.all<{ kind: EnquiryKind; key: string; why: string; atMs: number }>(
        "SELECT kind, key, detail AS why, at_ms AS atMs FROM enrich_answers WHERE outcome = 'failed' ORDER BY at_ms DESC LIMIT ?",
        countMax,
      )
    },
    switches: async () => readSetting<Partial<Record<EnquiryKind, boolean>>>(database, SWITCHES) ?? {},
    saveSwitches: async (switches) => writeSetting(database, SWITCHES, switches),
  }
}

const ADD_ONE = `INSERT INTO enrich_sums (kind, outcome, count, last_at_ms) VALUES (?, ?, 1, ?)
  ON CONFLICT (kind, outcome) DO UPDATE SET count = count + 1, last_at_ms = excluded.last_at_ms`
