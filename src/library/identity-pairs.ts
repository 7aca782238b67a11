// Pairs of tracks that may be one recording and are not certain: which to compare (by hashes of what both must share, so that nobody compares all with
// all), and how sure it is, with the reasons in words.

import { foldName, foldText } from './fold.ts'
import { artistPart, durationsAgree, titlePart } from './identity.ts'

const SKETCHES = 3
/** Shorter titles are alike by chance. */
const SKETCH_LENGTH_MIN = 5
const JOINED_LENGTH_MIN = 8

function hash32(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** The least hash of its trigrams: equal for two texts as often as they share trigrams (Broder, min-wise hashing, 1997). */
function sketch(text: string, seed: number): number {
  let least = 0xffffffff
  for (let i = 0; i + 3 <= text.length; i++) {
    const hash = Math.imul(
      (text.charCodeAt(i) * 0x9e3779b1) ^
        Math.imul(text.charCodeAt(i + 1), 0x85ebca6b) ^
        Math.imul(text.charCodeAt(i + 2), 0xc2b2ae35) ^
        seed,
      0x2c1b3c6d,
    )
    const mixed = (hash ^ (hash >>> 15)) >>> 0
    if (mixed < least) least = mixed
  }
  return least
}

/** A title without what stands in brackets or after a dash, folded. */
const baseOf = (title: string): string => foldName(/[([]| [-–—] /.test(title) ? title.replace(/\s*(?:[([]| [-–—] ).*$/s, '') : title)

/**
 * 32-bit hashes of which a pair worth comparing has one in common: the title; the artist with the title's beginning, or with a sketch of it; artist and
 * title run together.
 */
export function blockHashes(key: string, ownTitle: string): number[] {
  const artist = artistPart(key)
  const title = titlePart(key)
  const hashes = [hash32(`${artist} ${baseOf(ownTitle)}`, 4)]
  if (title.length >= 3) hashes.push(hash32(title, 1))
  if (title.length >= SKETCH_LENGTH_MIN) {
    const own = hash32(artist, 2)
    for (let seed = 0; seed < SKETCHES; seed++)
      hashes.push((own ^ Math.imul(sketch(title, Math.imul(seed + 1, 0x27d4eb2f)), 0x165667b1)) >>> 0)
  }
  if (artist.length + title.length >= JOINED_LENGTH_MIN) hashes.push(hash32(artist + title, 3), hash32(title + artist, 3))
  if (title.length >= JOINED_LENGTH_MIN) hashes.push(hash32(title, 3))
  return hashes
}

/** What is looked at of a track. */
export interface PairSide {
  readonly key: string
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly durationMs: number | null
  readonly playable: boolean
  /** An ISRC or MusicBrainz id that both have. */
  readonly sharedId: string | null
}

export interface Verdict {
  readonly score: number
  readonly kind: 'title' | 'artist' | 'id' | 'swapped'
  readonly reasons: readonly string[]
}

/** Below, a pair is not worth a person's time. */
const SCORE_MIN = 0.55
const NEAR_TITLE_MIN = 0.68
const NEAR_ARTIST_MIN = 0.5

function trigrams(text: string): Set<string> {
  const found = new Set<string>()
  const padded = ` ${text} `
  for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3))
  return found
}

/** Dice's coefficient of trigrams, 0 to 1. */
function alike(a: string, b: string): number {
  const [of, other] = [trigrams(a), trigrams(b)]
  let shared = 0
  for (const gram of of) if (other.has(gram)) shared++
  return (2 * shared) / (of.size + other.size || 1)
}

const VERSION =
  /\b(?:live|remix(?:ed)?|mix|acoustic|unplugged|instrumental|karaoke|demo|edit|version|cover|sped|slowed|nightcore|reprise|mono|orchestral|piano|dub|extended|session|rehearsal|outtake|re-?recorded|re-?recording|recording|performance|radio|club|bootleg|rework|vip|flip|mixed|take|intro|interlude|skit|a cappella|acapella|8d|reverb|tribute|medley|mashup)\b/g
const NUMBERS = /\d+|\b[ivx]+\b/g

/** Words that make another recording. */
const versionWords = (title: string): string => (foldText(title).match(VERSION) ?? []).sort().join(' ')
/** Numbers of a title, without the year of a remaster. */
const numbersOf = (title: string): string => {
  const folded = foldText(title)
  return ((folded.includes('remaster') ? folded.replace(/\b(?:19|20)\d\d\b/g, '') : folded).match(NUMBERS) ?? []).sort().join(' ')
}

/** What stands in brackets or after a dash. */
const notesOf = (title: string): string => foldName(/(?:[([]| [-–—] ).*$/s.exec(title)?.[0] ?? '')
const NEAR_NOTES_MIN = 0.75

const minutes = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')}`
const differ = (what: string, a: string, b: string) => `${what}: '${a}' / '${b}'`

/** How sure it is that two tracks are one recording, and why; null where it is not worth asking. */
export function judgePair(a: PairSide, b: PairSide): Verdict | null {
  const [artistA, artistB, titleA, titleB] = [artistPart(a.key), artistPart(b.key), titlePart(a.key), titlePart(b.key)]
  const sameAlbum = a.albumTitle !== null && b.albumTitle !== null && foldText(a.albumTitle) === foldText(b.albumTitle)
  // Files on two albums are two tracks on purpose.
  if (a.playable && b.playable && a.albumTitle !== null && b.albumTitle !== null && !sameAlbum) return null
  const reasons: string[] = []
  const measured = !!a.durationMs && !!b.durationMs
  const agree = durationsAgree(a.durationMs, b.durationMs)
  let kind: Verdict['kind']
  let score: number
  if (a.sharedId !== null && a.sharedId === b.sharedId && titleA !== titleB) {
    kind = 'id'
    score = 0.5 + 0.3 * alike(titleA, titleB)
    reasons.push(`same id ${a.sharedId}`, differ('title differs', a.title, b.title))
  } else if (titleA === titleB) {
    kind = 'title'
    const [countA, countB] = [artistA.replace(/\D+/g, ' ').trim(), artistB.replace(/\D+/g, ' ').trim()]
    // Two names with two numbers are two names.
    if (countA !== '' && countB !== '' && countA !== countB) return null
    const near = alike(artistA, artistB)
    const within = Math.min(artistA.length, artistB.length) >= 3 && (artistA.includes(artistB) || artistB.includes(artistA))
    if (artistA === artistB) score = measured && !agree ? 0.45 : 0.85
    else if (within) score = 0.6 + 0.15 * near
    else if (near >= NEAR_ARTIST_MIN) score = 0.4 + 0.35 * near
    else if (measured && agree && sameAlbum && foldName(a.albumTitle!) !== foldName(a.title)) score = 0.45
    else return null
    reasons.push(
      artistA === artistB ? 'same title and artist' : 'same title',
      ...(artistA === artistB ? [] : [differ('artist differs', a.artistName, b.artistName)]),
    )
  } else if (artistA === artistB) {
    kind = 'artist'
    const near = alike(titleA, titleB)
    const version = versionWords(a.title)
    if (version !== versionWords(b.title) || numbersOf(a.title) !== numbersOf(b.title)) return null
    // Two remixes are told apart by a name, which is no word of a list.
    if (version !== '' && alike(notesOf(a.title), notesOf(b.title)) < NEAR_NOTES_MIN) return null
    const base = baseOf(a.title) !== '' && baseOf(a.title) === baseOf(b.title)
    if (near < NEAR_TITLE_MIN && !base) return null
    score = Math.max(0.15 + 0.6 * near, base ? 0.6 : 0)
    reasons.push('same artist', differ(base ? 'one title says more' : 'title differs a little', a.title, b.title))
  } else {
    kind = 'swapped'
    const [whole, other, otherSide] = titleA.length > titleB.length ? [titleA, artistB + titleB, b] : [titleB, artistA + titleA, a]
    if (whole !== other && artistA + titleA !== titleB + artistB) return null
    score = 0.7
    reasons.push(`one title names artist and title of the other: '${otherSide === a ? b.title : a.title}'`)
  }
  if (measured && agree) {
    score += 0.15
    reasons.push(`same length ${minutes(a.durationMs!)}`)
  } else if (measured) {
    const off = Math.abs(a.durationMs! - b.durationMs!) / Math.max(a.durationMs!, b.durationMs!)
    if (off > 0.08) return null
    score -= kind === 'title' && artistA === artistB ? 0 : 0.15
    reasons.push(`lengths differ: ${minutes(a.durationMs!)} / ${minutes(b.durationMs!)}`)
  }
  if (sameAlbum) {
    // An album seldom has one song twice: two titles on it are two songs.
    score += kind === 'artist' ? -0.15 : 0.1
    reasons.push(`${kind === 'artist' ? 'both on' : 'same album'} '${a.albumTitle}'`)
  }
  const rounded = Math.round(Math.min(score, 0.99) * 100) / 100
  return rounded < SCORE_MIN ? null : { score: rounded, kind, reasons }
}
