// Who played what: Apple's play activity names no artist, other files of the export do. The daily history tells "Artist - Title" by day, the
// library tells artist, title and album. A title that several artists have on that day stays without one: a guess would be another's listen.

import { DAY_MS } from '#kernel'
import type { Input } from '../input.ts'
import { jsonRows } from '../json-rows.ts'
import { type CsvStretch, csvColumns } from './csv-columns.ts'

export interface ArtistsOfTitles {
  /** The artist of a title heard at a time; empty where it is not known for certain. */
  artistOf(title: string, albumTitle: string, atMs: number): string
}

/** Formats of the files that are looked into, as recognise.ts words them. */
export const DAILY_TRACKS = 'apple-daily-tracks'
export const LIBRARY_TRACKS = 'apple-library-tracks'
export const TRACK_PLAYS = 'apple-track-plays'
export const RECENT_TRACKS = 'apple-recent-tracks'

const PART = ' - '
/** Several artists have it. */
const MANY = Symbol('several artists')
type Known = string | typeof MANY

const wordsOf = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** Reads what the other files of the export say of the artists of some titles. One that cannot be read is left out. */
export async function artistsOfTitles(siblings: readonly Input[], titles: ReadonlySet<string>): Promise<ArtistsOfTitles> {
  const wanted = new Set(Array.from(titles, wordsOf))
  const byDay = new Map<string, Known>()
  const byAlbum = new Map<string, Known>()
  const byTitle = new Map<string, Known>()
  const add = (map: Map<string, Known>, key: string, artistName: string) => {
    const known = map.get(key)
    if (known === undefined) map.set(key, artistName)
    else if (known !== MANY && wordsOf(known) !== wordsOf(artistName)) map.set(key, MANY)
  }
  const addDescription = (description: string, day: number | null) => {
    // "A - B - C" may be A's "B - C" or "A - B"'s "C": each title finds its own.
    for (let at = description.indexOf(PART); at > 0; at = description.indexOf(PART, at + 1)) {
      const title = wordsOf(description.slice(at + PART.length))
      const artistName = description.slice(0, at).trim()
      if (!wanted.has(title) || artistName === '') continue
      if (day !== null) add(byDay, `${day} ${title}`, artistName)
      add(byTitle, title, artistName)
    }
  }
  const columns: Readonly<Record<string, readonly string[]>> = {
    [DAILY_TRACKS]: ['Track Description', 'Date Played'],
    [TRACK_PLAYS]: ['Track Name'],
    [RECENT_TRACKS]: ['Track Description'],
  }
  for (const sibling of siblings) {
    const format = sibling.recognised.as === 'ignored' ? sibling.recognised.format.replace('ignored-', '') : ''
    if (columns[format] !== undefined)
      await eachRow(sibling, columns[format], ([description, date]) => addDescription(description, dayOf(date)))
    if (format === LIBRARY_TRACKS)
      await eachLibraryTrack(sibling, (title, artistName, albumTitle) => {
        if (!wanted.has(wordsOf(title))) return
        add(byAlbum, `${wordsOf(albumTitle)}\u0000${wordsOf(title)}`, artistName)
        add(byTitle, wordsOf(title), artistName)
      })
  }
  return {
    artistOf(title, albumTitle, atMs) {
      const key = wordsOf(title)
      const day = Math.floor(atMs / DAY_MS)
      // The day is the listener's own, the time is UTC: one day either way.
      const near = [day - 1, day, day + 1].flatMap((one) => byDay.get(`${one} ${key}`) ?? [])
      const names = new Set(near.map((known) => (known === MANY ? MANY : wordsOf(known))))
      if (names.size === 1 && near[0] !== MANY) return near[0]
      const onAlbum = byAlbum.get(`${wordsOf(albumTitle)}\u0000${key}`)
      if (onAlbum !== undefined && onAlbum !== MANY) return onAlbum
      if (names.size > 0) return ''
      const alone = byTitle.get(key)
      return alone === undefined || alone === MANY ? '' : alone
    },
  }
}

/** The day of "20210305" or "2021-03-05", counted from the epoch; null where there is none. */
function dayOf(text: string | undefined): number | null {
  const match = /^\s*(\d{4})-?(\d\d)-?(\d\d)/.exec(text ?? '')
  return match === null ? null : Math.floor(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS)
}

async function eachRow(input: Input, columns: readonly string[], take: (cells: string[]) => void): Promise<void> {
  try {
    for await (const { rows } of csvColumns(input.read(), columns) as AsyncIterable<CsvStretch>) for (const cells of rows) take(cells)
  } catch {
    // What was read of it is of use; what is wrong with it is told where it is a file of its own.
  }
}

/** Tracks of "Apple Music Library Tracks.json" that name their artist. */
async function eachLibraryTrack(input: Input, take: (title: string, artistName: string, albumTitle: string) => void): Promise<void> {
  try {
    for await (const { values } of jsonRows(input.read()))
      for (const { Title: title, Artist: artist, Album: album } of values)
        if (typeof title === 'string' && typeof artist === 'string' && artist !== '')
          take(title, artist, typeof album === 'string' ? album : '')
  } catch {
    // As above.
  }
}
