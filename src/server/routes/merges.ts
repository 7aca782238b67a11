// What tells of a listen: every row of it with its source; and "these are two listens", with its way back.

import { basename } from 'node:path'
import { Fault } from '#kernel'
import { type Listen, type ListenerId, type ListenId, listenerNamed, type Telling } from '#listens'
import type { App } from '../app.ts'
import { type TellingBody, ToldByBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, IdParams, WhoQuery } from '../query.ts'

export async function mergeRoutes(app: App, house: House): Promise<void> {
  const of = (summary: string) => ({
    tags: ['listens'],
    summary,
    params: IdParams,
    querystring: WhoQuery,
    response: { 200: ToldByBody, ...faults },
  })
  app.get('/api/listens/:id', { schema: of('What tells of a listen') }, async ({ params, query }) =>
    toldBy(house, await ownRow(house, params.id, query.user)),
  )
  app.post(
    '/api/listens/:id/apart',
    { schema: of('This row is another listen than the one it was merged into') },
    async ({ params, query }) => {
      const row = await ownRow(house, params.id, query.user)
      if (!(await house.merges.part(row.id)))
        throw new Fault('conflict', 'LISTEN_STANDS', 'This row stands for itself: nothing was merged that could be undone.')
      house.events.publish('history.changed', { listenerId: row.listenerId })
      return await toldBy(house, row)
    },
  )
  app.post('/api/listens/:id/together', { schema: of('This row was set apart; it may be merged again') }, async ({ params, query }) => {
    const row = await ownRow(house, params.id, query.user)
    if (!(await house.merges.rejoin(row.id))) throw new Fault('conflict', 'LISTEN_NOT_APART', 'This row was not set apart from another.')
    house.events.publish('history.changed', { listenerId: row.listenerId })
    return await toldBy(house, row)
  })
}

/** A row of this listener. */
async function ownRow(house: House, id: number, user: string | undefined): Promise<{ id: ListenId; listenerId: ListenerId }> {
  const listener = await listenerNamed(house.listeners, user)
  const [row] = await house.listens.get([id as ListenId])
  if (row?.listenerId !== listener.id) throw new Fault('not-found', 'LISTEN_UNKNOWN', `There is no listen ${id}.`)
  return row
}

async function toldBy(house: House, { id, listenerId }: { id: ListenId; listenerId: ListenerId }): Promise<ToldByBody> {
  const told = await house.merges.toldBy(id)
  if (told === null) throw new Fault('not-found', 'LISTEN_UNKNOWN', `There is no listen ${id}.`)
  const [rows, sources] = await Promise.all([
    house.listens.get([...told.tellings.map((telling) => telling.id), ...told.apartFrom]),
    house.sources.list(listenerId),
  ])
  const rowById = new Map(rows.map((row) => [row.id, row]))
  const sourceById = new Map(
    sources.map(({ id: sourceId, label, format }) => [sourceId, { id: sourceId as number, label: basename(label), format }]),
  )
  const sourceOf = (sourceId: Telling['sourceId']) => sourceById.get(sourceId) ?? { id: sourceId as number, label: '', format: '' }
  const tellings = told.tellings.map((telling) => tellingBody(telling, rowById.get(telling.id)!, sourceOf))
  const parts = tellings.filter((telling) => telling.as !== 'same').map((telling) => telling.msPlayed)
  return {
    id: told.standingId,
    msPlayed: parts.every((ms) => ms === null) ? null : parts.reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
    tellings,
    apartFrom: told.apartFrom.flatMap((otherId) => {
      const row = rowById.get(otherId)
      return row ? [{ id: row.id, title: row.title, artist: row.artistName, endedAtMs: row.endedAtMs }] : []
    }),
  }
}

const tellingBody = (
  { id, sourceId, mergedAs, alsoIn }: Telling,
  row: Listen,
  sourceOf: (sourceId: Telling['sourceId']) => TellingBody['source'],
): TellingBody => ({
  id,
  as: mergedAs ?? 'stands',
  source: sourceOf(sourceId),
  alsoIn: alsoIn.map(sourceOf),
  title: row.title,
  artist: row.artistName,
  album: row.albumTitle,
  startedAtMs: row.startedAtMs,
  endedAtMs: row.endedAtMs,
  timeTold: row.timeTold,
  precision: row.precision,
  msPlayed: row.msPlayed,
  reasonStart: row.reasonStart,
  reasonEnd: row.reasonEnd,
  platform: row.platform,
  raw: row.raw ?? null,
})
