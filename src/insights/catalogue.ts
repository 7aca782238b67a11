// Every insight by its name, in the order in which a person looks.

import { binges } from './questions/binges.ts'
import { calendar } from './questions/calendar.ts'
import { clock } from './questions/clock.ts'
import { compare } from './questions/compare.ts'
import { completion } from './questions/completion.ts'
import { discovery } from './questions/discovery.ts'
import { diversity } from './questions/diversity.ts'
import { energyByHour } from './questions/energy-by-hour.ts'
import { firstLoves } from './questions/first-loves.ts'
import { forgottenLoves } from './questions/forgotten-loves.ts'
import { keyWheel } from './questions/key-wheel.ts'
import { loyalty } from './questions/loyalty.ts'
import { moodSeasons } from './questions/mood-seasons.ts'
import { obscurity } from './questions/obscurity.ts'
import { platforms } from './questions/platforms.ts'
import { sessions } from './questions/sessions.ts'
import { skipsByArtist, skipsByHour, skipsByPosition, skipsBySource } from './questions/skips.ts'
import { sources } from './questions/sources.ts'
import { streaks } from './questions/streaks.ts'
import { tempoDrift } from './questions/tempo-drift.ts'
import { topAlbums, topArtists, topGenres, topTracks } from './questions/top.ts'
import { totals } from './questions/totals.ts'

export const INSIGHTS = {
  totals,
  'top-artists': topArtists,
  'top-albums': topAlbums,
  'top-tracks': topTracks,
  'top-genres': topGenres,
  clock,
  calendar,
  sessions,
  streaks,
  discovery,
  loyalty,
  obscurity,
  diversity,
  binges,
  'first-loves': firstLoves,
  'forgotten-loves': forgottenLoves,
  'skips-by-artist': skipsByArtist,
  'skips-by-hour': skipsByHour,
  'skips-by-position': skipsByPosition,
  'skips-by-source': skipsBySource,
  completion,
  platforms,
  sources,
  'energy-by-hour': energyByHour,
  'tempo-drift': tempoDrift,
  'key-wheel': keyWheel,
  'mood-seasons': moodSeasons,
  compare,
}

export type InsightName = keyof typeof INSIGHTS
/** The data of an insight's answer. */
export type InsightData<Name extends InsightName> = ReturnType<(typeof INSIGHTS)[Name]['count']>['data']

export const isInsight = (name: string): name is InsightName => Object.hasOwn(INSIGHTS, name)
