// deepcut stats: the listening numbers.

import { type ListenSummary, listenerNamed } from '#listens'
import type { Hall } from './hall.ts'
import { dateOption, textOption } from './options.ts'
import { columns, duration, plain, printJson, printLine, whole } from './print.ts'
import type { Verb } from './verbs.ts'

const TOP = 10

export const stats: Verb = async (hall, _words, options) => {
  const insight = textOption(options, 'insight')
  if (insight !== undefined) return await (await import('./insight.ts')).printInsight(hall, insight, options)
  const fromMs = dateOption(options, 'from', 'start')
  const toMs = dateOption(options, 'to', 'end')
  const user = textOption(options, 'user')
  const house = await hall.open()
  const listener = await listenerNamed(house.listeners, user)
  const summary = await house.listens.summary(listener.id, { fromMs, toMs })
  const tracks = await house.tracks.get(summary.topTracks.map((top) => top.trackId))
  const nameById = new Map(tracks.map((track) => [track.id, { title: track.title, artist: track.artistCredit }]))
  if (options['json']) {
    const topTracks = summary.topTracks.map((top) => ({ ...top, ...nameById.get(top.trackId) }))
    printJson(hall, { listener: listener.name, ...summary, topTracks })
    return 0
  }
  printSummary(hall, listener.name, summary)
  const top = summary.topTracks.slice(0, TOP).map(({ trackId, countedListens, msPlayed }) => {
    const track = nameById.get(trackId)
    return [whole(countedListens), duration(msPlayed / 1000), track ? `${plain(track.title)} - ${plain(track.artist)}` : `track ${trackId}`]
  })
  printTop(hall, 'Tracks', top)
  printTop(
    hall,
    'Artists',
    summary.topArtists.slice(0, TOP).map((one) => [whole(one.countedListens), duration(one.msPlayed / 1000), plain(one.artistName)]),
  )
  return 0
}

const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)

function printSummary(hall: Hall, name: string, summary: ListenSummary): void {
  if (summary.firstMs === null || summary.lastMs === null) {
    printLine(hall, `No listens of ${plain(name)} in this time. Import an export with: deepcut import FILE`)
    return
  }
  printLine(hall, `${plain(name)}, ${day(summary.firstMs)} to ${day(summary.lastMs)}`)
  const rows = [
    ['counted listens', whole(summary.countedListens)],
    ['listens of any length', whole(summary.listens)],
    ['skips', whole(summary.skips)],
    ['time', duration(summary.msPlayed / 1000)],
    ['tracks', whole(summary.distinctTracks)],
    ['artists', whole(summary.distinctArtists)],
  ]
  for (const line of columns(rows, [1])) printLine(hall, `  ${line}`)
}

function printTop(hall: Hall, title: string, rows: string[][]): void {
  if (rows.length === 0) return
  printLine(hall)
  printLine(hall, title)
  for (const line of columns(rows, [0, 1])) printLine(hall, `  ${line}`)
}
