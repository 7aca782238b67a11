// Apple Music's favourites: songs that were loved or disliked, as "Artist - Title". Albums, artists and playlists are counted and left alone.

import { parseTime } from '../export-time.ts'
import { readText } from '../heard-row.ts'
import type { Input } from '../input.ts'
import { csvColumns, hasColumns } from './csv-columns.ts'
import type { Format, Stretch, ToldFeedback } from './format.ts'

export const appleFavorites: Format = {
  name: 'apple-favorites',
  title: 'Apple Music, favourites',
  recognises: ({ text }) => hasColumns(text, ['Favorite Type', 'Item Description', 'Preference']),
  read: readFavorites,
}

const COLUMNS = ['Favorite Type', 'Item Description', 'Last Modified', 'Preference']
const PART = ' - '

async function* readFavorites(input: Input): AsyncGenerator<Stretch> {
  for await (const { rows, bad } of csvColumns(input.read(), COLUMNS)) {
    const feedback: ToldFeedback[] = []
    const ignored: Record<string, number> = {}
    for (const row of rows) {
      const told = feedbackOf(row)
      if (typeof told === 'string') ignored[told] = (ignored[told] ?? 0) + 1
      else feedback.push(told)
    }
    yield { rows: [], refused: bad, feedback, ignored }
  }
}

/** A heart or a ban, or why there is none, by the word of the report. */
function feedbackOf([type, description, modified, preference]: readonly string[]): ToldFeedback | string {
  if (!/^(?:song|music[ _-]?video)s?$/i.test(type.trim()))
    return /^[A-Za-z_ -]{1,30}$/.test(type) ? type.trim().toUpperCase().replaceAll(' ', '_') : 'OTHER'
  const kind = /^(?:like|love|favorite)d?$/i.test(preference.trim()) ? 'love' : /^dislike/i.test(preference.trim()) ? 'ban' : null
  if (kind === null) return 'NO_PREFERENCE'
  // "A - B - C" may be cut in two ways; a guess would love another's song.
  const parts = description.split(PART)
  if (parts.length !== 2) return 'AMBIGUOUS_NAME'
  const [artistName, title] = parts.map((part) => readText(part).trim())
  return { kind, title, artistName, albumTitle: null, sourceUri: null, atMs: parseTime(modified) }
}
