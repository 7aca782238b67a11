// The job "playlists": the person's own playlists and those they work on with others. Of all others Spotify gives only the name, so they are left out.

import type { TrackId } from '#library'
import { counted, type Job, type JobDeps, type JobRun, linkSource } from './job.ts'
import { Refusal } from './refusal.ts'
import { Me, PlaylistItems, Playlists } from './shapes.ts'
import { readTrack, sightingOfTrack, timeOf } from './sightings.ts'
import { ask } from './web-api.ts'

type Listed = NonNullable<(typeof Playlists)['_output']['items'][number]>
/** As short as can be: thousands of them are noted at each page. */
type Entry = readonly [trackId: TrackId, addedAtMs: number | null, spotifyId: string | null]

interface Bookmark {
  /** The state of each playlist when it was fetched last: where Spotify tells the same, nothing changed. */
  readonly snapshots: Readonly<Record<string, string>>
  /** The playlist in hand, so far. */
  readonly current: { readonly id: string; readonly snapshot: string; readonly offset: number; readonly entries: readonly Entry[] } | null
}

export const ownPlaylists: Job = async (deps, run) => {
  const userId = await userIdOf(deps, run)
  const listed = await listAll(deps, run)
  const own = listed.filter((list) => list.owner?.id === userId || list.collaborative)
  let at: Bookmark = { snapshots: {}, current: null, ...(JSON.parse(run.bookmark ?? '{}') as Partial<Bookmark>) }
  let fetched = 0
  let refused = 0
  for (const [index, list] of own.entries()) {
    if (list.snapshot_id && at.snapshots[list.id] === list.snapshot_id) continue
    try {
      const entries = await fetchEntries(deps, run, list, at.current, (current) =>
        run.note(JSON.stringify({ ...at, current }), index, own.length),
      )
      await keepPlaylist(deps, run, list, entries)
      fetched++
    } catch (error) {
      // One playlist that is not given does not keep the others back.
      if (!(error instanceof Refusal) || error.remedy !== 'leave-it') throw error
      refused++
    }
    at = { snapshots: { ...at.snapshots, [list.id]: list.snapshot_id ?? '' }, current: null }
    await run.note(JSON.stringify(at), index + 1, own.length)
  }
  const kept = Object.fromEntries(own.flatMap((list) => (at.snapshots[list.id] ? [[list.id, at.snapshots[list.id]]] : [])))
  return {
    news: fetched,
    bookmark: JSON.stringify({ snapshots: kept, current: null }),
    told: tell(fetched, own.length, listed.length, refused),
  }
}

/** Keeps a playlist in place of what was fetched of it before, in the house's words for its tracks. */
async function keepPlaylist(deps: JobDeps, { account: { listenerId } }: JobRun, list: Listed, entries: readonly Entry[]): Promise<void> {
  const tracks = new Map((await deps.tracks.get(entries.map(([trackId]) => trackId))).map((track) => [track.id, track]))
  const items = entries.flatMap(([trackId, addedAtMs, spotifyId]) => {
    const track = tracks.get(trackId)
    if (!track) return []
    const sourceUri = spotifyId === null ? null : `spotify:track:${spotifyId}`
    return [{ trackId, addedAtMs, sourceUri, title: track.title, artistName: track.artistCredit, albumTitle: track.albumTitle }]
  })
  const addedMs = entries.flatMap(([, addedAtMs]) => addedAtMs ?? [])
  const sourceId = await linkSource(deps, listenerId)
  const origin = list.uri || `spotify:playlist:${list.id}`
  await deps.playlists.put(listenerId, sourceId, {
    origin,
    name: list.name,
    description: list.description || null,
    modifiedAtMs: addedMs.length > 0 ? addedMs.reduce((newest, ms) => Math.max(newest, ms)) : null,
    items,
  })
  const nowMs = deps.clock.nowMs()
  await deps.engagement.record(
    items.map(({ trackId, addedAtMs }) => {
      const key = `${sourceId}|${origin}|${trackId}`
      return { listenerId, trackId, kind: 'playlist-add', atMs: addedAtMs ?? nowMs, sourceId, key }
    }),
  )
}

function tell(fetched: number, own: number, listed: number, refused: number): string {
  const parts = [`${counted(fetched, 'playlist')} new or changed of ${own}`]
  if (refused > 0) parts.push(`${refused} not given by Spotify`)
  if (listed > own) parts.push(`${listed - own} of others left out (Spotify gives the contents of own ones only)`)
  return parts.join(', ')
}

async function userIdOf(deps: JobDeps, run: JobRun): Promise<string> {
  if (run.account.userId) return run.account.userId
  const me = await ask(deps, { as: run.account.listenerId, path: '/me', what: 'the id of your account', shape: Me, signal: run.signal })
  return me.id
}

async function listAll(deps: JobDeps, run: JobRun): Promise<Listed[]> {
  const all: Listed[] = []
  for (let offset = 0; ; ) {
    const page = await ask(deps, {
      as: run.account.listenerId,
      path: '/me/playlists',
      query: { limit: run.batchSize, offset },
      what: 'the list of your playlists',
      shape: Playlists,
      signal: run.signal,
    })
    all.push(...page.items.flatMap((list) => (list ? [list] : [])))
    offset += page.items.length
    if (!page.next || page.items.length === 0) return all
  }
}

/** All entries of a playlist that are tracks; goes on where a pause cut it off, unless the playlist changed meanwhile. */
async function fetchEntries(
  deps: JobDeps,
  run: JobRun,
  list: Listed,
  before: Bookmark['current'],
  note: (current: Bookmark['current']) => Promise<void>,
): Promise<readonly Entry[]> {
  const snapshot = list.snapshot_id ?? ''
  let current = before?.id === list.id && before.snapshot === snapshot ? before : { id: list.id, snapshot, offset: 0, entries: [] }
  for (;;) {
    const page = await ask(deps, {
      as: run.account.listenerId,
      path: `/playlists/${encodeURIComponent(list.id)}/items`,
      query: { limit: run.batchSize, offset: current.offset },
      what: `the playlist ${list.name}`,
      shape: PlaylistItems,
      signal: run.signal,
    })
    const found = page.items.flatMap(({ item, added_at }) => {
      const track = readTrack(item)
      return track ? [{ track, addedAtMs: timeOf(added_at) }] : []
    })
    const trackIds = await deps.tracks.identify(
      found.map((each) => sightingOfTrack(each.track)),
      'history',
    )
    const entries = [...current.entries, ...trackIds.map((trackId, i): Entry => [trackId, found[i].addedAtMs, found[i].track.id ?? null])]
    current = { ...current, offset: current.offset + page.items.length, entries }
    if (!page.next || page.items.length === 0) return entries
    await note(current)
  }
}
