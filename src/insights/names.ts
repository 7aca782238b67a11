// Names for what was counted: things are made without them while counting, and named together afterwards.

import type { AlbumId, AlbumStore, TrackId, TrackStore } from '#library'
import type { Dimensions, Thing } from './dimensions.ts'
import type { NamedThing } from './insight.ts'

interface NameDeps {
  readonly tracks: Pick<TrackStore, 'get'>
  readonly albums: Pick<AlbumStore, 'get'>
}

/** Makes things, and names all of them at once. */
export function openNames(dims: Dimensions) {
  const made: NamedThing[] = []
  return {
    thing(kind: Thing, id: number): NamedThing {
      const trackId = kind === 'genre' ? null : (dims.example[kind][id] ?? 0)
      const one: NamedThing = { kind, id, trackId, name: kind === 'genre' ? dims.genreNames[id] : '', by: null }
      made.push(one)
      return one
    },
    async fill(deps: NameDeps): Promise<void> {
      const ids = [...new Set(made.flatMap(({ trackId }) => (trackId === null ? [] : [trackId as TrackId])))]
      const albumIds = [...new Set(made.flatMap(({ kind, id }) => (kind === 'album' ? [id as AlbumId] : [])))]
      const [tracks, albums] = await Promise.all([
        ids.length > 0 ? deps.tracks.get(ids) : [],
        Promise.all(albumIds.map((id) => deps.albums.get(id))),
      ])
      const trackById = new Map<number, (typeof tracks)[number]>(tracks.map((track) => [track.id, track]))
      const albumById = new Map<number, (typeof albums)[number]>(albumIds.map((id, at) => [id, albums[at]]))
      for (const one of made) {
        const track = one.trackId === null ? undefined : trackById.get(one.trackId)
        if (!track) continue
        if (one.kind === 'artist') one.name = track.artists.find(({ id }) => id === one.id)?.name ?? track.artistCredit
        else if (one.kind === 'album') {
          one.name = track.albumTitle ?? ''
          one.by = albumById.get(one.id)?.artistName ?? track.artists[0]?.name ?? null
        } else {
          one.name = track.title
          one.by = track.artistCredit
        }
      }
    },
  }
}
