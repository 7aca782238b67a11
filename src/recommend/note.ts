// What is said above a list that is not (wholly) personal yet: why, and the one act that changes it.

import type { MusicIndex } from './music-index.ts'
import type { Profile } from './profile.ts'
import type { RecommendRequest } from './recommendation.ts'
import { small } from './wording.ts'

/** Fewer liked tracks than this are little to go by. */
const LIKED_FEW = 8

export interface Outcome {
  readonly shown: number
  /** A shelf, for want of history. */
  readonly shelf: boolean
  /** Music heard lately had to be let in. */
  readonly heardToo: boolean
}

/** The note for a list, or null where it needs none. */
export function noteFor(index: MusicIndex, profile: Profile, request: RecommendRequest, outcome: Outcome): string | null {
  const silent = nothingToPickFrom(index, request, outcome)
  if (silent) return silent
  if (outcome.shelf) {
    return profile.plays + profile.skips === 0
      ? 'There is no listening history yet, so this is a shelf of what is here. Import your Spotify export, or play and love a few tracks, and it becomes yours.'
      : 'Nothing in your history speaks for a track yet, so this is a shelf of what is here. Play a few tracks to the end, and it becomes yours.'
  }
  if (outcome.heardToo)
    return 'You know nearly everything here by now, so some of these are old acquaintances. More music in a folder or a table brings new ones.'
  const liked = profile.taste.likedCount
  if (liked < LIKED_FEW) {
    return `There ${liked === 1 ? 'is only one track' : `are only ${small(liked)} tracks`} of yours to go by so far, so expect some bets.`
  }
  if (request.from !== 'catalogue' && index.playable > 0 && index.spaces.sound.count === 0) {
    return 'Your files are not analysed yet, so these go by artist, genre and what tables say. They grow sharper as the analysis moves on.'
  }
  return null
}

function nothingToPickFrom(index: MusicIndex, request: RecommendRequest, outcome: Outcome): string | null {
  if (index.playable + index.catalogued === 0 && request.from === 'all') {
    if (index.tracks.count === 0) return 'There is no music here yet. Scan a folder of music or import a table of tracks.'
    return outcome.shown > 0
      ? 'Deepcut knows what you heard, but has no other music to choose from, so these are old favourites. Scan a folder or import a table of tracks.'
      : 'Deepcut knows what you heard, but has no music to choose from. Scan a folder or import a table of tracks.'
  }
  if (request.from === 'library' && index.playable === 0) return 'There is no music to play here yet. Scan a folder of music.'
  if (request.from === 'catalogue' && outcome.shown === 0)
    return 'There is no table of tracks you do not own yet. Import one to find music beyond your library.'
  return outcome.shown === 0 ? 'You heard or passed over everything here just now. Wait a little, or bring more music.' : null
}
