// Which attributes of a track agree with a centre of taste, in words: "calm and instrumental", and how much of what is finished is so too.

import { type Centres, FEATURES, type MusicSpaces, type Taste } from '#models'

/** Beyond this many standard deviations from the catalogue's mean a number has a word. */
const WORD_MIN = 0.45
/** Words for low and high, and for what a track is named by first. */
const WORDS: Readonly<Partial<Record<string, readonly [low: string | null, high: string | null]>>> = {
  energy: ['calm', 'energetic'],
  instrumentalness: [null, 'instrumental'],
  acousticness: [null, 'acoustic'],
  danceability: ['not for dancing', 'made for dancing'],
  valence: ['wistful', 'bright'],
  tempo: ['slow', 'fast'],
  loudness: ['quiet', 'loud'],
  speechiness: [null, 'full of words'],
  liveness: [null, 'played live'],
}

export interface Agreement {
  /** At most two, the clearest first. */
  readonly words: readonly string[]
  /** Share of the liking (by weight) that has all of these words too, 0 to 1. */
  readonly share: number
}

/** Null where nothing stands out in the same direction on both sides. */
export function agreement(spaces: MusicSpaces, taste: Taste, row: number, centre: number): Agreement | null {
  const space = spaces.attributes
  const centres = taste.attributeCentres
  const slot = space.slotOf[row]
  if (!centres || slot < 0 || centre >= centres.count) return null
  const found: { feature: number; sign: number; clear: number; word: string }[] = []
  FEATURES.forEach((feature, f) => {
    const words = WORDS[feature.name]
    if (!words || !knows(space.known, slot, f) || !knows(centres.known, centre, f)) return
    const own = space.points[slot * space.size + f] / feature.weight
    const theirs = centres.points[centre * space.size + f] / feature.weight
    const clear = Math.min(Math.abs(own), Math.abs(theirs))
    const word = own < 0 ? words[0] : words[1]
    if (own * theirs > 0 && clear >= WORD_MIN && word) found.push({ feature: f, sign: Math.sign(own), clear, word })
  })
  if (found.length === 0) return null
  found.sort((a, b) => b.clear - a.clear || a.feature - b.feature)
  const told = apart(found).slice(0, 2)
  return { words: told.map(({ word }) => word), share: shareLike(spaces, taste, centres, told) }
}

const knows = (masks: Uint16Array | null, at: number, f: number): boolean => masks === null || ((masks[at] >> f) & 1) === 1

/** Energy and loudness say nearly the same: the clearer one is told. */
function apart<Found extends { feature: number }>(found: readonly Found[]): Found[] {
  const twins = ['energy', 'loudness']
  let told = false
  return found.filter(({ feature }) => {
    if (!twins.includes(FEATURES[feature].name)) return true
    const first = !told
    told = true
    return first
  })
}

function shareLike(spaces: MusicSpaces, taste: Taste, centres: Centres, told: readonly { feature: number; sign: number }[]): number {
  const space = spaces.attributes
  const weightOf = new Map<number, number>()
  taste.likedRows.forEach((row, i) => {
    weightOf.set(row, taste.likedWeights[i])
  })
  let like = 0
  let all = 0
  for (const row of centres.rows) {
    const slot = space.slotOf[row]
    const weight = weightOf.get(row) ?? 0
    all += weight
    const same = told.every(
      ({ feature, sign }) => (sign * space.points[slot * space.size + feature]) / FEATURES[feature].weight >= 0.5 * WORD_MIN,
    )
    if (same) like += weight
  }
  return all === 0 ? 0 : like / all
}
