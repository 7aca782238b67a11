// One entry of a Google activity of YouTube, whatever file it stood in: music, a video, or something that was not watched at all.

import { whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, type RefusedRow, readText } from '../heard-row.ts'
import type { TimePrecision } from '../listen.ts'
import type { FormatContext } from './format.ts'
import type { IgnoredRow } from './stretch.ts'

/** An entry, read; `title` is without the words around it, null where those were not the usual ones. */
export interface Activity {
  readonly product: string
  readonly title: string | null
  readonly url: string
  readonly channel: string
  readonly channelUrl: string
  readonly atMs: number
  readonly precision: TimePrecision
  readonly advertisement: boolean
}

const WATCHED =
  /^https?:\/\/(?:(?:www|m|music)\.)?(?:youtube\.com\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/|embed\/)|youtu\.be\/)([\w-]{6,20})/

/** The id of the video that an address is of; null where it is of something else. */
export const videoIdOf = (url: string): string | null => WATCHED.exec(url)?.[1] ?? null

/** YouTube makes these channels itself for music that labels deliver: "Artist - Topic"; the word is sometimes translated. */
const TOPIC = /^(.+?)\s+[-–]\s+(?:Topic|Thema|Thème|Tema|Тема|Temat|Konu|Téma|Aihe|トピック|주제|主题|主題)$/u
const VEVO = /^(.+)VEVO$/

/** A listen, or why the entry is none. What is not clearly music is kept as a video, without an artist: its channel is who uploaded it. */
export function readActivity(activity: Activity, context: FormatContext): HeardRow | RefusedRow | IgnoredRow {
  const { atMs, precision, channel, url } = activity
  if (activity.advertisement) return { ignoredAs: 'ADVERTISEMENT' }
  if (/\/(?:results|search)\?/.test(url)) return { ignoredAs: 'SEARCH' }
  const id = videoIdOf(url)
  if (id === null) return { ignoredAs: url === '' ? 'REMOVED_VIDEO' : 'OTHER_ACTIVITY' }
  if (activity.title === null) return { ignoredAs: 'OTHER_ACTIVITY' }
  const impossible = whyImpossible(atMs, context.nowMs)
  if (impossible !== null) return { refused: `The time ${impossible}.` }
  const music = activity.product === 'YouTube Music' || /^https?:\/\/music\./.test(url) || TOPIC.test(channel) || VEVO.test(channel)
  const words = music ? musicWords(activity.title, channel) : { title: readText(activity.title), artistName: '' }
  return heardRow(context, {
    kind: music ? 'music' : 'video',
    title: words.title,
    artistName: words.artistName,
    sourceUri: `youtube:video:${id}`,
    atMs,
    msPlayed: null,
    precision,
    platform: activity.product || null,
    raw: rawOf(activity, words.title),
    // To the second: the same entry in HTML has no fraction.
    identity: `youtube|${Math.floor(atMs / 1000)}|${id}`,
  })
}

function rawOf({ title, channel, channelUrl }: Activity, kept: string): string | null {
  const raw = { ...(channel === '' ? {} : { channel }), ...(channelUrl === '' ? {} : { channelUrl }), ...(title === kept ? {} : { title }) }
  return Object.keys(raw).length === 0 ? null : JSON.stringify(raw)
}

const squashed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
/** What music videos have in brackets behind their title. */
const OFFICIAL =
  /\s*[([](?:[^()[\]]*\b)?(?:official|lyric|lyrics|audio|visuali[sz]er|music video|video ?clip|hd|hq|4k)\b[^()[\]]*[)\]]\s*$/iu

/** Title and artist of music. "Artist - Title (Official Video)" by the artist's own channel is taken apart; by another's, it is left as it is. */
function musicWords(title: string, channel: string): { title: string; artistName: string } {
  const topic = TOPIC.exec(channel)
  // YouTube's channel for music whose artist it could not tell.
  if (topic !== null) return { title: readText(title), artistName: topic[1] === 'Release' ? '' : readText(topic[1]) }
  const owner = VEVO.exec(channel)?.[1] ?? channel.replace(/\s+official$/i, '')
  const parts = /^(.+?)\s+[-–—]\s+(.+)$/.exec(title)
  if (parts !== null && owner !== '' && squashed(parts[1]).startsWith(squashed(owner)))
    return { title: readText(parts[2].replace(OFFICIAL, '')), artistName: readText(parts[1]) }
  return { title: readText(title), artistName: readText(VEVO.test(channel) ? owner.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2') : channel) }
}
