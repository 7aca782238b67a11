// Guesses what the columns of a table of listens mean, by their names and by what stands in them, and says where it is not sure.

import { csvRows } from '../formats/csv-rows.ts'
import { DELIMITERS, type LengthUnit, type MappedField, type Mapping, TIME_FORMS, type TimeForm } from './mapping.ts'
import { readLength, readTime } from './read-cells.ts'

/** A look at the beginning of a table. */
export interface TableLook {
  readonly mapping: Mapping
  /** The first rows as they are, header left out, at most ROWS_SHOWN. */
  readonly rows: readonly (readonly string[])[]
  /** What a person should look at, in sentences; empty where the guess is certain. */
  readonly doubts: readonly string[]
  /** Whether its times name no zone. */
  readonly zoneless: boolean
}

const ROWS_SHOWN = 12
/** Rows by which columns are judged. */
const ROWS_JUDGED = 200

/** Names as tables have them, letters and digits only; the first that is there is taken. */
const NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  time: ['playedat', 'listenedat', 'timestamp', 'timestamputc', 'datetime', 'dateandtime', 'playdate', 'playbackdate', 'listeningtime', 'entrydate', 'eventtime', 'eventtimestamp', 'eventstarttimestamp', 'starttime', 'startedat', 'streamstarttime', 'playtime', 'scrobbledat', 'scrobbletime', 'uts', 'utctime', 'ts', 'endtime', 'endedat', 'stoppedat', 'lastplayed', 'datetimeplayed', 'dateplayed', 'created', 'createdat', 'time', 'date', 'when', 'zeit', 'datum', 'gehortam', 'fecha', 'fechayhora', 'heure', 'data'],
  date: ['date', 'dateplayed', 'day', 'datum', 'fecha', 'jour', 'data'],
  clock: ['time', 'timeplayed', 'clock', 'zeit', 'uhrzeit', 'hora', 'heure', 'ora'],
  title: ['trackname', 'tracktitle', 'songname', 'songtitle', 'title', 'song', 'track', 'name', 'recordingname', 'mediatitle', 'contentname', 'titel', 'lied', 'titulo', 'cancion', 'titre', 'titolo', 'brano'],
  artist: ['artistname', 'artists', 'artistnames', 'trackartist', 'artist', 'performer', 'band', 'creator', 'username', 'uploader', 'kunstler', 'interpret', 'artista', 'artiste', 'artistes'],
  album: ['albumname', 'albumtitle', 'album', 'release', 'releasename', 'albumtitel', 'disco'],
  played: ['msplayed', 'playedms', 'playduration', 'playdurationmilliseconds', 'playdurationms', 'playbackduration', 'streamduration', 'streamdurationms', 'listeningduration', 'listenduration', 'durationplayed', 'playedseconds', 'seconds', 'secondslistened', 'timelistened', 'mslistened', 'sekunden', 'secondsplayed', 'timeplayed', 'duration', 'consumptiondurationseconds', 'playeddurationseconds'],
  length: ['trackduration', 'tracklength', 'songduration', 'songlength', 'length', 'mediaduration', 'durationms', 'trackdurationms', 'dauer', 'duracion', 'duree'],
  isrc: ['isrc', 'trackisrc'],
  uri: ['trackuri', 'spotifytrackuri', 'uri', 'trackid', 'url', 'trackurl', 'link'],
  skipped: ['skipped', 'isskipped', 'wasskipped', 'skip'],
  kind: ['type', 'contenttype', 'mediatype', 'itemtype', 'producttype'],
  platform: ['platform', 'device', 'devicetype', 'client', 'player', 'source', 'app', 'devicename', 'clientname', 'platformname'],
  country: ['country', 'conncountry', 'countrycode', 'territory', 'region'],
} // biome-ignore format: a table

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/\(.*?\)|\[.*?\]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Looks at the first bytes of a file; null where it is no table of listens: no rows, no title, or no time. */
export async function lookAtTable(head: Buffer): Promise<TableLook | null> {
  const text = head.toString('utf8').replace(/^\ufeff/, '')
  const firstLine = text.split(/\r?\n/, 1)[0]
  const delimiter = [...DELIMITERS].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0]
  const all: string[][] = []
  // A last line that is cut off says nothing.
  const whole = head.subarray(0, Math.max(0, head.lastIndexOf(10) + 1) || head.length)
  for await (const { cells } of csvRows(once(whole), delimiter)) all.push(...cells)
  if (all.length === 0 || all[0].length < 2 || all[0].length > 400) return null
  const headed = isHeader(all[0], all[1])
  const rows = all.slice(headed ? 1 : 0, ROWS_JUDGED + 1)
  const width = all[0].length
  const header = headed ? all[0].map((name) => name.trim()) : new Array<string>(width).fill('')
  const doubts: string[] = []
  const columns: Partial<Record<MappedField, number>> = {}
  const column = (index: number) => rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '')
  const when = findTime(header, column, width, headed)
  if (when === null) return null
  Object.assign(columns, when.columns)
  doubts.push(...when.doubts)
  nameColumns(header, columns)
  if (!headed) guessNameless(columns, column, width, doubts)
  if (columns.title === undefined) return null
  if (columns.artist === undefined) doubts.push('No column looks like the artist.')
  const lengths = { playedUnit: unitOf(header, columns.played, column), lengthUnit: unitOf(header, columns.length, column) }
  if (columns.played !== undefined && lengths.playedUnit === null) delete columns.played
  if (columns.length !== undefined && lengths.lengthUnit === null) delete columns.length
  const timeName = columns.time === undefined ? '' : plain(header[columns.time])
  const mapping: Mapping = {
    delimiter,
    header,
    headed,
    columns,
    timeForm: when.form,
    timeTold: /end|stop/.test(timeName) || timeName === 'ts' ? 'end' : 'start',
    playedUnit: lengths.playedUnit ?? 's',
    lengthUnit: lengths.lengthUnit ?? 's',
  }
  return { mapping, rows: rows.slice(0, ROWS_SHOWN), doubts, zoneless: when.zoneless }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Names, not values: no cell is a time or a number, and something differs from the row below. */
const isHeader = (first: readonly string[], second: readonly string[] | undefined): boolean =>
  first.every((cell) => cell.trim() === '' || (!/^-?[\d.,:/ -]+$/.test(cell.trim()) && formsOf([cell]).length === 0)) &&
  (second === undefined || first.some((cell) => Object.values(NAMES).some((names) => names.includes(plain(cell)))))

/** A name that says how long it was heard, in whatever words: stream_duration_seconds, seconds_listened. */
const PLAYED_NAME =
  /(?:play|stream|listen|consum)\w*(?:duration|seconds|millis|length)|(?:duration|seconds|millis)\w*(?:play|stream|listen)/

function nameColumns(header: readonly string[], columns: Partial<Record<MappedField, number>>): void {
  const names = header.map(plain)
  const taken = new Set(Object.values(columns))
  const take = (field: MappedField, fits: (name: string) => boolean) => {
    const index = names.findIndex((name, i) => fits(name) && !taken.has(i))
    if (index < 0) return
    columns[field] = index
    taken.add(index)
  }
  for (const [field, spellings] of Object.entries(NAMES) as [MappedField, readonly string[]][]) {
    if (field === 'time' || field === 'date' || field === 'clock') continue
    if (field === 'played') take(field, (name) => PLAYED_NAME.test(name))
    for (const spelling of spellings) if (columns[field] === undefined) take(field, (name) => name === spelling)
  }
}

/** Without names: the first two columns of text are taken for artist and title, which a person must look at. */
function guessNameless(
  columns: Partial<Record<MappedField, number>>,
  column: (index: number) => string[],
  width: number,
  doubts: string[],
): void {
  const texts = Array.from({ length: width }, (_, i) => i).filter(
    (i) => !Object.values(columns).includes(i) && column(i).some((cell) => /\p{L}{2}/u.test(cell)),
  )
  if (texts[0] !== undefined) columns.artist = texts[0]
  if (texts[1] !== undefined) columns.title = texts[1]
  else if (texts[0] !== undefined) {
    delete columns.artist
    columns.title = texts[0]
  }
  doubts.push('The columns have no names: which is the artist and which the title is a guess.')
}

interface FoundTime {
  readonly columns: Partial<Record<MappedField, number>>
  readonly form: TimeForm
  readonly zoneless: boolean
  readonly doubts: readonly string[]
}

function findTime(header: readonly string[], column: (index: number) => string[], width: number, headed: boolean): FoundTime | null {
  const names = header.map(plain)
  const named = NAMES.time.map((name) => names.indexOf(name)).filter((index) => index >= 0)
  const others = Array.from({ length: width }, (_, i) => i).filter((i) => !named.includes(i))
  for (const index of [...new Set([...named, ...others])]) {
    const cells = column(index)
    const forms = formsOf(cells)
    if (forms.length === 0 || (!named.includes(index) && headed && /^epoch|excel/.test(forms[0]))) continue
    const withoutTime = forms.every((form) => cells.every((cell) => (readTime(cell, form, 'UTC')?.precision ?? 'day') === 'day'))
    const clock = withoutTime ? clockBeside(names, column, width, index) : -1
    const doubts: string[] = []
    if (forms.length > 1 && forms.includes('day-first') && forms.includes('month-first'))
      doubts.push(`“${cells[0]}” may name the day or the month first.`)
    if (withoutTime && clock < 0) doubts.push('Its times are days only, without an hour.')
    const columns = clock >= 0 ? { date: index, clock } : { time: index }
    return { columns, form: forms[0], zoneless: forms[0] !== 'epoch-s' && forms[0] !== 'epoch-ms' && !cells.every(namesZone), doubts }
  }
  return null
}

const namesZone = (cell: string) => /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,4})$/i.test(cell.trim())

/** A column of clock times, such as 18:04:33. */
function clockBeside(names: readonly string[], column: (index: number) => string[], width: number, date: number): number {
  const isClock = (index: number) => {
    const cells = column(index)
    return (
      index !== date && cells.length > 0 && cells.every((cell) => /^\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(\s*[ap]\.?m\.?)?$/i.test(cell.trim()))
    )
  }
  const named = NAMES.clock.map((name) => names.indexOf(name)).find((index) => index >= 0 && isClock(index))
  return named ?? Array.from({ length: width }, (_, i) => i).find((i) => isClock(i) && !/duration|length|played/.test(names[i])) ?? -1
}

/** The forms in which (nearly) all of these cells are times of listens, the likeliest first. */
function formsOf(cells: readonly string[]): TimeForm[] {
  if (cells.length === 0) return []
  const [earliestMs, latestMs] = [Date.UTC(2002, 0, 1), Date.UTC(2100, 0, 1)]
  const good = (form: TimeForm) =>
    cells.reduce((sum, cell) => {
      const time = readTime(cell, form, 'UTC')
      return sum + (time !== null && time.atMs >= earliestMs && time.atMs < latestMs ? 1 : 0)
    }, 0)
  // A row or two may be damaged.
  const badMax = Math.max(1, cells.length * 0.1)
  return TIME_FORMS.map((form) => ({ form, count: good(form) }))
    .filter(({ count }) => cells.length - count <= badMax && count > cells.length - count)
    .sort((a, b) => b.count - a.count)
    .map(({ form }) => form)
}

/** In which unit a column of lengths is written, by its name and its size; null where it holds no lengths. */
function unitOf(header: readonly string[], index: number | undefined, column: (index: number) => string[]): LengthUnit | null {
  if (index === undefined) return null
  const cells = column(index)
  if (cells.length === 0) return null
  if (cells.every((cell) => readLength(cell, 'clock') !== null)) return 'clock'
  const values = cells.map((cell) => readLength(cell, 'ms')).filter((value) => value !== null)
  if (values.length < cells.length * 0.9) return null
  const name = header[index].toLowerCase()
  if (/(?:^|[^a-z])ms(?:[^a-z]|$)|milli|msplayed|_ms|ms_/.test(name)) return 'ms'
  if (/sec|\bs\b|\(s\)|_s$/.test(name)) return 's'
  if (/min/.test(name)) return 'min'
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1]
  return middle > 5000 ? 'ms' : middle > 15 ? 's' : 'min'
}
