// Brings order where the order of arrival decided. A recording's wordings mostly give one track whatever comes first; where tracks share a name (other
// lengths, other albums, "A" beside "A & B"), which wording went where depended on what was there already. Those few names are arranged anew, from all
// their wordings at once (library/identity-arrange.ts).

import {
  type ArrangeTrack,
  type ArrangeWording,
  arrange,
  artistPart,
  foldName,
  isBetterAlbum,
  isBetterWorded,
  leadOfCredit,
  matchKey,
  PLAYABLE,
  splitGuest,
  type Worded,
} from '#library'
import type { Database } from './database.ts'
import { mergeInto, type Pointer } from './identity-merge.ts'
import { ORIGIN, type TrackRow } from './library-rows.ts'

const SETTLED_TRACK = 'identity.settled-track'
const SETTLED_HEARD = 'identity.settled-heard'
/** Names with more tracks are left as they are. */
const FAMILY_MAX = 200
const WORDINGS_MAX = 2000

/** Names of which more than one track is there, or a line of names beside the first of them, and something came in since. */
const FAMILIES = `
  SELECT match_key AS key FROM tracks GROUP BY match_key HAVING count(*) > 1 AND max(id) > ?1
  UNION SELECT l.lead_key FROM tracks l JOIN tracks b ON b.match_key = l.lead_key WHERE l.lead_key IS NOT NULL AND max(l.id, b.id) > ?1
  UNION SELECT ifnull(t.lead_key, t.match_key) FROM heard h JOIN tracks t ON t.id = h.track_id
    WHERE h.id > ?2 AND (t.lead_key IS NOT NULL OR EXISTS (SELECT 1 FROM tracks u WHERE u.match_key = t.match_key AND u.id <> t.id))
  ORDER BY key`

const TRACKS = `SELECT t.*, al.title AS album_title,
    EXISTS (SELECT 1 FROM identity_keys k WHERE k.track_id = t.id) OR EXISTS (SELECT 1 FROM identity_names n WHERE n.track_id = t.id)
      OR EXISTS (SELECT 1 FROM identity_apart p WHERE p.a_id = t.id OR p.b_id = t.id) AS decided
  FROM tracks t LEFT JOIN albums al ON al.id = t.album_id WHERE t.match_key = ?1 OR t.lead_key = ?1 ORDER BY t.id LIMIT ${FAMILY_MAX + 1}`

const WORDINGS = `SELECT h.id, h.track_id AS trackId, h.match_key AS key, h.title, h.artist_name AS artistName, h.album_title AS albumTitle,
    h.source_uri AS sourceUri, h.duration_ms AS durationMs FROM json_each(?) j JOIN heard h ON h.track_id = j.value ORDER BY h.id LIMIT ${WORDINGS_MAX + 1}`

const IDS = "SELECT e.track_id AS trackId, e.value FROM json_each(?) j JOIN external_ids e ON e.track_id = j.value WHERE e.kind = 'spotify'"

type HeardWording = ArrangeWording & { title: string; artistName: string }
type FamilyTrack = TrackRow & { album_title: string | null; decided: number }

/** From so many songs on that only the line of names has and its first artist has not, it is an act of its own: Simon & Garfunkel are not Simon. */
const OWN_SONGS_MIN = 3
const OWN_SONGS = `SELECT 1 FROM tracks t WHERE t.match_key > ?1 || char(31) AND t.match_key < ?1 || char(32) AND t.lead_key IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM tracks b WHERE b.match_key = t.lead_key) LIMIT ${OWN_SONGS_MIN}`
/** Lines of names with new songs, and the artists they begin with. */
const NEW_LINES = `SELECT DISTINCT substr(match_key, 1, instr(match_key, char(31)) - 1) AS line, substr(lead_key, 1, instr(lead_key, char(31)) - 1) AS lead
  FROM tracks WHERE lead_key IS NOT NULL AND id > ? ORDER BY line`
/** Songs of an artist of which some wording names the line. */
const JOINED_SONGS = `SELECT DISTINCT t.match_key AS key FROM tracks t JOIN heard h ON h.track_id = t.id
  WHERE t.match_key > ?1 || char(31) AND t.match_key < ?1 || char(32) AND h.match_key > ?2 || char(31) AND h.match_key < ?2 || char(32) ORDER BY key`

/** Whether a line of names (the artist's half of its keys) is an act of its own; looked up once. */
type IsOwnAct = (line: string) => boolean

function openOwnActs(database: Database): IsOwnAct {
  const known = new Map<string, boolean>()
  return (line) => {
    const answer = known.get(line) ?? database.all(OWN_SONGS, line).length === OWN_SONGS_MIN
    known.set(line, answer)
    return answer
  }
}

/** Keys of songs that were joined when a line of names was not yet known to be an act of its own. */
function familiesOfActs(database: Database, isOwnAct: IsOwnAct, track: number): string[] {
  return database
    .all<{ line: string; lead: string }>(NEW_LINES, track)
    .filter(({ line }) => isOwnAct(line))
    .flatMap(({ line, lead }) => database.all<{ key: string }>(JOINED_SONGS, lead, line).map((row) => row.key))
}

export interface Settled {
  readonly moved: number
  /** Tracks that changed or went. */
  readonly tracks: ReadonlySet<number>
}

/** Arranges anew what came in since the last time. Within a transaction. */
export function settle(database: Database, pointers: readonly Pointer[]): Settled {
  const settled: { moved: number; tracks: Set<number> } = { moved: 0, tracks: new Set() }
  const newest = database.get<{ track: number; heard: number }>(
    'SELECT (SELECT ifnull(max(id), 0) FROM tracks) AS track, (SELECT ifnull(max(id), 0) FROM heard) AS heard',
  )!
  const [track, heard] = [database.counter(SETTLED_TRACK), database.counter(SETTLED_HEARD)]
  if (newest.track <= track && newest.heard <= heard) return settled
  const keys = new Set(database.all<{ key: string }>(FAMILIES, track, heard).map((row) => row.key))
  const isOwnAct = openOwnActs(database)
  for (const key of familiesOfActs(database, isOwnAct, track)) keys.add(key)
  for (const key of keys) settleFamily(database, pointers, isOwnAct, key, settled)
  for (const [name, value] of [
    [SETTLED_TRACK, newest.track],
    [SETTLED_HEARD, newest.heard],
  ] as const)
    database.run('INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)', name, value)
  return settled
}

function settleFamily(
  database: Database,
  pointers: readonly Pointer[],
  isOwnAct: IsOwnAct,
  key: string,
  settled: { moved: number; tracks: Set<number> },
): void {
  const rows = database.all<FamilyTrack>(TRACKS, key)
  // What a person decided stays, and so does all around it.
  if (rows.length > FAMILY_MAX || rows.some((row) => row.decided === 1)) return
  const ids = JSON.stringify(rows.map((row) => row.id))
  const wordings = database.all<HeardWording>(WORDINGS, ids)
  if (wordings.length > WORDINGS_MAX) return
  const spotifyIds = Map.groupBy(database.all<{ trackId: number; value: string }>(IDS, ids), (row) => row.trackId)
  const tracks = rows.map(
    (row): ArrangeTrack => ({
      id: row.id,
      key: row.match_key,
      albumTitle: row.album_title,
      durationMs: row.duration_ms,
      fixed: row.origin > ORIGIN.history || (row.flags & PLAYABLE) !== 0,
      rank: row.flags * 4 + row.origin,
      sourceUris: (spotifyIds.get(row.id) ?? []).map(({ value }) => `spotify:track:${value}`),
    }),
  )
  const told = new Set([...rows.map((row) => row.match_key), ...wordings.map((wording) => wording.key)])
  const ownActs = new Set([...told].filter((own) => artistPart(own) !== artistPart(key) && isOwnAct(artistPart(own))))
  const placed = arrange(key, tracks, wordings, ownActs)
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const left = new Map(rows.map((row) => [row.id, 0]))
  const heirs = new Map<number, number>()
  for (const { trackId: from, wordings: own, durationMs } of placed) {
    const into = from ?? makeTrack(database, rowOf.get(own[0].trackId)!, own[0], settled)
    left.set(into, (left.get(into) ?? 0) + own.length)
    for (const wording of own) {
      if (wording.trackId === into) continue
      heirs.set(wording.trackId, into)
      settled.moved++
      settled.tracks.add(into).add(wording.trackId)
      if (wording.id < 0) continue
      database.run('UPDATE heard SET track_id = ? WHERE id = ?', into, wording.id)
      if (wording.sourceUri.startsWith('spotify:track:'))
        database.run(
          "UPDATE OR IGNORE external_ids SET track_id = ? WHERE kind = 'spotify' AND value = ? AND track_id = ?",
          into,
          wording.sourceUri.slice('spotify:track:'.length),
          wording.trackId,
        )
    }
    const row = rowOf.get(into)
    if (!row?.origin && own.some(({ id }) => id > 0)) {
      dress(database, into, key, own, durationMs)
      settled.tracks.add(into)
    }
  }
  for (const track of tracks) {
    const heir = heirs.get(track.id)
    if (!track.fixed && left.get(track.id) === 0 && heir !== undefined) mergeInto(database, pointers, heir, track.id)
  }
}

/** A track of its own for wordings that were taken to be another recording. */
function makeTrack(database: Database, like: FamilyTrack, wording: HeardWording, settled: { tracks: Set<number> }): number {
  const { lastId: id } = database.run(
    `INSERT INTO tracks (title, artist_credit, artist_id, album_id, duration_ms, match_key, lead_key, flags, origin, added_at_ms)
       SELECT ?, ?, artist_id, NULL, ?, ?, CASE WHEN ?4 = match_key THEN lead_key END, flags & ~${PLAYABLE}, ${ORIGIN.history}, added_at_ms FROM tracks WHERE id = ?`,
    wording.title,
    wording.artistName,
    wording.durationMs,
    wording.key,
    like.id,
  )
  database.run(
    'INSERT INTO track_artists (track_id, position, artist_id) SELECT ?, position, artist_id FROM track_artists WHERE track_id = ?',
    id,
    like.id,
  )
  settled.tracks.add(id)
  return id
}

/** Gives a track that is only heard of the best of its wordings: the key of the family before a longer line of names, then as spelled best. */
function dress(database: Database, trackId: number, key: string, wordings: readonly HeardWording[], durationMs: number | null): void {
  const told = wordings.filter(({ id }) => id > 0)
  const bare = told.filter((wording) => wording.key === key)
  const known = database.get<{ title: string; credit: string; artistId: number; key: string; artists: number }>(KNOWN, trackId)!
  const spelled: (Worded & { isKnown?: true })[] = (bare.length > 0 ? bare : told).map(({ title, artistName }) => ({
    title,
    credit: artistName,
  }))
  // A list of artists, one by one, is more than a wording can tell.
  if (known.key === key && known.artists > 1) spelled.push({ title: known.title, credit: known.credit, isKnown: true })
  const said = spelled.reduce((best, other) =>
    isBetterWorded(other, best) || (other.isKnown && !isBetterWorded(best, other)) ? other : best,
  )
  const [on] = told
    .filter(({ albumTitle }) => albumTitle !== '')
    .sort((a, b) =>
      isBetterAlbum(a.albumTitle, b.albumTitle, said.title) ? -1 : isBetterAlbum(b.albumTitle, a.albumTitle, said.title) ? 1 : 0,
    )
  const artistId = said.isKnown ? known.artistId : artistOf(database, splitGuest(said.credit)?.[0] ?? said.credit)
  const albumId = on ? albumOf(database, on.artistName, on.albumTitle, artistId) : null
  database.run('UPDATE tracks SET album_id = ?, duration_ms = ? WHERE id = ?', albumId, durationMs, trackId)
  if (said.isKnown) return
  const credit = database.get<{ name: string }>(ALIAS_OF, foldName(said.credit))?.name ?? said.credit
  const own = matchKey(credit, said.title)
  const lead = leadOfCredit(credit)
  const leadKey = lead === null ? null : matchKey(lead, said.title)
  database.run(
    'UPDATE tracks SET title = ?, artist_credit = ?, artist_id = ?, match_key = ?, lead_key = ? WHERE id = ?',
    said.title,
    credit,
    artistId,
    own,
    leadKey === own ? null : leadKey,
    trackId,
  )
  if (known.artistId === artistId && known.artists === 1) return
  database.run('DELETE FROM track_artists WHERE track_id = ?', trackId)
  database.run('INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, 0, ?)', trackId, artistId)
}

const KNOWN = `SELECT title, artist_credit AS credit, artist_id AS artistId, match_key AS key,
  (SELECT count(*) FROM track_artists a WHERE a.track_id = tracks.id) AS artists FROM tracks WHERE id = ?`
const ALIAS_OF = 'SELECT a.name FROM identity_aliases i JOIN artists a ON a.id = i.artist_id WHERE i.folded = ?'

const artistOf = (database: Database, name: string): number =>
  database.get<{ id: number }>('SELECT artist_id AS id FROM identity_aliases WHERE folded = ?', foldName(name))?.id ??
  database.get<{ id: number }>('SELECT id FROM artists WHERE match_key = ?', foldName(name))?.id ??
  database.run('INSERT INTO artists (name, match_key) VALUES (?, ?)', name, foldName(name)).lastId

function albumOf(database: Database, artistName: string, title: string, artistId: number): number {
  const key = `${foldName(artistName)}\u001f${foldName(title)}`
  return (
    database.get<{ id: number }>('SELECT id FROM albums WHERE match_key = ?', key)?.id ??
    database.run('INSERT INTO albums (title, match_key, artist_id) VALUES (?, ?, ?)', title, key, artistId).lastId
  )
}
