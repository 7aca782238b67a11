// deepcut similar TRACK: the nearest tracks by sound.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault } from '#kernel'
import type { Track, TrackId } from '#library'
import type { House } from '#server'
import { countOption } from './options.ts'
import { columns, plain, printJson, printLine } from './print.ts'
import type { Verb } from './verbs.ts'

export const similar: Verb = async (hall, [given], options) => {
  const countMax = countOption(options)
  const house = await hall.open()
  const track = await trackGiven(house, given as string)
  const items = await house.recommender.similar(track.id, countMax)
  if (options['json']) {
    printJson(hall, items)
    return 0
  }
  if (items.length === 0)
    printLine(hall, `Nothing to compare with "${plain(track.title)}" yet: it, or the rest of the library, is not analysed.`)
  else printLine(hall, `Closest in sound to ${plain(track.title)} - ${plain(track.artistCredit)}:`)
  const rows = items.map((item) => [String(item.rank), item.similarity.toFixed(3), `${plain(item.title)} - ${plain(item.artist)}`])
  for (const line of columns(rows, [0])) printLine(hall, line)
  return 0
}

/** The track a person means: an id, the path of a file, or "artist - title". */
export async function trackGiven(house: House, given: string): Promise<Track> {
  if (/^\d{1,15}$/.test(given)) {
    const [track] = await house.tracks.get([Number(given) as TrackId])
    if (track) return track
    throw new Fault(
      'not-found',
      'TRACK_UNKNOWN',
      `There is no track ${given}. An id comes from --json of recommend, similar or the address of a track's page.`,
    )
  }
  const path = resolve(given)
  const file = await house.audioFiles.findByPath(path)
  const [owner] = file ? await house.tracks.get([file.trackId]) : []
  if (owner) return owner
  if (existsSync(path))
    throw new Fault('not-found', 'FILE_NOT_SCANNED', `${path} is not in the library. Scan its folder first: deepcut scan FOLDER`)
  // Artists and titles may hold " - " themselves: every place to part them is tried, first things first.
  const words = given.split(/\s+[-\u2013\u2014]\s+/)
  for (let parts = 1; parts < words.length; parts++) {
    const track = await house.tracks.findByName(words.slice(0, parts).join(' - '), words.slice(parts).join(' - '))
    if (track) return track
  }
  const how =
    words.length < 2
      ? 'Give a track id, "artist - title" (with spaces about the dash), or the path of a file.'
      : 'Check the spelling of artist and title.'
  throw new Fault('not-found', 'TRACK_UNKNOWN', `No track is known as "${given}". ${how}`)
}
