// Covers of tracks, albums and artists: the real one where the files have it, else one drawn from the sound.

import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Fault } from '#kernel'
import type { AlbumId, ArtistId, Track, TrackQuery } from '#library'
import type { App } from '../app.ts'
import { coverLook } from '../cover-look.ts'
import type { House } from '../deps.ts'
import { drawCover } from '../drawn-cover.ts'
import { faults, IdParams } from '../query.ts'
import { trackOf } from './tracks.ts'

/** A picture, and whether it may still change for this address. */
interface Cover {
  readonly bytes: Uint8Array | string
  readonly mediaType: string
  readonly etag: string
  readonly settled: boolean
}

const YEAR_S = 31_536_000
const DRAWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export async function coverRoutes(app: App, house: House): Promise<void> {
  const schema = (of: string) => ({
    tags: ['library'],
    summary: `The cover of ${of}, drawn from its sound where the files have none`,
    params: IdParams,
    querystring: z.object({ v: z.string().max(64).optional().describe('Any version mark: makes the answer cacheable for good.') }),
    produces: ['image/jpeg', 'image/png', 'image/webp', 'image/svg+xml'],
    response: { 200: z.any().describe('The picture'), 304: z.any(), ...faults },
  })
  const id = (request: FastifyRequest) => (request.params as z.infer<typeof IdParams>).id

  app.get('/api/tracks/:id/cover', { schema: schema('a track') }, async (request, reply) => {
    const track = await trackOf(house, id(request))
    return send(await coverOf(house, track.coverId, track), request, reply)
  })
  app.get('/api/albums/:id/cover', { schema: schema('an album') }, async (request, reply) => {
    const album = await house.albums.get(id(request) as AlbumId)
    if (!album) throw new Fault('not-found', 'ALBUM_UNKNOWN', `There is no album ${id(request)}.`)
    return send(await coverOf(house, album.coverId, await firstTrack(house, { albumId: album.id, sort: 'album' })), request, reply)
  })
  app.get('/api/artists/:id/cover', { schema: schema('an artist') }, async (request, reply) => {
    const artist = await house.artists.get(id(request) as ArtistId)
    if (!artist) throw new Fault('not-found', 'ARTIST_UNKNOWN', `There is no artist ${id(request)}.`)
    return send(await coverOf(house, artist.coverId, await firstTrack(house, { artistId: artist.id, sort: 'album' })), request, reply)
  })
}

async function firstTrack(house: House, query: Pick<TrackQuery, 'albumId' | 'artistId' | 'sort'>): Promise<Track | null> {
  const owned = await house.tracks.find({ ...query, playable: true, countMax: 1 })
  const [first] = owned.items.length > 0 ? owned.items : (await house.tracks.find({ ...query, countMax: 1 })).items
  return first ?? null
}

async function coverOf(house: House, coverId: string | null, track: Track | null): Promise<Cover> {
  const artifact = coverId === null ? null : await house.artifacts.get(coverId)
  if (artifact) return { ...artifact, etag: `"${coverId}"`, settled: true }
  const outcome = track && (await house.analyses.ofTrack(track.id))
  const svg = drawCover(coverLook(track, outcome?.ok ? outcome.analysis : null))
  const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`
  // After an excerpt there is more to come that it is drawn from.
  const settled = outcome?.ok === true && outcome.analysis.extent === 'whole'
  return { bytes: svg, mediaType: 'image/svg+xml', etag, settled }
}

function send(cover: Cover, request: FastifyRequest, reply: FastifyReply) {
  const forGood = cover.settled && (request.query as { v?: string }).v !== undefined
  reply.headers({
    etag: cover.etag,
    'cache-control': forGood ? `private, max-age=${YEAR_S}, immutable` : cover.settled ? 'private, max-age=600' : 'private, no-cache',
  })
  if (cover.mediaType === 'image/svg+xml') reply.header('content-security-policy', DRAWN_POLICY)
  if (request.headers['if-none-match'] === cover.etag) return reply.code(304).send()
  return reply.type(cover.mediaType).send(typeof cover.bytes === 'string' ? cover.bytes : Buffer.from(cover.bytes))
}
