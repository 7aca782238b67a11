// Identity: pairs that wait for a person, what a person decides, and taking it back.

import { z } from 'zod'
import type { ArtistId, AudioFileId, IdentityChange, IdentityEdit, Track, TrackId } from '#library'
import { listenerNamed, reconcileTracks } from '#listens'
import type { App } from '../app.ts'
import { feedbackOf, trackCard } from '../cards.ts'
import {
  AliasBody,
  ApartBody,
  ArtistNames,
  IdentityEditBody,
  IdentityEdits,
  MergeBody,
  type PairSide,
  Problem,
  RenameBody,
  ReviewPage,
  SplitBody,
  TrackWordings,
} from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, IdParams, offset, user, WhoQuery } from '../query.ts'
import { trackOf } from './tracks.ts'

const WORDINGS_TOLD = 6
const edited = { 200: IdentityEditBody, 409: Problem, ...faults }
const schemaOf = <Body extends z.ZodType>(summary: string, body: Body) => ({ tags: ['identity'], summary, body, response: edited })

export async function identityRoutes(app: App, house: House): Promise<void> {
  const answer = (edit: IdentityEdit) => ({ ...edit, trackIds: [...edit.trackIds] })
  const decide = async (change: IdentityChange) => {
    const edit = await house.identity.edit(change)
    house.events.publish('library.changed', {})
    await lookAgain(edit.trackIds)
    return answer(edit)
  }
  /** What is one recording now may have been told twice. */
  const lookAgain = async (trackIds: readonly TrackId[]) => {
    for (const { id } of await house.listeners.list())
      if ((await reconcileTracks(house, id, trackIds)) > 0) house.events.publish('history.changed', { listenerId: id })
  }

  const review = {
    tags: ['identity'],
    summary: 'Pairs of tracks that may be one recording, the surest first',
    querystring: z.object({ user, offset, count: count(20) }),
    response: { 200: ReviewPage, ...faults },
  }
  app.get('/api/identity/review', { schema: review }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const page = await house.identity.review({ offset: query.offset, countMax: query.count })
    const ids = [...new Set(page.items.flatMap((pair) => pair.trackIds))]
    const [tracks, feedback, tally] = await Promise.all([
      house.tracks.get(ids),
      feedbackOf(house.feedback, listener.id),
      house.listens.tally(listener.id, { trackIds: ids }),
    ])
    const plays = new Map(Array.from(tally.trackIds, (trackId, i) => [trackId, tally.plays[i]]))
    const sides = new Map<number, PairSide>()
    for (const track of tracks) {
      sides.set(track.id, {
        track: trackCard(track, feedback),
        plays: plays.get(track.id) ?? 0,
        isrc: track.isrc,
        spotifyId: track.spotifyId,
        wordings: await namesOf(track),
      })
    }
    return {
      items: page.items.flatMap(({ id, score, kind, reasons, trackIds }) => {
        const [a, b] = trackIds.map((trackId) => sides.get(trackId))
        return a && b ? [{ id, score, kind, reasons: [...reasons], sides: [a, b] as [PairSide, PairSide] }] : []
      }),
      total: page.total,
    }
  })

  const namesOf = async (track: Track): Promise<string[]> => {
    const { wordings } = await house.identity.wordings(track.id)
    return [...new Set(wordings.map(({ artistName, title }) => `${artistName} – ${title}`))].slice(0, WORDINGS_TOLD)
  }

  app.post('/api/identity/merge', { schema: schemaOf('These tracks are one recording', MergeBody) }, ({ body }) =>
    decide({ kind: 'merge', trackIds: body.trackIds as TrackId[] }),
  )
  app.post('/api/identity/split', { schema: schemaOf('These wordings and files are another recording', SplitBody) }, ({ body }) =>
    decide({ kind: 'split', trackId: body.trackId as TrackId, heardIds: body.heardIds, fileIds: body.fileIds as AudioFileId[] }),
  )
  app.post('/api/identity/alias', { schema: schemaOf('Another name of an artist', AliasBody) }, ({ body }) =>
    decide({ kind: 'alias', artistId: body.artistId as ArtistId, name: body.name }),
  )
  app.post('/api/identity/rename', { schema: schemaOf('The right title and artist of a track', RenameBody) }, ({ body }) =>
    decide({ kind: 'rename', trackId: body.trackId as TrackId, title: body.title, artistName: body.artistName }),
  )
  app.post('/api/identity/apart', { schema: schemaOf('Two tracks that look alike and are not the same', ApartBody) }, ({ body }) =>
    decide({ kind: 'apart', trackIds: body.trackIds as [TrackId, TrackId] }),
  )

  const list = {
    tags: ['identity'],
    summary: 'What was decided, newest first',
    querystring: z.object({ offset, count: count(20) }),
    response: { 200: IdentityEdits, ...faults },
  }
  app.get('/api/identity/edits', { schema: list }, async ({ query }) => {
    const page = await house.identity.edits({ offset: query.offset, countMax: query.count })
    return { items: page.items.map(answer), total: page.total }
  })
  const undo = { tags: ['identity'], summary: 'Takes a decision back', params: IdParams, response: edited }
  app.post('/api/identity/edits/:id/undo', { schema: undo }, async ({ params }) => {
    const edit = await house.identity.undo(params.id)
    house.events.publish('library.changed', {})
    await lookAgain(edit.trackIds)
    return answer(edit)
  })

  const words = {
    tags: ['identity'],
    summary: 'What sources call a track, and its files',
    params: IdParams,
    querystring: WhoQuery,
    response: { 200: TrackWordings, ...faults },
  }
  app.get('/api/identity/tracks/:id', { schema: words }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const track = await trackOf(house, params.id)
    const { wordings, files } = await house.identity.wordings(track.id)
    const listens = new Map(wordings.map(({ heardId }) => [heardId, 0]))
    const ledger = await house.listens.ledger(listener.id)
    for (let i = 0; i < ledger.count; i++) {
      const heardId = ledger.heardIds[i]
      const sofar = listens.get(heardId)
      if (sofar !== undefined) listens.set(heardId, sofar + 1)
    }
    return {
      wordings: wordings
        .map(({ heardId, title, artistName, albumTitle, durationMs, sourceUri }) => ({
          heardId,
          title,
          artist: artistName,
          album: albumTitle,
          durationMs,
          source: sourceUri === null ? null : sourceUri.slice(0, sourceUri.indexOf(':')),
          listens: listens.get(heardId) ?? 0,
        }))
        .sort((a, b) => b.listens - a.listens || a.heardId - b.heardId),
      files: files.map((file) => ({ ...file })),
    }
  })
  const names = { tags: ['identity'], summary: 'Other names of an artist', params: IdParams, response: { 200: ArtistNames, ...faults } }
  app.get('/api/identity/artists/:id', { schema: names }, async ({ params }) => ({
    aliases: [...(await house.identity.aliases(params.id as ArtistId))],
  }))
}
