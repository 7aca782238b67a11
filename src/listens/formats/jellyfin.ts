// Jellyfin's Playback Reporting plugin: playback_report.csv, a row for each playback of anything, by the server's own clock.
// Music is named "Artist - Title (Album)" by the plugin; a bare title stays without an artist. Quirks: docs/guide/jellyfin.md.

import { parseTime, whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, type RefusedRow, readPlayedMs, readText, readWord } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { ContentKind } from '../listen.ts'
import { wallTimeMs } from '../wall-time.ts'
import { csvColumns, hasColumns } from './csv-columns.ts'
import type { Format, FormatContext, Stretch } from './format.ts'
import { type Person, whose } from './whose.ts'

export const jellyfin: Format = {
  name: 'jellyfin',
  title: 'Jellyfin, Playback Reporting',
  recognises: ({ text }) => hasColumns(text, ['DateCreated', 'ItemType', 'ItemName', 'PlayDuration']),
  read: readReport,
}

const COLUMNS = ['DateCreated', 'UserId', 'ItemId', 'ItemType', 'ItemName', 'PlaybackMethod', 'ClientName', 'DeviceName', 'PlayDuration']
const KINDS: Readonly<Record<string, ContentKind>> = { audio: 'music', musicvideo: 'video', audiobook: 'audiobook' }
/** The plugin's word where it does not know. */
const NOT_KNOWN = 'Not Known'

async function* readReport(input: Input, context: FormatContext): AsyncGenerator<Stretch> {
  const persons = await personsOf(input)
  const owner = persons.length === 0 ? { id: '' } : whose(persons, context.accounts)
  if ('refused' in owner) {
    const others = persons.reduce((sum, { listens }) => sum + listens, 0)
    yield { rows: [], refused: [{ where: 'column UserId', message: owner.refused }], ignored: { OTHER_PERSON: others } }
    return
  }
  for await (const { rows, numbers, offsets, bad } of csvColumns(input.read(), COLUMNS)) {
    const refused = [...bad]
    const ignored: Record<string, number> = {}
    const kept: HeardRow[] = []
    for (let i = 0; i < rows.length; i++) {
      const row = readRow(rows[i], context, owner.id)
      if ('ignoredAs' in row) ignored[row.ignoredAs] = (ignored[row.ignoredAs] ?? 0) + 1
      else if ('refused' in row) refused.push({ where: `row ${numbers[i]}, byte ${offsets[i]}`, message: row.refused })
      else kept.push(row)
    }
    yield { rows: kept, refused, ignored, dropped: persons.length > 0 ? ['UserId', 'DeviceName'] : ['DeviceName'] }
  }
}

/** The people in the report: it tells them apart by ids only. */
async function personsOf(input: Input): Promise<Person[]> {
  const listensOf = new Map<string, number>()
  for await (const { rows } of csvColumns(input.read(), ['UserId', 'ItemType']))
    for (const [id, type] of rows)
      if (id !== '' && KINDS[type.trim().toLowerCase()] !== undefined) listensOf.set(id, (listensOf.get(id) ?? 0) + 1)
  return [...listensOf].map(([id, listens]) => ({ id, name: id, listens }))
}

function readRow(cells: readonly string[], context: FormatContext, owner: string): HeardRow | RefusedRow | { readonly ignoredAs: string } {
  const [date, person, itemId, type, name, method, client, , duration] = cells
  const kind = KINDS[type.trim().toLowerCase()]
  if (kind === undefined) return { ignoredAs: 'NOT_MUSIC' }
  if (person !== '' && person !== owner) return { ignoredAs: 'OTHER_PERSON' }
  const wallMs = parseTime(date)
  if (wallMs === null) return { refused: date === '' ? 'DateCreated is missing.' : 'DateCreated is not a date.' }
  const zoned = /(?:Z|[+-]\d\d:?\d\d)\s*$/i.test(date)
  const startedAtMs = zoned ? wallMs : wallTimeMs(wallMs, context.zone)
  const impossible = whyImpossible(startedAtMs, context.nowMs)
  if (impossible !== null) return { refused: `DateCreated ${impossible}.` }
  const seconds = Number(duration.trim() || Number.NaN)
  const msPlayed = readPlayedMs(Math.max(0, seconds) * 1000, 'PlayDuration')
  if (typeof msPlayed !== 'number') return msPlayed
  const { title, artistName, albumTitle } = kind === 'music' ? partsOf(name) : { title: name, artistName: '', albumTitle: null }
  return heardRow(context, {
    kind,
    title: readText(title),
    artistName: readText(artistName),
    albumTitle: albumTitle === null ? null : readText(albumTitle),
    atMs: startedAtMs,
    timeTold: 'start',
    precision: 's',
    msPlayed,
    platform: readWord(client.trim()),
    raw: JSON.stringify({
      itemName: readText(name).slice(0, 500),
      method: readWord(method) ?? undefined,
      ...(seconds < 0 ? { seconds } : {}),
    }),
    identity: `jellyfin|${startedAtMs}|${itemId}|${name}`,
  })
}

/** "Artist - Title (Album)" in its parts; anything else is a title. */
function partsOf(name: string): { title: string; artistName: string; albumTitle: string | null } {
  const text = name.trim()
  const album = text.endsWith(')') ? openingOf(text) : -1
  const dash = text.indexOf(' - ')
  if (dash <= 0 || album < 0 || album <= dash + 3) return { title: text, artistName: '', albumTitle: null }
  const known = (part: string) => (part === NOT_KNOWN ? '' : part)
  return {
    artistName: known(text.slice(0, dash).trim()),
    title: text.slice(dash + 3, album).trim(),
    albumTitle: known(text.slice(album + 1, -1).trim()) || null,
  }
}

/** Where the bracket opens that the last sign of the text closes; -1 where none does. */
function openingOf(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++
    else if (text[at] === '(' && --depth === 0) return at
  }
  return -1
}
