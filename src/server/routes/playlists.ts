// Playlists that exports told of: which there are, and what is in one.

import { basename } from 'node:path'
import { z } from 'zod'
import { Fault } from '#kernel'
import type { TrackId } from '#library'
import { listenerNamed } from '#listens'
import type { Playlist, PlaylistId } from '#playlists'
import type { App } from '../app.ts'
import { feedbackOf, trackCard } from '../cards.ts'
import { PlaylistDetail, Playlists } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, IdParams, offset, user, WhoQuery } from '../query.ts'

const EntriesQuery = z.object({ user, offset, count: count(500) })

export async function playlistRoutes(app: App, house: House): Promise<void> {
  const labelsOf = async (listenerId: Playlist['listenerId']) =>
    new Map((await house.sources.list(listenerId)).map((source) => [source.id, basename(source.label)]))
  const card = ({ listenerId: _listener, sourceId, format: _format, ...playlist }: Playlist, labels: ReadonlyMap<number, string>) => ({
    ...playlist,
    source: labels.get(sourceId) ?? '',
  })

  const list = { tags: ['playlists'], summary: 'Playlists, by name', querystring: WhoQuery, response: { 200: Playlists, ...faults } }
  app.get('/api/playlists', { schema: list }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const [playlists, labels] = await Promise.all([house.playlists.list(listener.id), labelsOf(listener.id)])
    return { items: playlists.map((playlist) => card(playlist, labels)) }
  })

  const one = {
    tags: ['playlists'],
    summary: 'A playlist with its entries in order',
    params: IdParams,
    querystring: EntriesQuery,
    response: { 200: PlaylistDetail, ...faults },
  }
  app.get('/api/playlists/:id', { schema: one }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const playlist = await house.playlists.get(listener.id, params.id as PlaylistId)
    if (!playlist) throw new Fault('not-found', 'PLAYLIST_UNKNOWN', `There is no playlist ${params.id}.`)
    const entries = await house.playlists.entries(playlist.id, { offset: query.offset, countMax: query.count })
    const ids = [...new Set(entries.flatMap(({ trackId }) => trackId ?? []))] as TrackId[]
    const [tracks, feedback, labels] = await Promise.all([
      house.tracks.get(ids),
      feedbackOf(house.feedback, listener.id),
      labelsOf(listener.id),
    ])
    const cards = new Map<number, ReturnType<typeof trackCard>>(tracks.map((track) => [track.id, trackCard(track, feedback)]))
    return {
      ...card(playlist, labels),
      entries: entries.map(({ trackId, title, artistName, albumTitle, addedAtMs }, i) => ({
        position: query.offset + i + 1,
        title,
        artist: artistName,
        album: albumTitle,
        addedAtMs,
        track: (trackId === null ? undefined : cards.get(trackId)) ?? null,
      })),
    }
  })
}
