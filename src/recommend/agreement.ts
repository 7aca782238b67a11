// Which attributes of a track agree with the tracks of a centre of taste, in words: "calm and instrumental", and how much of what is
// finished is so too.

import { FEATURES, type MusicSpaces, SOUND_CENTRE, type Taste } from '#models'

/** Beyond this many standard deviations from the catalogue's mean a number has a word. */
const WORD_MIN = 0.5
/** The most liked tracks speak for all when shares are counted. */
const LIKED_COUNTED = 400

/** Words for low and high, in the order in which they are said; a word that says little counts as less clear. */
const WORDS: readonly { readonly name: string; readonly low?: string; readonly high?: string; readonly clarity: number }[] = [
  { name: 'energy', low: 'calm', high: 'energetic', clarity: 1.2 },
  { name: 'loudness', low: 'quiet', high: 'loud', clarity: 0.8 },
  { name: 'tempo', low: 'slow', high: 'fast', clarity: 1 },
  { name: 'valence', low: 'wistful', high: 'bright', clarity: 1 },
  { name: 'acousticness', high: 'acoustic', clarity: 1.1 },
  { name: 'danceability', high: 'made for dancing', clarity: 1 },
  { name: 'speechiness', high: 'full of words', clarity: 0.9 },
  { name: 'liveness', high: 'played live', clarity: 0.7 },
  { name: 'instrumentalness', high: 'instrumental', clarity: 1.2 },
]
/** Of these only the clearer one is said. */
const ALIKE: readonly string[] = ['energy', 'loudness']

export interface Agreement {
  /** One or two. */
  readonly words: readonly string[]
  /** Share of the liking that has all of these words too, 0 to 1. */
  readonly share: number
}

interface Trait {
  readonly feature: number
  readonly sign: number
  readonly clear: number
  readonly order: number
}

/** What a track has in common with the tracks of a centre (numbered as in Taste.centreOf); null where nothing stands out on both sides. */
export function agreement(spaces: MusicSpaces, taste: Taste, row: number, centre: number): Agreement | null {
  const space = spaces.attributes
  if (space.slotOf[row] < 0) return null
  const members = membersOf(taste, centre)
  const traits: Trait[] = []
  WORDS.forEach(({ name, low, high, clarity }, order) => {
    const feature = FEATURES.findIndex((each) => each.name === name)
    const own = standing(spaces, row, feature)
    const theirs = mean(members.map((member) => standing(spaces, member, feature)).filter((value) => !Number.isNaN(value)))
    const clear = Math.min(Math.abs(own), Math.abs(theirs)) * clarity
    if (own * theirs > 0 && Math.min(Math.abs(own), Math.abs(theirs)) >= WORD_MIN && (own < 0 ? low : high)) {
      traits.push({ feature, sign: Math.sign(own), clear, order })
    }
  })
  if (traits.length === 0) return null
  traits.sort((a, b) => b.clear - a.clear || a.order - b.order)
  const first = traits[0]
  const second = traits.find((trait) => trait !== first && !(ALIKE.includes(nameOf(trait)) && ALIKE.includes(nameOf(first))))
  const told = second ? [first, second] : [first]
  told.sort((a, b) => a.order - b.order)
  const words = told.map(({ order, sign }) => (sign < 0 ? WORDS[order].low! : WORDS[order].high!))
  return { words, share: shareLike(spaces, taste, told) }
}

const nameOf = ({ order }: Trait): string => WORDS[order].name
const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length)

/** Standard deviations of a track from the catalogue's mean; NaN where unknown. */
function standing({ attributes }: MusicSpaces, row: number, feature: number): number {
  const slot = attributes.slotOf[row]
  if (slot < 0 || (attributes.known && ((attributes.known[slot] >> feature) & 1) === 0)) return Number.NaN
  return attributes.points[slot * attributes.size + feature] / FEATURES[feature].weight
}

/** The strongest tracks of a centre, at most forty. */
function membersOf(taste: Taste, centre: number): number[] {
  const ofSound = centre >= SOUND_CENTRE
  const centres = ofSound ? taste.soundCentres : taste.attributeCentres
  const number = ofSound ? centre - SOUND_CENTRE : centre
  if (!centres) return []
  const members: number[] = []
  for (let i = 0; i < centres.rows.length && members.length < 40; i++) if (centres.centreOf[i] === number) members.push(centres.rows[i])
  return members
}

function shareLike(spaces: MusicSpaces, taste: Taste, told: readonly Trait[]): number {
  let like = 0
  let all = 0
  for (let i = 0; i < Math.min(LIKED_COUNTED, taste.likedRows.length); i++) {
    const standings = told.map(({ feature, sign }) => sign * standing(spaces, taste.likedRows[i], feature))
    if (standings.some(Number.isNaN)) continue
    all += taste.likedWeights[i]
    if (standings.every((value) => value >= 0.5 * WORD_MIN)) like += taste.likedWeights[i]
  }
  return all === 0 ? 0 : like / all
}
