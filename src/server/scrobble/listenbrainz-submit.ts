// submit-listens and validate-token: what every player of ListenBrainz uses.

import { SECOND_MS } from '#kernel'
import { type Answer, callerOf, tokenIn } from './listenbrainz-call.ts'
import { badRequest, unauthorised } from './listenbrainz-fault.ts'
import { readSubmission } from './listenbrainz-submission.ts'
import { msidOf } from './msid.ts'

/** Answers when the listens are on the disk. */
export const submitListens: Answer = async (call) => {
  const { desk, request, query } = call
  // Who calls is asked first, as there, unless the token may be in the body.
  const known = tokenIn(request) === null ? null : await callerOf(call)
  if (known === null && request.headers.authorization) throw unauthorised('Provided Authorization header is invalid.')
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (known === null && !body.includes('"token"')) throw unauthorised('You need to provide an Authorization header.')
  const { type, scrobbles, token } = readSubmission(body, Math.floor(desk.house.clock.nowMs() / SECOND_MS))
  const device = known ?? (await callerOf(call, token))
  const wantsMsid = query['return_msid']?.toLowerCase() === 'true'
  if (type === 'playing_now') {
    desk.nowPlaying(device, scrobbles[0])
    return wantsMsid ? { status: 'ok', recording_msid: msidOf(await desk.trackOf(scrobbles[0])) } : { status: 'ok' }
  }
  const kept = await desk.keep(device, scrobbles)
  return wantsMsid && type === 'single' ? { status: 'ok', recording_msid: msidOf(kept[0].trackId) } : { status: 'ok' }
}

export const validateToken: Answer = async ({ desk, request }) => {
  const token = tokenIn(request)
  if (token === null) throw badRequest('You need to provide an Authorization token.')
  const device = await desk.ofToken(token, request.headers)
  if (device === null) return { code: 200, message: 'Token invalid.', valid: false }
  return { code: 200, message: 'Token valid.', valid: true, user_name: device.listenerName }
}
