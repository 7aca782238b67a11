// What POST submit-listens takes: the rules and words of ListenBrainz, so that a client meets no surprise, and its listens as scrobbles.

import type { Scrobble } from '#listens'
import { badRequest } from './listenbrainz-fault.ts'
import { checkInfo, type Info, readInfo } from './listenbrainz-info.ts'

const LISTENS_MAX = 1000
const LISTEN_BYTES_MAX = 10_240
const BODY_BYTES_MAX = LISTENS_MAX * LISTEN_BYTES_MAX
/** 2002-10-01: nobody scrobbled before. */
export const LISTENED_AT_MIN_S = 1_033_430_400
/** A clock may be ahead by this. */
export const AHEAD_S_MAX = 3600

export type ListenType = 'single' | 'playing_now' | 'import'
export interface Submission {
  readonly type: ListenType
  /** `listenedAtS` is 0 for what plays now. */
  readonly scrobbles: readonly Scrobble[]
  /** Some players send it here. */
  readonly token: string | null
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a body, or throws the fault that ListenBrainz would answer. */
export function readSubmission(bytes: Buffer, nowS: number): Submission {
  const { data, text } = parse(bytes)
  const { payload, listen_type: type } = data
  if (payload === undefined) throw badRequest('Invalid JSON document submitted.')
  if (!Array.isArray(payload)) throw badRequest('The payload in the JSON document should be a list of listens.')
  if (payload.length === 0) throw badRequest('JSON document does not contain any listens')
  if (payload.length > LISTENS_MAX) throw badRequest(`Too many listens. You may not submit more than ${LISTENS_MAX} listens at once.`)
  if (bytes.length > payload.length * LISTEN_BYTES_MAX)
    throw badRequest(`JSON document is too large. Each listens may not be larger than ${LISTEN_BYTES_MAX} bytes.`)
  if (type === undefined) throw badRequest('Invalid JSON document submitted.')
  if (type !== 'playing_now' && type !== 'single' && type !== 'import') throw badRequest('JSON document requires a valid listen_type key.')
  if (type !== 'import' && payload.length > 1)
    throw badRequest('JSON document contains more than listen for a single/playing_now. It should contain only one.')
  // JSON can only hold a NUL as its escape, so most bodies need no second look.
  const mayHoldNul = text.includes('\\u0000')
  const scrobbles = payload.map((listen: unknown) => readListen(listen, type, nowS, mayHoldNul))
  return { type, scrobbles, token: typeof data['token'] === 'string' ? data['token'] : null }
}

function parse(bytes: Buffer): { data: Json; text: string } {
  if (bytes.length > BODY_BYTES_MAX) throw badRequest(`Payload too large. Payload cannot exceed ${BODY_BYTES_MAX} bytes`)
  let data: unknown
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    data = JSON.parse(text)
    // Nested so deeply that it cannot be written again, it cannot be kept either.
    JSON.stringify(data)
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : String(error)
    throw badRequest(`Cannot parse JSON document: ${why}`)
  }
  if (!isObject(data)) throw badRequest('Invalid JSON document submitted. Top level of JSON document should be a json object.')
  return { data, text }
}

function readListen(listen: unknown, type: ListenType, nowS: number, mayHoldNul: boolean): Scrobble {
  if (listen === null) throw badRequest('Listen is empty and cannot be validated.')
  if (!isObject(listen)) throw badRequest('Invalid JSON document submitted.')
  const playing = type === 'playing_now'
  const listenedAtS = playing ? 0 : readListenedAt(listen, nowS)
  if (playing && 'listened_at' in listen)
    throw badRequest('JSON document must not contain listened_at while submitting playing_now.', listen)
  if (!('track_metadata' in listen)) throw badRequest('JSON document must contain the key track_metadata at the top level.', listen)
  if (Object.keys(listen).length > (playing ? 1 : 2)) {
    throw badRequest(
      playing
        ? 'JSON document may only contain track_metadata as top level key when submitting playing_now.'
        : 'JSON document may only contain listened_at and track_metadata top level keys',
      listen,
    )
  }
  const metadata = listen['track_metadata']
  if (metadata === null) throw badRequest('JSON document may not have track_metadata with null value.', listen)
  if (!isObject(metadata)) throw badRequest('Invalid JSON document submitted.', listen)
  const title = readName(metadata, 'track_name', listen)
  const artistName = readName(metadata, 'artist_name', listen)
  // An empty album is no album: some players always send the key.
  const album = metadata['release_name'] ?? ''
  if (typeof album !== 'string') throw badRequest('track_metadata.release_name must be a single string.', listen)
  const info: Info = isObject(metadata['additional_info']) ? metadata['additional_info'] : {}
  checkInfo(info, listen)
  if (mayHoldNul) refuseNul(listen, listen)
  return { title, artistName, albumTitle: album.trim() || null, listenedAtS, ...readInfo(info) }
}

function readListenedAt(listen: Json, nowS: number): number {
  if (!('listened_at' in listen)) throw badRequest('JSON document must contain the key listened_at at the top level.', listen)
  const value = listen['listened_at']
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw badRequest('JSON document must contain an int value for listened_at.', listen)
  const listenedAtS = Math.trunc(number)
  if (listenedAtS >= nowS + AHEAD_S_MAX) throw badRequest('Value for key listened_at is too high.', listen)
  if (listenedAtS < LISTENED_AT_MIN_S) {
    throw badRequest(
      'Value for key listened_at is too low. listened_at timestamp should be greater than 1033410600 (2002-10-01 00:00:00 UTC).',
      listen,
    )
  }
  return listenedAtS
}

function readName(metadata: Json, key: 'track_name' | 'artist_name', listen: Json): string {
  if (!(key in metadata)) throw badRequest(`JSON document does not contain required field track_metadata.${key}.`, listen)
  const value = metadata[key]
  if (typeof value !== 'string') throw badRequest(`track_metadata.${key} must be a single string.`, listen)
  if (value.trim() === '') throw badRequest(`field track_metadata.${key} is empty.`, listen)
  return value.trim()
}

function refuseNul(value: unknown, listen: Json): void {
  if (typeof value === 'string' && value.includes('\u0000')) throw badRequest(`${value} contains a unicode null`, listen)
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    refuseNul(name, listen)
    refuseNul(inner, listen)
  }
}
