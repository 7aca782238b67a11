// What a file is, by what is in it. Names are only a hint (whether a history is of video), because people rename, split and re-pack.

import { isTable } from '#library'
import { appleOther } from './formats/apple-others.ts'
import type { Format, Head } from './formats/format.ts'
import { formatOf } from './formats/formats.ts'
import { otherMember } from './formats/other-members.ts'
import { type JsonObject, rowSplitter } from './json-rows.ts'

/** How many bytes from the start of a file are looked at. */
export const HEAD_BYTES = 64 * 1024

export type Recognised =
  | { readonly as: 'history'; readonly format: Format }
  | { readonly as: 'table' | 'zip' | 'empty' }
  /** Text that may be a table of listens: its columns must be looked at (columns/). `message` where they are not. */
  | { readonly as: 'columns'; readonly message: string }
  /** Known, and left alone on purpose. `reason` is the word of the report. */
  | { readonly as: 'ignored'; readonly format: string; readonly reason: string }
  | { readonly as: 'unknown'; readonly message: string }

const ignored = (format: string, reason: string): Recognised => ({ as: 'ignored', format: `ignored-${format}`, reason })

/** What is told of a file that nothing recognises. */
export const UNDERSTOOD =
  'Deepcut reads the exports of Spotify, Apple Music, YouTube, Deezer, Last.fm, ListenBrainz, Maloja, Koito, Navidrome, Jellyfin, Pano Scrobbler, Libre.fm and .scrobbler.log, any table of listens that names a title and a time, and tables of tracks (CSV with a header).'

/** Recognises a file by its first bytes (HEAD_BYTES of them, or all where it is shorter). */
export function recognise(head: Buffer, path = ''): Recognised {
  if (head.length === 0) return { as: 'unknown', message: 'The file is empty.' }
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) return { as: 'zip' }
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0506) return { as: 'zip' }
  const media = mediaOf(head)
  if (media !== null) return ignored(media, media === 'audio' ? 'AUDIO_FILE' : 'NOT_A_HISTORY')
  const wide = wideEncoding(head)
  if (wide !== null)
    return { as: 'unknown', message: `The file is text in ${wide}; exports are UTF-8. Save it as UTF-8 and import it again.` }
  const start = firstByte(head)
  const look = lookAt(head, path, start === '[' || start === '{')
  const format = formatOf(look)
  if (format !== null) return { as: 'history', format }
  const other = appleOther(look) ?? otherMember(look)
  if (other !== null) return ignored(other.format, other.reason)
  if (start === '[') return recogniseArray(look)
  if (start === '{') return recogniseObject(look)
  if (head.includes(0)) return ignored('other', 'NOT_A_HISTORY')
  if (isTable(head)) return { as: 'table' }
  return { as: 'columns', message: `The file is neither an export nor a table that Deepcut knows. ${UNDERSTOOD}` }
}

function firstByte(head: Buffer): string {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  while (at < head.length && head[at] <= 32) at++
  return String.fromCharCode(head[at] ?? 0)
}

/** The name of a two-byte encoding, by its mark or because every other byte of plain text is 0; else null. */
function wideEncoding(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16 (little-endian)'
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16 (big-endian)'
  const probe = head.subarray(0, 64)
  let [even, odd] = [0, 0]
  for (let i = 0; i < probe.length; i++) if (probe[i] === 0) i % 2 === 0 ? even++ : odd++
  if (probe.length >= 8 && odd > probe.length * 0.4 && even === 0) return 'UTF-16 (little-endian)'
  if (probe.length >= 8 && even > probe.length * 0.4 && odd === 0) return 'UTF-16 (big-endian)'
  return null
}

/** Sound, pictures and documents, by their first bytes. */
function mediaOf(head: Buffer): 'audio' | 'picture' | 'document' | null {
  const text = head.toString('latin1', 0, 12)
  if (/^(?:ID3|fLaC|OggS|RIFF....WAVE|FORM....AIF[FC]|MAC |wvpk|....ftyp)/s.test(text)) return 'audio'
  if (head[0] === 0xff && (head[1] & 0xe6) === 0xe2 && (head[2] & 0xf0) !== 0xf0) return 'audio'
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP)/s.test(text)) return 'picture'
  return text.startsWith('%PDF') ? 'document' : null
}

/** The beginning of a file as the formats look at it. */
function lookAt(bytes: Buffer, path: string, isJson: boolean): Head {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const jsonKeys = isJson ? new Set([...keysOf(rowSplitter().push(bytes).values), ...keysInText(text)]) : new Set<string>()
  return { bytes, text, path, jsonKeys }
}

function recogniseArray({ text, jsonKeys: keys }: Head): Recognised {
  if (/^\s*\[\s*\]\s*$/.test(text)) return { as: 'empty' }
  if (keys.has('searchTime') || keys.has('searchQuery')) return ignored('searches', 'PERSONAL_DATA')
  if (keys.has('segment') && keys.has('artistName')) return ignored('marquee', 'NOT_A_HISTORY')
  return { as: 'unknown', message: `The file is a JSON list, but its rows are not those of a history Deepcut knows. ${UNDERSTOOD}` }
}

/** Files of a Spotify export that are no history, by keys that only they have. */
const SPOTIFY_OTHERS: readonly (readonly [format: string, reason: string, keys: readonly string[]])[] = [
  ['account', 'PERSONAL_DATA', ['username', 'email', 'country', 'birthdate', 'creationTime']],
  ['identity', 'PERSONAL_DATA', ['displayName', 'firstName', 'lastName', 'imageUrl', 'tasteMaker']],
  ['payments', 'PERSONAL_DATA', ['payment_method', 'creation_date', 'payments']],
  ['follow', 'PERSONAL_DATA', ['userIsFollowing', 'userIsFollowedBy', 'userIsBlocking', 'followerCount']],
  ['inferences', 'PERSONAL_DATA', ['inferences']],
  ['voice', 'PERSONAL_DATA', ['transcription', 'voiceInput']],
]

function recogniseObject({ jsonKeys: keys }: Head): Recognised {
  const found = SPOTIFY_OTHERS.find(([, , own]) => own.some((key) => keys.has(key)))
  if (found !== undefined) return ignored(found[0], found[1])
  return { as: 'unknown', message: `The file is a JSON object, not a list of listens. ${UNDERSTOOD}` }
}

function keysOf(rows: readonly JsonObject[]): Set<string> {
  return new Set(rows.slice(0, 20).flatMap((row) => Object.keys(row)))
}

/** Keys near the start of JSON that may be cut off, without parsing it. */
function keysInText(text: string): Set<string> {
  const keys = new Set<string>()
  for (const match of text.slice(0, 8192).matchAll(/"([A-Za-z_]{1,40})"\s*:/g)) keys.add(match[1])
  return keys
}
