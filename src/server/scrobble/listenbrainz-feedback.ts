// Love and hate through the ListenBrainz API, and the lookup that turns words into a recording.

import type { Track, TrackId } from '#library'
import { type Add, type Answer, type Call, callerOf } from './listenbrainz-call.ts'
import { badRequest } from './listenbrainz-fault.ts'
import { isUuid } from './listenbrainz-info.ts'
import { jsonOf } from './listenbrainz-json.ts'
import { COUNT_DEFAULT, ownerOf, wholeOf } from './listenbrainz-reads.ts'
import { msidOf, trackOfMsid } from './msid.ts'

const COUNT_MAX = 1000
const LOOKUPS_MAX = 50

export function feedbackRoutes(add: Add): void {
  add('POST', '/feedback/recording-feedback', giveFeedback)
  add('GET', '/feedback/user/:user/get-feedback', readFeedback)
  add('GET', '/feedback/user/:user/get-feedback-for-recordings', readFeedbackOf)
  add('GET', '/metadata/lookup', async (call) => {
    await callerOf(call)
    const { artist_name: artist, recording_name: recording } = call.query
    if (!artist) throw badRequest('artist_name is invalid or not present in arguments')
    if (!recording) throw badRequest('recording_name is invalid or not present in arguments')
    return lookUp(call, artist, recording)
  })
  add('POST', '/metadata/lookup', async (call) => {
    await callerOf(call)
    const { recordings } = jsonOf(call.request)
    if (!Array.isArray(recordings)) throw badRequest('recordings should be a list of objects.')
    if (recordings.length > LOOKUPS_MAX) throw badRequest(`You may not look up more than ${LOOKUPS_MAX} recordings at once.`)
    const found: unknown[] = []
    for (const [index, asked] of recordings.entries()) {
      const { artist_name: artist, recording_name: recording } = Object(asked) as Record<string, unknown>
      if (typeof artist !== 'string' || typeof recording !== 'string')
        throw badRequest(`artist_name and recording_name are needed (recordings[${index}]).`)
      found.push({ index, ...(await lookUp(call, artist, recording)) })
    }
    return found
  })
}

/** What is known here of a recording, as the mapper of ListenBrainz answers; an empty object where nothing is. */
async function lookUp({ desk }: Call, artist: string, recording: string): Promise<Record<string, unknown>> {
  const track = await desk.house.tracks.findByName(artist, recording)
  if (track === null) return {}
  return {
    artist_credit_name: track.artistCredit,
    recording_name: track.title,
    ...(track.albumTitle === null ? {} : { release_name: track.albumTitle }),
    ...(track.recordingMbid === null ? {} : { recording_mbid: track.recordingMbid }),
    recording_msid: msidOf(track.id),
  }
}

const SCORES = { love: 1, ban: -1 } as const

const giveFeedback: Answer = async (call) => {
  const device = await callerOf(call)
  const body = jsonOf(call.request)
  if (!('recording_msid' in body || 'recording_mbid' in body) || !('score' in body))
    throw badRequest('JSON document must contain either recording_msid or recording_mbid, and score top level keys')
  if (Object.keys(body).some((key) => !['recording_msid', 'recording_mbid', 'score'].includes(key)))
    throw badRequest('JSON document may only contain recording_msid, recording_mbid and score top level keys')
  const score = Number(body['score'])
  if (![1, 0, -1].includes(score)) throw badRequest('Invalid JSON document submitted: score should be 1, 0 or -1.')
  const trackId = await trackIn(call, body)
  if (trackId === null)
    throw badRequest('This recording is not known here: scrobble it first, or give the recording_msid that a submission returned.')
  await call.desk.feedback(device, trackId, score === 1 ? 'love' : score === -1 ? 'ban' : null)
  return { status: 'ok' }
}

async function trackIn({ desk }: Call, body: Record<string, unknown>): Promise<TrackId | null> {
  const { recording_mbid: mbid, recording_msid: msid } = body
  for (const id of [mbid, msid]) if (id && !isUuid(id)) throw badRequest(`${String(id)} is not a valid UUID.`)
  const byMbid = mbid ? await desk.house.scrobbles.trackOfMbid(String(mbid).toLowerCase()) : null
  const byMsid = msid ? trackOfMsid(String(msid)) : null
  if (byMbid !== null || byMsid === null) return byMbid
  return (await desk.house.tracks.get([byMsid]))[0]?.id ?? null
}

interface Given {
  readonly track: Track
  readonly score: 1 | -1
  readonly atMs: number
}

async function givenBy(call: Call, listenerId: Parameters<typeof call.desk.house.feedback.list>[0]): Promise<Given[]> {
  const rows = await call.desk.house.feedback.list(listenerId)
  const tracks = new Map((await call.desk.house.tracks.get(rows.map((row) => row.trackId))).map((track) => [track.id, track]))
  return rows.flatMap(({ trackId, kind, atMs }) => {
    const track = tracks.get(trackId)
    return track ? [{ track, score: SCORES[kind], atMs }] : []
  })
}

const feedbackBody = (userName: string, { track, score, atMs }: Given) => ({
  created: Math.floor(atMs / 1000),
  recording_mbid: track.recordingMbid,
  recording_msid: msidOf(track.id),
  score,
  user_id: userName,
  track_metadata: {
    artist_name: track.artistCredit,
    track_name: track.title,
    ...(track.albumTitle ? { release_name: track.albumTitle } : {}),
  },
})

const readFeedback: Answer = async (call) => {
  const { listenerId, listenerName } = await ownerOf(call)
  const score = wholeOf(call, 'score')
  if (score !== null && score !== 0 && score !== 1 && score !== -1) throw badRequest('Score can have a value of 1 or -1.')
  const offset = wholeOf(call, 'offset') ?? 0
  const count = Math.min(wholeOf(call, 'count') ?? COUNT_DEFAULT, COUNT_MAX)
  for (const [name, value] of Object.entries({ offset, count }))
    if (value < 0) throw badRequest(`'${name}' should be a non-negative integer`)
  const given = (await givenBy(call, listenerId)).filter((one) => !score || one.score === score)
  const feedback = given.slice(offset, offset + count).map((one) => feedbackBody(listenerName, one))
  return { feedback, count: feedback.length, total_count: given.length, offset }
}

const readFeedbackOf: Answer = async (call) => {
  const { listenerId, listenerName } = await ownerOf(call)
  const list = (text: string | undefined) =>
    (text ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean)
  const msids = list(call.query['recording_msids'] ?? call.query['recordings'])
  const mbids = list(call.query['recording_mbids'])
  if (msids.length + mbids.length === 0) throw badRequest('No valid recording msid or recording mbid found.')
  const given = await givenBy(call, listenerId)
  const answer = (key: 'recording_msid' | 'recording_mbid', id: string, found: Given | undefined) =>
    found
      ? feedbackBody(listenerName, found)
      : { created: null, recording_mbid: null, recording_msid: null, [key]: id, score: 0, user_id: listenerName }
  return {
    feedback: [
      ...msids.map((id) =>
        answer(
          'recording_msid',
          id,
          given.find(({ track }) => msidOf(track.id) === id),
        ),
      ),
      ...mbids.map((id) =>
        answer(
          'recording_mbid',
          id,
          given.find(({ track }) => track.recordingMbid === id),
        ),
      ),
    ],
  }
}
