// Audioscrobbler 1.2, plain text: the oldest protocol, spoken by mpd, Rockbox tools and many players since.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { MINUTE_MS, SECOND_MS } from '#kernel'
import { type DeviceToken, keyDigest, makeSessionKey, md5, type Scrobble } from '#listens'
import type { App } from '../app.ts'
import { clientOf, type ScrobbleDesk } from './desk.ts'
import { answerPreflight, BY_TOKEN, FORM_BYTES_MAX, fieldsOf, openToPlayers, ownAddress, spelled } from './door.ts'
import { isUuid } from './listenbrainz-info.ts'
import { AHEAD_S_MAX, LISTENED_AT_MIN_S } from './listenbrainz-submission.ts'

/** A player whose clock is further off is told so: its listens would lie at wrong times. */
const CLOCK_OFF_MS_MAX = 15 * MINUTE_MS
const SUBMISSIONS_MAX = 50
/** The protocol asks for the start; mpdscribble 0.24 was seen to send the time of the song change, which is the end. */
const TELLS_THE_END = 'mpdscribble/'

const HANDSHAKES = ['/apis/audioscrobbler_legacy', '/apis/audioscrobbler_legacy/', ...spelled(['', '/apis/audioscrobbler'], '/1.2')]
const NOW_PLAYING = '/np_1.2'
const SUBMISSION = '/protocol_1.2'

/** Registers the protocol. Its first step is a GET of the root, which is the page's own address otherwise. */
export async function audioscrobblerRoutes(app: App, desk: ScrobbleDesk): Promise<void> {
  openToPlayers(app, FORM_BYTES_MAX)
  app.setErrorHandler((error, request, reply) => {
    desk.house.log.error({ err: error, url: request.url.split('?', 1)[0] }, 'a scrobble request failed')
    return plain(reply, 'FAILED The listens could not be kept, please try again')
  })
  const hidden = { config: BY_TOKEN, schema: { hide: true } }
  const paths = spelled(['', '/apis/audioscrobbler_legacy'], NOW_PLAYING)
  const submissionPaths = spelled(['', '/apis/audioscrobbler_legacy'], SUBMISSION)
  for (const url of HANDSHAKES) app.get(url, hidden, async (request, reply) => plain(reply, await handshake(desk, request)))
  for (const url of paths) app.post(url, hidden, async (request, reply) => plain(reply, await nowPlaying(desk, request)))
  for (const url of submissionPaths) app.post(url, hidden, async (request, reply) => plain(reply, await submit(desk, request)))
  answerPreflight(app, [...paths, ...submissionPaths])
}

/** Answers handshakes at the root, before anything else looks at them. */
export function greetPlayers(app: App, desk: ScrobbleDesk): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !/^\/\?(?:[^#]*&)?hs=true(?:&|$)/.test(request.url)) return
    await plain(reply.header('x-content-type-options', 'nosniff'), await handshake(desk, request))
  })
}

/** The protocol knows no HTTP status: what went wrong is in the first line. */
const plain = (reply: FastifyReply, text: string) => reply.type('text/plain; charset=utf-8').send(`${text}\n`)

async function handshake(desk: ScrobbleDesk, request: FastifyRequest): Promise<string> {
  const fields = fieldsOf(request)
  const [time, answer] = [fields.get('t') ?? '', fields.get('a')?.toLowerCase() ?? '']
  if (!fields.get('p')?.startsWith('1.2')) return 'FAILED This server speaks version 1.2 of the protocol'
  const device = await whoKnows(desk, time, answer)
  if (device === null) return 'BADAUTH'
  const nowMs = desk.house.clock.nowMs()
  if (!/^\d{1,12}$/.test(time) || Math.abs(Number(time) * SECOND_MS - nowMs) > CLOCK_OFF_MS_MAX) return 'BADTIME'
  const key = makeSessionKey()
  const client = [fields.get('c'), fields.get('v')].filter(Boolean).join(' ').slice(0, 60) || clientOf(request.headers)
  await desk.house.tokens.openSession(device.id, { keyDigest: keyDigest(key), by: client, atMs: nowMs })
  await desk.seen(device, { 'user-agent': client ?? undefined })
  const address = ownAddress(request)
  return ['OK', key, `${address}${NOW_PLAYING}`, `${address}${SUBMISSION}`].join('\n')
}

/** The device whose token makes the answer right. The token says who it is; the user name is not looked at. */
async function whoKnows(desk: ScrobbleDesk, time: string, answer: string): Promise<DeviceToken | null> {
  const devices = await desk.house.tokens.list()
  return devices.find(({ tokenMd5 }) => md5(tokenMd5 + time) === answer) ?? null
}

const sessionOf = (desk: ScrobbleDesk, request: FastifyRequest, fields: ReadonlyMap<string, string>) =>
  desk.ofSession(fields.get('s') ?? '', request.headers)

async function nowPlaying(desk: ScrobbleDesk, request: FastifyRequest): Promise<string> {
  const fields = fieldsOf(request)
  const device = await sessionOf(desk, request, fields)
  if (device === null) return 'BADSESSION'
  const told = readOne(fields, '', clientOf(request.headers))
  if (told === null) return 'FAILED Artist and track are needed'
  desk.nowPlaying(device, told)
  return 'OK'
}

async function submit(desk: ScrobbleDesk, request: FastifyRequest): Promise<string> {
  const fields = fieldsOf(request)
  const device = await sessionOf(desk, request, fields)
  if (device === null) return 'BADSESSION'
  const nowS = Math.floor(desk.house.clock.nowMs() / SECOND_MS)
  const told: { readonly scrobble: Scrobble; readonly rating: string }[] = []
  for (let i = 0; i < SUBMISSIONS_MAX; i++) {
    if (!fields.has(`a[${i}]`) && !fields.has(`t[${i}]`)) continue
    const scrobble = readOne(fields, `[${i}]`, clientOf(request.headers))
    const isDated = scrobble !== null && scrobble.listenedAtS >= LISTENED_AT_MIN_S && scrobble.listenedAtS < nowS + AHEAD_S_MAX
    if (isDated) told.push({ scrobble, rating: fields.get(`r[${i}]`)?.toUpperCase() ?? '' })
  }
  // Where some can be kept the answer is OK, or the player would send the broken ones for ever.
  if (told.length === 0) return 'FAILED There is nothing to keep: artist, track and start are needed'
  const kept = await desk.keep(
    device,
    told.map(({ scrobble }) => scrobble),
  )
  for (const [i, { rating }] of told.entries()) {
    if (kept[i].added && (rating === 'L' || rating === 'B')) await desk.feedback(device, kept[i].trackId, rating === 'L' ? 'love' : 'ban')
  }
  return 'OK'
}

/** One listen; null where it lacks its names. `tail` is [0], [1] … or nothing for what plays now. */
function readOne(fields: ReadonlyMap<string, string>, tail: string, platform: string | null): Scrobble | null {
  const text = (name: string) => fields.get(`${name}${tail}`)?.trim() ?? ''
  const [artistName, title] = [text('a'), text('t')]
  if (artistName === '' || title === '' || `${artistName}${title}`.includes('\u0000')) return null
  const lengthS = Number(text('l'))
  const mbid = isUuid(text('m')) ? text('m').toLowerCase() : null
  const rest = Object.entries({ source: text('o'), rating: text('r'), trackNumber: text('n') }).filter(([, value]) => value !== '')
  return {
    title,
    artistName,
    albumTitle: text('b').replaceAll('\u0000', '') || null,
    ...(platform?.startsWith(TELLS_THE_END) ? { timeTold: 'end' } : {}),
    listenedAtS: tail === '' ? 0 : Math.trunc(Number(text('i'))) || 0,
    msPlayed: null,
    skipped: text('r').toUpperCase() === 'S' ? true : null,
    platform,
    sourceUri: mbid === null ? null : `mbid:${mbid}`,
    recording: { durationMs: lengthS > 0 && lengthS < 2_073_600 ? Math.round(lengthS * SECOND_MS) : null, recordingMbid: mbid },
    raw: rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest)),
    relayable: true,
  }
}
