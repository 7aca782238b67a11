// Listens as numbers: what each track came to, and a span of time in sum. The rules are applied here, in SQL, when asked.

import type { TrackId } from '#library'
import type { ListenStore, ListenSummary } from '#listens'
import type { Database } from './database.ts'
import { COMPLETED_SQL, COUNTED_SQL, SKIP_SQL } from './listens-rules.ts'

const HOUR_MS = 3_600_000
/** Hours from Monday 00:00 to the epoch, a Thursday. */
const EPOCH_HOUR_OF_WEEK = 72
const TOP_MAX = 100

interface TallyRow {
  readonly trackId: number
  readonly plays: number
  readonly completions: number
  readonly skips: number
  readonly msPlayed: number
  readonly lastPlayedMs: number
  readonly lastSkippedMs: number
}

interface HourRow {
  readonly hour: number
  readonly listens: number
  readonly counted: number
  readonly skips: number
  readonly msPlayed: number
  readonly firstMs: number
  readonly lastMs: number
}

interface TrackRow {
  readonly trackId: TrackId
  readonly artistId: number
  readonly artistName: string
  readonly counted: number
  readonly msPlayed: number
}

const SPAN = 'l.listener_id = ?1 AND l.ended_at_ms >= ?2 AND l.ended_at_ms < ?3 AND l.duplicate_of IS NULL'
const BY_TIME = 'FROM listens l INDEXED BY listens_by_time LEFT JOIN tracks t ON t.id = l.track_id'
/** An index that holds all the rules look at, in order of track: no row is looked up and nothing sorted. */
const BY_TRACK = 'FROM listens l INDEXED BY listens_by_track LEFT JOIN tracks t ON t.id = l.track_id'

export function listenTallies(database: Database): Pick<ListenStore, 'tally' | 'summary'> {
  return {
    tally: async (listenerId, options = {}) => {
      const among = options.trackIds === undefined ? '' : 'AND l.track_id IN (SELECT value FROM json_each(?4))'
      const rows = database.all<TallyRow>(
        `SELECT l.track_id AS trackId, sum(${COUNTED_SQL}) AS plays, sum(${COMPLETED_SQL}) AS completions, sum(${SKIP_SQL}) AS skips,
           sum(l.ms_played) AS msPlayed, max(CASE WHEN ${COUNTED_SQL} THEN l.ended_at_ms ELSE 0 END) AS lastPlayedMs,
           max(CASE WHEN ${SKIP_SQL} THEN l.ended_at_ms ELSE 0 END) AS lastSkippedMs
         ${BY_TRACK} WHERE ${SPAN} AND l.track_id IS NOT NULL ${among} GROUP BY l.track_id`,
        listenerId,
        ...span(options),
        ...(options.trackIds === undefined ? [] : [JSON.stringify(options.trackIds)]),
      )
      const column = (name: keyof TallyRow) => Float64Array.from(rows, (row) => row[name])
      return {
        count: rows.length,
        trackIds: Int32Array.from(rows, (row) => row.trackId),
        plays: column('plays'),
        completions: column('completions'),
        skips: column('skips'),
        msPlayed: column('msPlayed'),
        lastPlayedMs: column('lastPlayedMs'),
        lastSkippedMs: column('lastSkippedMs'),
      }
    },
    summary: async (listenerId, options = {}) => {
      const hours = database.all<HourRow>(
        `SELECT l.ended_at_ms / ${HOUR_MS} AS hour, count(*) AS listens, sum(${COUNTED_SQL}) AS counted, sum(${SKIP_SQL}) AS skips,
           sum(l.ms_played) AS msPlayed, min(l.ended_at_ms) AS firstMs, max(l.ended_at_ms) AS lastMs
         ${BY_TIME} WHERE ${SPAN} GROUP BY 1 ORDER BY 1`,
        listenerId,
        ...span(options),
      )
      const tracks = database.all<TrackRow>(
        `SELECT p.trackId, a.id AS artistId, a.name AS artistName, p.counted, p.msPlayed
         FROM (SELECT l.track_id AS trackId, sum(${COUNTED_SQL}) AS counted, sum(l.ms_played) AS msPlayed
           ${BY_TRACK} WHERE ${SPAN} AND l.track_id IS NOT NULL GROUP BY l.track_id) p
         JOIN tracks t ON t.id = p.trackId JOIN artists a ON a.id = t.artist_id WHERE p.counted > 0`,
        listenerId,
        ...span(options),
      )
      return { ...totals(hours), ...tops(tracks) }
    },
  }
}

const span = ({ fromMs, toMs }: { fromMs?: number; toMs?: number }): [number, number] => [
  fromMs ?? Number.MIN_SAFE_INTEGER,
  toMs ?? Number.MAX_SAFE_INTEGER,
]

function totals(hours: readonly HourRow[]) {
  const byHourOfWeek = new Array<number>(168).fill(0)
  const months = new Map<string, { countedListens: number; msPlayed: number }>()
  let [listens, countedListens, skips, msPlayed] = [0, 0, 0, 0]
  for (const row of hours) {
    listens += row.listens
    countedListens += row.counted
    skips += row.skips
    msPlayed += row.msPlayed
    byHourOfWeek[(((row.hour + EPOCH_HOUR_OF_WEEK) % 168) + 168) % 168] += row.counted
    const month = monthOf(row.hour * HOUR_MS)
    const sum = months.get(month)
    if (sum === undefined) months.set(month, { countedListens: row.counted, msPlayed: row.msPlayed })
    else {
      sum.countedListens += row.counted
      sum.msPlayed += row.msPlayed
    }
  }
  const first = hours.at(0)
  const last = hours.at(-1)
  return {
    listens,
    countedListens,
    skips,
    msPlayed,
    firstMs: first?.firstMs ?? null,
    lastMs: last?.lastMs ?? null,
    byHourOfWeek,
    byMonth: first && last ? everyMonth(first.firstMs, last.lastMs).map((month) => ({ month, ...(months.get(month) ?? NOTHING) })) : [],
  }
}

const NOTHING = { countedListens: 0, msPlayed: 0 }
const monthOf = (ms: number) => new Date(ms).toISOString().slice(0, 7)

function everyMonth(fromMs: number, toMs: number): string[] {
  const months: string[] = []
  const at = new Date(fromMs)
  at.setUTCDate(1)
  at.setUTCHours(0, 0, 0, 0)
  for (; at.getTime() <= toMs; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(monthOf(at.getTime()))
  return months
}

/** The tracks and artists heard most, and how many there are. An artist is the first one of the track's credit. */
function tops(rows: readonly TrackRow[]): Pick<ListenSummary, 'distinctTracks' | 'distinctArtists' | 'topTracks' | 'topArtists'> {
  const artists = new Map<number, { artistName: string; countedListens: number; msPlayed: number }>()
  for (const { artistId, artistName, counted, msPlayed } of rows) {
    const artist = artists.get(artistId)
    if (artist === undefined) artists.set(artistId, { artistName, countedListens: counted, msPlayed })
    else {
      artist.countedListens += counted
      artist.msPlayed += msPlayed
    }
  }
  return {
    distinctTracks: rows.length,
    distinctArtists: artists.size,
    topTracks: rows
      .map(({ trackId, counted, msPlayed }) => ({ trackId, countedListens: counted, msPlayed }))
      .sort((a, b) => mostFirst(a, b) || a.trackId - b.trackId)
      .slice(0, TOP_MAX),
    topArtists: [...artists.values()].sort((a, b) => mostFirst(a, b) || (a.artistName < b.artistName ? -1 : 1)).slice(0, TOP_MAX),
  }
}

const mostFirst = (a: Sum, b: Sum) => b.countedListens - a.countedListens || b.msPlayed - a.msPlayed
interface Sum {
  readonly countedListens: number
  readonly msPlayed: number
}
