// Which sightings are the same recording. Sources spell differently, so recordings are compared by a key of primary artist and title:
// case, diacritics, punctuation, features and remaster notes do not matter; live, remix, acoustic, demo, radio edit and the like do.
// Equal keys are the same recording unless both durations are known and differ by more than the tolerance. External ids find a track first,
// but one that leads to another title is not believed. Files on different albums stay different tracks (both albums are shown whole), and the
// history goes to the one on the album it names; a track that no file holds (only heard of, or its file is gone) becomes the next one's that fits.

import { foldName, foldText, squeeze } from './fold.ts'

/** Durations of one recording differ between sources by silence and rounding: 3 s, or 2 % of a long one, at most 15 s. */
export const durationToleranceMs = (durationMs: number): number => Math.min(15_000, Math.max(3000, durationMs * 0.02))

/** Whether two durations may be of one recording; an unknown one may be anything. */
export function durationsAgree(aMs: number | null | undefined, bMs: number | null | undefined): boolean {
  if (!aMs || !bMs) return true
  return Math.abs(aMs - bMs) <= durationToleranceMs(Math.max(aMs, bMs))
}

const SEPARATOR = '\u001f'

/** The key under which sightings of one recording meet. Total: any two strings give a key, and different letters give different keys. */
export function matchKey(artistName: string, title: string): string {
  const artist = artistKey(tidy(artistName))
  return `${artist}${SEPARATOR}${titleKey(withoutArtist(artist, tidy(title)))}`
}

/** Long runs of spaces would make the patterns below slow. */
const tidy = (name: string): string => (/\s\s/.test(name) ? name.replace(/\s+/g, ' ') : name)

/** A key for a song of a compilation whose artist a source does not tell: the album is all that parts it from other songs of its title. */
export const compilationKey = (albumTitle: string, title: string): string => {
  const key = matchKey(VARIOUS_ARTISTS, title)
  return `${artistPart(key)}\u001e${foldName(albumTitle)}${SEPARATOR}${titlePart(key)}`
}

/** Video channels put the artist before the title: "Queen - Innuendo" by Queen. What follows must be a title, not a note such as "Live". */
function withoutArtist(artist: string, title: string): string {
  const match = /^(.+?)\s+[-–—]\s+(\S.*)$/s.exec(title)
  if (!match || artistKey(match[1]) !== artist) return title
  const first = foldText(match[2]).split(DASH)[0]
  return NOTE.test(first) || keptOfNote(first) === '' ? title : match[2]
}
const NOTE =
  /^(?:\d{4}|(?:re-?master|remix|live|acoustic|demo|mono|stereo|edit|single|radio|album|version|mix|instrumental|karaoke|extended|bonus|original|interlude|intro|outro|reprise|part|pt)\b)|\b(?:version|remix|mix|edit|remaster(?:ed)?)\s*$/

/** The title's half of a match key. */
export const titlePart = (key: string): string => key.slice(key.indexOf(SEPARATOR) + 1)
/** The artist's half of a match key. */
export const artistPart = (key: string): string => key.slice(0, key.indexOf(SEPARATOR))

const ARTIST_FEATURE = /\s+[([]?(?:feat|ft|featuring)\b\.?.*$/
/** "&", "+" and "and" between words say the same; a comma as well. */
const AND = /(?<=\S)\s+(?:&|\+|and|x|×|vs\.?|with)\s+(?=\S)|&/g
/** What channels add to the name of their artist. */
const CHANNEL = /(?<=\S)(?:\s+-\s+topic|\s+official(?:\s+(?:artist\s+)?channel)?|\s*vevo)$/

/** The artist's part: without "feat. X", a leading "the", and whatever word or sign joins names. A credit is not cut at commas or ampersands. */
function artistKey(artistName: string): string {
  const folded = foldText(artistName).trim()
  const bare = folded
    .replace(CHANNEL, '')
    .replace(ARTIST_FEATURE, '')
    .replace(/^the\s+(?=\S)/, '')
    .replace(AND, ' ')
  return squeeze(/[\p{L}\p{N}]/u.test(bare) ? bare : folded)
}

const FEATURE = /^(?:feat|ft|featuring)\b/
const WITH = /^(?:with|w\/)\s+(?!(?:an?|or|out|my|your|you|me|us|her|him|it|no|all|some|love)\b)/
const OPEN_FEATURE = /(?<=\S)(?<!\d)\s+(?:feat\.?|ft\.|featuring)\s+(?:(?!\s[-–—]\s)[^()[\]{}])*/
const REMASTER =
  /(?:\b\d{4}\b\s*)?(?:-\s*)?(?:\bdigital(?:ly)?\s+)?\bre-?master(?:ed|ing|izado|isado|isée?)?\b(?:\s+(?:version|edition|mix|in|track))*\s*(?:\b\d{4}\b)?/g
/** Notes that only say "this is the usual recording". */
const USUAL =
  /^(?:(?:the )?(?:original|album|lp|explicit)(?: album)?(?: (?:version|mix|recording))?|explicit|bonus(?: track)?|(?:super )?deluxe(?: (?:edition|version))?|(?:official )?(?:(?:hd|4k|music|lyrics?) )?(?:video(?:clip)?|audio|visuali[sz]er)(?: (?:hd|hq|4k|with lyrics))?|(?:with |official )?lyrics?|(?:clip officiel|(?:video(?:clip)? )?oficial|official)|stereo(?: (?:version|mix))?|hd|hq|(?:hd|4k)(?: (?:upgrade|version))?|m\/v|\d+(?:st|nd|rd|th) anniversary(?: (?:edition|version))?|\d{4} version)$/
const FROM =
  /^from (?:["“”'«]|the (?:.* )?(?:motion picture|film|movie|soundtrack|album|musical|series|game|vault|original)\b)|^(?:original )?(?:motion picture )?soundtrack(?: version)?$/

const EDGES = /^[\s/,;-]+|[\s/,;-]+$/g

/** What is kept of a note in brackets or after a dash; empty where it says nothing about the recording. */
function keptOfNote(note: string): string {
  const text = note.trim()
  if (FEATURE.test(text) || WITH.test(text)) return ''
  const rest = text.replace(REMASTER, ' ').replace(EDGES, '')
  if (!/[\p{L}\p{N}]/u.test(rest)) return rest === text ? text : ''
  return USUAL.test(rest) || FROM.test(rest) ? '' : rest
}

const BRACKETS = /[([{]([^()[\]{}]*)[)\]}]/g
const DASH = /\s+[-–—]\s+/

function titleKey(title: string): string {
  const folded = foldText(title).trim()
  let text = /\bf(?:t|eat)/.test(folded) ? folded.replace(OPEN_FEATURE, ' ') : folded
  if (text.endsWith(' m/v')) text = text.slice(0, -4)
  if (/[([{]/.test(text)) {
    for (let depth = 0; depth < 4; depth++) {
      const next = text.replace(BRACKETS, (_whole, note: string) => ` ${keptOfNote(note)} `)
      if (next === text) break
      text = next
    }
  }
  if (DASH.test(text)) {
    const [base, ...notes] = text.split(DASH)
    const kept = notes.filter((note, index) => !(/^\d{4}$/.test(note.trim()) && /^re-?master/.test(notes[index + 1] ?? ''))).map(keptOfNote)
    text = [base, ...kept].join(' ')
  }
  if (/\b(?:pts?|parts)\b/.test(text)) text = text.replace(/\b(?:pts?|parts)\b\.?/g, 'part')
  if (text.includes('&')) text = text.replace(/&/g, ' and ')
  return squeeze(/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) ? text : folded)
}

/** What most names have not: looked at before the slower patterns. */
const GUEST_LIKELY = /f(?:ea)?t/i
const LINE_LIKELY = /[,;/&+]|\s(?:and|x|vs|with|f(?:ea)?t)/i

/**
 * Where a single name may be a line of several ("A, B", "A & B", "A x B"), the first of them; null where it is one name.
 * Only good to look for a track that is there under either name: "Tyler, The Creator" and "Earth, Wind & Fire" are artists of their own.
 */
export function leadOfCredit(name: string): string | null {
  if (!LINE_LIKELY.test(name)) return null
  const match = /^(.+?)(?:,\s+(?!the\s)|;\s*|\s+(?:&|\+|and|x|vs\.?|with|feat\.?|ft\.?|featuring)\s+|\s*\/\s+)\S/iu.exec(name.trim())
  return match ? match[1].trim() : null
}

/** "A feat. B" as A and B, which is certain where "A & B" is not; null for a name without a guest. */
export function splitGuest(name: string): [string, string] | null {
  if (!GUEST_LIKELY.test(name)) return null
  const match = /^(.*\S)\s+[([]?(?:feat\.?|ft\.|featuring)\s+([^)\]]+)[)\]]?$/iu.exec(name)
  return match ? [match[1], match[2].trim()] : null
}

/** Kinds of ids at sources that say which recording it is, and how a source's main id begins. */
const URI_KINDS = [
  ['spotify', 'spotify:track:'],
  ['isrc', 'isrc:'],
  ['mbid', 'mbid:'],
  ['youtube', 'youtube:video:'],
  ['deezer', 'deezer:track:'],
  ['deezer', 'deezer:'],
  ['apple', 'apple:'],
] as const

/** Kind and value of a source's main id, such as spotify and 4uLU6hMCjMI75M1A2tKUQC; null for one that names no recording. */
export function idOfUri(uri: string): { kind: (typeof URI_KINDS)[number][0]; value: string } | null {
  for (const [kind, prefix] of URI_KINDS)
    if (uri.startsWith(prefix) && uri.length > prefix.length) return { kind, value: uri.slice(prefix.length) }
  return null
}

/** Whether an external id may be believed that says two titles are one recording: equal, or one says more than the other. */
export function titlesAgree(aKey: string, bKey: string): boolean {
  const a = titlePart(aKey)
  const b = titlePart(bKey)
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return (
    artistPart(aKey) === artistPart(bKey) && short.length >= 3 && long.startsWith(short) && !/^[\d ivx]+$/.test(long.slice(short.length))
  )
}

export const VARIOUS_ARTISTS = 'Various Artists'
export const UNKNOWN_ARTIST = 'Unknown Artist'

/** Whether an album artist stands for a compilation. */
export function isVarious(name: string): boolean {
  // Nearly every name is told by its first letter.
  const first = name.charCodeAt(0) | 0x20
  if (first >= 0x61 && first <= 0x7a && first !== 0x76 && first !== 0x64 && first !== 0x61) return false
  return /^(?:va|various(?:artists)?|diversos|verschiedene(?:interpreten)?|artistesdivers)$/.test(foldName(name))
}

/** An album's title without "(Disc 2)" or "[CD 1]", which say where on the album a track is, and that number. */
export function splitDisc(albumTitle: string): { title: string; discNo: number | null } {
  const match = /^(.*\S)\s*(?:[-,:]\s*)?[([]?\s*\b(?:cd|dis[ck])\s*\.?\s*(\d{1,2})\s*[)\]]?$/i.exec(albumTitle)
  return match ? { title: match[1].replace(/\s*[-,:([]$/, ''), discNo: Number(match[2]) } : { title: albumTitle, discNo: null }
}
