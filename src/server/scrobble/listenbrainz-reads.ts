// What ListenBrainz clients read back: listens, counts, what plays, and the small questions that they ask to see whether they are welcome.

import type { DeviceToken, Playing, ToldListen } from '#listens'
import { type Add, type Answer, type Call, callerOf } from './listenbrainz-call.ts'
import { badRequest, ListenBrainzFault, notFound } from './listenbrainz-fault.ts'
import { isUuid } from './listenbrainz-info.ts'
import { jsonOf } from './listenbrainz-json.ts'
import { msidOf, trackOfMsid } from './msid.ts'

export const COUNT_DEFAULT = 25
const COUNT_MAX = 1000

/** Adds the routes. Every one asks for a token: what somebody heard is not for every page that can reach this server. */
export function listenReads(add: Add): void {
  add('GET', '/user/:user/listens', listens)
  add('GET', '/user/:user/listen-count', async (call) => {
    const { listenerId } = await ownerOf(call)
    return { payload: { count: await call.desk.house.listens.count(listenerId) } }
  })
  add('GET', '/user/:user/playing-now', async (call) => {
    const device = await ownerOf(call)
    const playing = call.desk.playing.of(device.listenerId).slice(0, 1)
    return { payload: { count: playing.length, user_id: device.listenerName, playing_now: true, listens: playing.map(playingBody) } }
  })
  add('GET', '/latest-import', async (call) => {
    const device = await callerOf(call)
    if (call.query['user_name'] && !isOwn(device, call.query['user_name'])) throw notFound(`Cannot find user: ${call.query['user_name']}`)
    const latest = await call.desk.house.scrobbles.latestImportS(device.listenerId, serviceOf(call.query['service']))
    return { musicbrainz_id: device.listenerName, latest_import: latest }
  })
  add('POST', '/latest-import', async (call) => {
    const device = await callerOf(call)
    const body = jsonOf(call.request)
    const toS = Math.trunc(Number(body['ts'] ?? 0))
    if (!Number.isSafeInteger(toS) || toS < 0) throw badRequest('Invalid data sent')
    await call.desk.house.scrobbles.raiseLatestImport(device.listenerId, serviceOf(body['service']), toS)
    return { status: 'ok' }
  })
  add('POST', '/delete-listen', deleteListen)
  add('GET', '/user/:user/services', async (call) => ({ user_name: (await ownerOf(call)).listenerName, services: [] }))
  add('GET', '/user/:user/similar-users', async (call) => {
    await ownerOf(call)
    return { payload: [] }
  })
  add('GET', '/user/:user/followers', async (call) => ({ followers: [], user: (await ownerOf(call)).listenerName }))
  add('GET', '/user/:user/following', async (call) => ({ following: [], user: (await ownerOf(call)).listenerName }))
  for (const path of ['/user/:user/playlists', '/user/:user/playlists/createdfor', '/user/:user/playlists/collaborator']) {
    add('GET', path, async (call) => {
      await ownerOf(call)
      return { playlists: [], playlist_count: 0, offset: 0, count: 0 }
    })
  }
  // As there, while statistics have not been reckoned: ours are in the API of Deepcut.
  add('GET', '/stats/user/:user/:what', async (call) => {
    await ownerOf(call)
    call.reply.code(204)
    return undefined
  })
}

const isOwn = (device: DeviceToken, user: string) => device.listenerName.toLowerCase() === user.toLowerCase()

/** The caller, who may only ask about the person the token belongs to. */
export async function ownerOf(call: Call): Promise<DeviceToken> {
  const device = await callerOf(call)
  if (!isOwn(device, call.params['user'])) throw notFound(`Cannot find user: ${call.params['user']}`)
  return device
}

/** A whole number of the address; null where it is not there. */
export function wholeOf(call: Call, name: string): number | null {
  const text = call.query[name]
  if (!text) return null
  if (!/^[+-]?\d{1,15}$/.test(text)) throw badRequest(`Invalid ${name} argument: ${text}`)
  return Number(text)
}

const serviceOf = (value: unknown): string => {
  const service = value === undefined ? 'lastfm' : String(value).toLowerCase()
  if (!/^[a-z_]{1,32}$/.test(service)) throw new ListenBrainzFault(404, `Service does not exist: ${service}`)
  return service
}

const listens: Answer = async (call) => {
  const { listenerId, listenerName } = await ownerOf(call)
  const [beforeS, afterS] = [wholeOf(call, 'max_ts'), wholeOf(call, 'min_ts')]
  if (beforeS && afterS && beforeS <= afterS) throw badRequest('min_ts should be less than max_ts')
  const countMax = Math.min(wholeOf(call, 'count') ?? COUNT_DEFAULT, COUNT_MAX)
  if (countMax < 0) throw badRequest('Number of items requested should be positive')
  const store = call.desk.house.scrobbles
  const [told, extent] = await Promise.all([
    store.told({ listenerId, countMax, ...(beforeS ? { beforeS } : {}), ...(afterS ? { afterS } : {}) }),
    store.extent(listenerId),
  ])
  return {
    payload: {
      count: told.length,
      user_id: listenerName,
      listens: told.map((listen) => listenBody(listen, listenerName)),
      latest_listen_ts: extent.lastS ?? 0,
      oldest_listen_ts: extent.firstS ?? 0,
    },
  }
}

function listenBody(listen: ToldListen, userName: string) {
  const msid = listen.trackId === null ? null : msidOf(listen.trackId)
  return {
    inserted_at: Math.floor(listen.startedAtMs / 1000),
    listened_at: Math.floor(listen.startedAtMs / 1000),
    recording_msid: msid,
    track_metadata: {
      artist_name: listen.artistName,
      track_name: listen.title,
      ...(listen.albumTitle === null ? {} : { release_name: listen.albumTitle }),
      additional_info: {
        ...(msid === null ? {} : { recording_msid: msid }),
        ...(listen.durationMs === null ? {} : { duration_ms: listen.durationMs }),
        ...(listen.msPlayed === null ? {} : { duration_played: Math.round(listen.msPlayed / 1000) }),
        ...(listen.recordingMbid === null ? {} : { recording_mbid: listen.recordingMbid }),
        ...(listen.isrc === null ? {} : { isrc: listen.isrc }),
        ...(listen.platform === null ? {} : { media_player: listen.platform }),
      },
    },
    user_name: userName,
  }
}

function playingBody({ title, artistName, albumTitle, durationMs, platform }: Playing) {
  return {
    playing_now: true,
    track_metadata: {
      artist_name: artistName,
      track_name: title,
      ...(albumTitle === null ? {} : { release_name: albumTitle }),
      additional_info: {
        ...(durationMs === null ? {} : { duration_ms: durationMs }),
        ...(platform === null ? {} : { media_player: platform }),
      },
    },
  }
}

const deleteListen: Answer = async (call) => {
  const { listenerId } = await callerOf(call)
  const body = jsonOf(call.request)
  if (!('listened_at' in body)) throw badRequest('Listen timestamp missing.')
  const listenedAtS = Math.trunc(Number(body['listened_at']))
  if (!Number.isSafeInteger(listenedAtS)) throw badRequest(`${String(body['listened_at'])}: Listen timestamp invalid.`)
  if (!('recording_msid' in body)) throw badRequest('Recording MSID missing.')
  if (!isUuid(body['recording_msid'])) throw badRequest(`${String(body['recording_msid'])}: Recording MSID format invalid.`)
  const trackId = trackOfMsid(body['recording_msid'])
  if (trackId !== null && (await call.desk.house.scrobbles.remove(listenerId, listenedAtS, trackId)) > 0) {
    call.desk.house.recommender.invalidate(listenerId)
  }
  return { status: 'ok' }
}
