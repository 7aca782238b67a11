// track.scrobble and track.updateNowPlaying: fields with and without indices become scrobbles, and the answer tells each as it was taken.

import { SECOND_MS } from '#kernel'
import type { Scrobble } from '#listens'
import { clientOf } from './desk.ts'
import type { Element } from './lastfm-answer.ts'
import { LastFmFault } from './lastfm-fault.ts'
import { type LastFmCall, needed, sessionOf } from './lastfm-sign.ts'
import { isUuid } from './listenbrainz-info.ts'
import { AHEAD_S_MAX, LISTENED_AT_MIN_S } from './listenbrainz-submission.ts'

const SCROBBLES_MAX = 50

/** What Last.fm would say of a scrobble it does not take. */
type Ignored = 0 | 1 | 2 | 3 | 4
const WHY: Readonly<Record<Ignored, string>> = {
  0: '',
  1: 'Artist was ignored',
  2: 'Track was ignored',
  3: 'Timestamp was too old',
  4: 'Timestamp was too new',
}

type Row = ReadonlyMap<string, string>

/** The fields of each scrobble, in order of their index; those without an index are the first. */
export function rowsOf(fields: ReadonlyMap<string, string>): Row[] {
  const rows = new Map<number, Map<string, string>>()
  for (const [name, value] of fields) {
    const match =
      /^(artist|track|timestamp|album|albumArtist|duration|trackNumber|mbid|context|streamId|chosenByUser)(?:\[(\d{1,4})\])?$/i.exec(name)
    if (!match) continue
    const index = Number(match[2] ?? 0)
    const row = rows.get(index) ?? new Map<string, string>()
    row.set(match[1].toLowerCase(), value)
    rows.set(index, row)
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row)
}

/** Reads one; what it lacks is a fault of the call, what Last.fm would not take is said in `ignored`. */
export function readRow(row: Row, platform: string | null, nowS: number | null): { scrobble: Scrobble; ignored: Ignored } {
  const text = (name: string) => row.get(name)?.trim() ?? ''
  for (const name of ['artist', 'track', ...(nowS === null ? [] : ['timestamp'])]) if (!row.has(name)) throw new LastFmFault(6)
  const listenedAtS = nowS === null ? 0 : Number(text('timestamp'))
  if (!Number.isSafeInteger(listenedAtS)) throw new LastFmFault(6, 'Invalid parameters - timestamp must be a whole number of seconds')
  const durationS = Number(text('duration'))
  const mbid = isUuid(text('mbid')) ? text('mbid').toLowerCase() : null
  const rest = {
    trackNumber: text('tracknumber'),
    context: text('context'),
    streamId: text('streamid'),
    chosenByUser: text('chosenbyuser'),
  }
  const told = Object.entries(rest).filter(([, value]) => value !== '')
  const scrobble: Scrobble = {
    title: text('track'),
    artistName: text('artist'),
    albumTitle: text('album').replaceAll('\u0000', '') || null,
    listenedAtS,
    msPlayed: null,
    skipped: null,
    platform,
    sourceUri: mbid === null ? null : `mbid:${mbid}`,
    recording: {
      albumArtistName: text('albumartist') || null,
      durationMs: durationS > 0 && durationS < 2_073_600 ? Math.round(durationS * SECOND_MS) : null,
      recordingMbid: mbid,
    },
    raw: told.length === 0 ? null : JSON.stringify(Object.fromEntries(told)),
    relayable: true,
  }
  return { scrobble, ignored: ignoredOf(scrobble, nowS) }
}

/** However old a listen is, it is taken, unless it is older than scrobbling itself: then the player's clock was wrong. */
function ignoredOf({ artistName, title, listenedAtS }: Scrobble, nowS: number | null): Ignored {
  if (artistName === '' || artistName.includes('\u0000')) return 1
  if (title === '' || title.includes('\u0000')) return 2
  if (nowS === null) return 0
  if (listenedAtS < LISTENED_AT_MIN_S) return 3
  return listenedAtS >= nowS + AHEAD_S_MAX ? 4 : 0
}

const takenAs = ({ artistName, title, albumTitle, recording, listenedAtS }: Scrobble, ignored: Ignored): Record<string, Element> => ({
  artist: { corrected: '0', '#text': artistName },
  album: { corrected: '0', '#text': albumTitle ?? '' },
  track: { corrected: '0', '#text': title },
  ignoredMessage: { code: String(ignored), '#text': WHY[ignored] },
  albumArtist: { corrected: '0', '#text': recording.albumArtistName ?? '' },
  ...(listenedAtS > 0 ? { timestamp: String(listenedAtS) } : {}),
})

export async function scrobbleTracks(call: LastFmCall): Promise<Record<string, Element>> {
  const device = await sessionOf(call)
  const rows = rowsOf(call.fields)
  if (rows.length === 0) throw new LastFmFault(6)
  if (rows.length > SCROBBLES_MAX) throw new LastFmFault(6, `Invalid parameters - at most ${SCROBBLES_MAX} scrobbles in a call`)
  const nowS = Math.floor(call.desk.house.clock.nowMs() / SECOND_MS)
  const platform = clientOf(call.request.headers)
  const read = rows.map((row) => readRow(row, platform, nowS))
  const taken = read.filter(({ ignored }) => ignored === 0).map(({ scrobble }) => scrobble)
  if (taken.length > 0) await call.desk.keep(device, taken)
  const told = read.map(({ scrobble, ignored }) => takenAs(scrobble, ignored))
  const counts = { accepted: taken.length, ignored: read.length - taken.length }
  return { scrobbles: { scrobble: told.length === 1 ? told[0] : told, '@attr': counts } }
}

export async function updateNowPlaying(call: LastFmCall): Promise<Record<string, Element>> {
  const device = await sessionOf(call)
  for (const name of ['artist', 'track']) needed(call, name)
  const { scrobble, ignored } = readRow(rowsOf(call.fields)[0], clientOf(call.request.headers), null)
  if (ignored === 0) call.desk.nowPlaying(device, scrobble)
  return { nowplaying: takenAs(scrobble, ignored) }
}
