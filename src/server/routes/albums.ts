// Albums, artists, and the search over everything.

import { z } from 'zod'
import { Fault } from '#kernel'
import type { AlbumId, ArtistId, Track, TrackQuery } from '#library'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { albumCard, artistCard, feedbackOf, trackCard } from '../cards.ts'
import { AlbumDetail, AlbumPage, ArtistDetail, ArtistPage, SearchResult } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, IdParams, offset, optionalId, text, user, WhoQuery } from '../query.ts'

const TRACKS_MAX = 2000

const AlbumsQuery = z.object({
  text,
  artistId: optionalId,
  sort: z.enum(['title', 'artist', 'year', 'added']).optional(),
  offset,
  count: count(100),
})
const ArtistsQuery = z.object({ text, offset, count: count(100) })
const SearchQuery = z.object({ text: z.string().max(200).default(''), count: count(8), user })

export async function albumRoutes(app: App, house: House): Promise<void> {
  const list = { tags: ['library'], summary: 'Albums, a page at a time', querystring: AlbumsQuery, response: { 200: AlbumPage, ...faults } }
  app.get('/api/albums', { schema: list }, async ({ query }) => {
    const { text, sort, offset } = query
    const page = await house.albums.find({ text, sort, offset, artistId: query.artistId as ArtistId | undefined, countMax: query.count })
    return { items: page.items.map(albumCard), total: page.total }
  })

  const one = {
    tags: ['library'],
    summary: 'An album with its tracks',
    params: IdParams,
    querystring: WhoQuery,
    response: { 200: AlbumDetail, ...faults },
  }
  app.get('/api/albums/:id', { schema: one }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const album = await house.albums.get(params.id as AlbumId)
    if (!album) throw new Fault('not-found', 'ALBUM_UNKNOWN', `There is no album ${params.id}.`)
    const [tracks, feedback] = await Promise.all([
      ownedElseAll(house, { albumId: album.id, sort: 'album' }),
      feedbackOf(house.feedback, listener.id),
    ])
    const cards = tracks.map((track) => ({ ...trackCard(track, feedback), discNo: track.discNo, trackNo: track.trackNo }))
    return { ...albumCard(album), tracks: cards }
  })
}

export async function artistRoutes(app: App, house: House): Promise<void> {
  const list = {
    tags: ['library'],
    summary: 'Artists by name, a page at a time',
    querystring: ArtistsQuery,
    response: { 200: ArtistPage, ...faults },
  }
  app.get('/api/artists', { schema: list }, async ({ query }) => {
    const page = await house.artists.find({ text: query.text, offset: query.offset, countMax: query.count })
    return { items: page.items.map(artistCard), total: page.total }
  })

  const one = {
    tags: ['library'],
    summary: 'An artist with albums and tracks',
    params: IdParams,
    querystring: WhoQuery,
    response: { 200: ArtistDetail, ...faults },
  }
  app.get('/api/artists/:id', { schema: one }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const artistId = params.id as ArtistId
    const artist = await house.artists.get(artistId)
    if (!artist) throw new Fault('not-found', 'ARTIST_UNKNOWN', `There is no artist ${params.id}.`)
    const [albums, tracks, feedback] = await Promise.all([
      house.albums.find({ artistId, sort: 'year', countMax: 500 }),
      ownedElseAll(house, { artistId, sort: 'album' }),
      feedbackOf(house.feedback, listener.id),
    ])
    return { ...artistCard(artist), albums: albums.items.map(albumCard), tracks: tracks.map((track) => trackCard(track, feedback)) }
  })
}

export async function searchRoutes(app: App, house: House): Promise<void> {
  const search = {
    tags: ['library'],
    summary: 'Tracks, albums and artists by words',
    querystring: SearchQuery,
    response: { 200: SearchResult, ...faults },
  }
  app.get('/api/search', { schema: search }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const words = query.text.trim()
    if (words === '') return { tracks: [], albums: [], artists: [] }
    const [tracks, albums, artists, feedback] = await Promise.all([
      house.tracks.find({ text: words, sort: 'relevance', countMax: query.count }),
      house.albums.find({ text: words, countMax: query.count }),
      house.artists.find({ text: words, countMax: query.count }),
      feedbackOf(house.feedback, listener.id),
    ])
    return {
      tracks: tracks.items.map((track) => trackCard(track, feedback)),
      albums: albums.items.map(albumCard),
      artists: artists.items.map(artistCard),
    }
  })
}

/** The playable tracks of an album or artist; where there are none, those that are only known of. */
async function ownedElseAll(house: House, query: Pick<TrackQuery, 'albumId' | 'artistId' | 'sort'>): Promise<readonly Track[]> {
  const owned = await house.tracks.find({ ...query, playable: true, countMax: TRACKS_MAX })
  return owned.items.length > 0 ? owned.items : (await house.tracks.find({ ...query, countMax: TRACKS_MAX })).items
}
