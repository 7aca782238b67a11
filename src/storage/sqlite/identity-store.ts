// Identity as a person works on it: decisions with undo, the wordings of a track, the pairs that wait.

import { type Clock, Fault } from '#kernel'
import type { AudioFileId, IdentityChange, IdentityEdit, IdentityStore, TrackId, Wording } from '#library'
import type { Database } from './database.ts'
import { afterUndo, beforeUndo, planOf } from './identity-decide.ts'
import { type Change, Journal } from './identity-journal.ts'
import { trackPointers } from './identity-merge.ts'
import { Review } from './identity-review.ts'
import { settle } from './identity-settle.ts'
import { SearchIndex } from './library-index.ts'

interface EditRow {
  id: number
  kind: IdentityChange['kind']
  summary: string
  made_at_ms: number
  undone_at_ms: number | null
  touched: string
}
interface Touched {
  /** In the order in which the edit names them. */
  readonly trackIds: readonly number[]
  readonly tracks: readonly number[]
  readonly artists: readonly number[]
  /** The newest wording there was. */
  readonly heardMax: number
}

const EDIT = 'SELECT id, kind, summary, made_at_ms, undone_at_ms, touched FROM identity_edits'
/** Tracks told with an edit in a list; alone, all of them. */
const TRACKS_LISTED = 20

const toEdit = ({ id, kind, summary, made_at_ms, undone_at_ms, touched }: EditRow, tracksMax = Number.POSITIVE_INFINITY): IdentityEdit => ({
  id,
  kind,
  summary,
  madeAtMs: made_at_ms,
  undoneAtMs: undone_at_ms,
  trackIds: (JSON.parse(touched) as Touched).trackIds.slice(0, tracksMax) as TrackId[],
})

export function sqliteIdentity(database: Database, clock: Clock): IdentityStore {
  const pointers = trackPointers(database)
  const journal = new Journal(database)
  const index = new SearchIndex(database)
  const review = new Review(database)

  /** The search knows, and so does everyone who remembers anything. */
  const tell = (tracks: Iterable<number>): void => {
    for (const id of tracks) index.refresh(id)
    index.flush()
    for (const counter of ['library', 'library-deletions', 'heard.joined', 'listens']) database.bump(counter)
  }
  const changing = <Result>(work: () => { result: Result; tracks: Iterable<number> }): Result =>
    database.transaction(() => {
      const { result, tracks } = work()
      tell(tracks)
      return result
    })

  const edit = (change: IdentityChange): IdentityEdit =>
    changing(() => {
      const plan = planOf(database, pointers, change, clock.nowMs())
      const { concerned } = plan
      const { heardMax } = database.get<{ heardMax: number }>('SELECT ifnull(max(id), 0) AS heardMax FROM heard')!
      const rows = journal.around(concerned, () => plan.act())
      const touched: Touched = { trackIds: plan.trackIds, tracks: [...concerned.tracks], artists: [...concerned.artists], heardMax }
      const { lastId } = database.run(
        'INSERT INTO identity_edits (kind, summary, made_at_ms, touched, change) VALUES (?, ?, ?, ?, ?)',
        change.kind,
        plan.summary,
        clock.nowMs(),
        JSON.stringify(touched),
        JSON.stringify(rows),
      )
      return { result: toEdit(database.get<EditRow>(`${EDIT} WHERE id = ?`, lastId)!), tracks: concerned.tracks }
    })

  const undo = (editId: number): IdentityEdit =>
    changing(() => {
      const row = database.get<EditRow & { change: string }>('SELECT * FROM identity_edits WHERE id = ?', editId)
      if (!row) throw new Fault('not-found', 'EDIT_UNKNOWN', `There is no decision ${editId}.`)
      if (row.undone_at_ms !== null) throw new Fault('conflict', 'EDIT_UNDONE', 'That was undone already.')
      const touched = JSON.parse(row.touched) as Touched
      const later = database.get<{ summary: string }>(LATER, editId, row.touched, row.touched)
      if (later) throw new Fault('conflict', 'EDIT_BUILT_UPON', `A later decision builds on this one. Undo that first: ${later.summary}.`)
      beforeUndo(database, pointers, row.kind, touched.trackIds)
      journal.undo(JSON.parse(row.change) as Change)
      afterUndo(database, row.kind, touched.trackIds, touched.heardMax)
      database.run('UPDATE identity_edits SET undone_at_ms = ? WHERE id = ?', clock.nowMs(), editId)
      return { result: toEdit(database.get<EditRow>(`${EDIT} WHERE id = ?`, editId)!), tracks: touched.tracks }
    })

  return {
    settle: async () =>
      database.transaction(() => {
        const { moved, tracks } = settle(database, pointers)
        if (tracks.size > 0) tell(tracks)
        return moved
      }),
    review: (query) => review.list(query),
    async wordings(trackId) {
      const wordings = database.all<Wording & { album: string; uri: string }>(WORDINGS, trackId)
      return {
        wordings: wordings.map(({ album, uri, ...wording }) => ({ ...wording, albumTitle: album || null, sourceUri: uri || null })),
        files: database.all<{ fileId: AudioFileId; path: string }>(FILES, trackId).map((file) => ({ ...file })),
      }
    },
    aliases: async (artistId) =>
      database
        .all<{ name: string }>('SELECT name FROM identity_aliases WHERE artist_id = ? ORDER BY name', artistId)
        .map((row) => row.name),
    edit: async (change) => edit(change),
    async edits({ offset = 0, countMax }) {
      const rows = database.all<EditRow>(`${EDIT} ORDER BY id DESC LIMIT ? OFFSET ?`, Math.max(0, countMax), Math.max(0, offset))
      return {
        items: rows.map((row) => toEdit(row, TRACKS_LISTED)),
        total: database.get<{ n: number }>('SELECT count(*) AS n FROM identity_edits')!.n,
      }
    },
    undo: async (editId) => undo(editId),
  }
}

const LATER = `SELECT summary FROM identity_edits e WHERE e.id > ? AND e.undone_at_ms IS NULL AND (
  EXISTS (SELECT 1 FROM json_each(e.touched, '$.tracks') a JOIN json_each(?, '$.tracks') b ON a.value = b.value)
  OR EXISTS (SELECT 1 FROM json_each(e.touched, '$.artists') a JOIN json_each(?, '$.artists') b ON a.value = b.value)) ORDER BY id DESC LIMIT 1`
const WORDINGS = `SELECT h.id AS heardId, h.title, h.artist_name AS artistName, h.album_title AS album, h.duration_ms AS durationMs, h.source_uri AS uri
  FROM heard h WHERE h.track_id = ? ORDER BY h.id LIMIT 500`
const FILES = 'SELECT id AS fileId, path FROM audio_files WHERE track_id = ? AND missing_since_ms IS NULL ORDER BY path LIMIT 500'
