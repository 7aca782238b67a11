// The sentence for each part of a score, with the real titles, counts and dates it was computed from.

import { PLAYABLE } from '#library'
import { GENRE_FAMILIES, NO_CENTRE, SOUND_CENTRE } from '#models'
import { agreement } from './agreement.ts'
import type { Names } from './names.ts'
import type { PartName } from './parts.ts'
import type { Pick, Ranking } from './rank.ts'
import type { Reason } from './recommendation.ts'
import { HARDLY_HEARD } from './standing.ts'
import { listed, onDay, ordinal, quoted, sentence, shareInWords, small, times } from './wording.ts'

/** A reason without its weight. */
export type Said = Omit<Reason, 'weight'>

/** Beyond this a part held back more than a little. */
const A_LITTLE = 0.06

/** The sentence for one part, or null where the data give nothing to say. */
export function sayPart(ranking: Ranking, pick: Pick, names: Names, part: PartName): Said | null {
  const weight = pick.parts[part]
  const say = SENTENCES[part]
  return say ? say({ ranking, pick, names, weight, held: -weight > A_LITTLE ? 'Held back' : 'Held back a little' }) : null
}

interface Matter {
  readonly ranking: Ranking
  readonly pick: Pick
  readonly names: Names
  readonly weight: number
  /** "Held back" or "Held back a little". */
  readonly held: string
}

const SENTENCES: Readonly<Record<PartName, (matter: Matter) => Said | null>> = {
  nearby: sayNearby,
  taste: sayTaste,
  artist: sayArtist,
  genre: sayGenre,
  popularity: sayPopularity,
  familiarity: sayFamiliarity,
  skippedNearby: saySkippedNearby,
  forgotten: ({ ranking, pick }) => {
    const { plays, lastMs } = dealing(ranking, pick.row)
    return { kind: 'forgotten', text: `You played it ${times(plays)}, last ${onDay(lastMs, ranking.profile.nowMs)}`, trackIds: [] }
  },
  unheard: ({ ranking, pick }) => {
    if (ranking.profile.standing[pick.row] === HARDLY_HEARD) {
      const { plays, lastMs, lastSkippedMs } = dealing(ranking, pick.row)
      const { nowMs } = ranking.profile
      const text =
        plays === 0
          ? `You only began it, ${onDay(lastSkippedMs, nowMs)}`
          : `You have heard it only ${times(plays)}, ${plays === 1 ? '' : 'last '}${onDay(lastMs, nowMs)}`
      return { kind: 'unheard', text, trackIds: [] }
    }
    const owned = (ranking.index.tracks.flags[pick.row] & PLAYABLE) !== 0
    return { kind: 'unheard', text: owned ? 'In your library, and never played' : 'You have not heard it yet', trackIds: [] }
  },
  loved: () => ({ kind: 'loved', text: 'You love it', trackIds: [] }),
  heard: ({ ranking, pick, held }) => {
    const { lastMs } = dealing(ranking, pick.row)
    return { kind: 'held-back', text: `${held}: you heard it ${onDay(lastMs, ranking.profile.nowMs)}`, trackIds: [] }
  },
  skipped: ({ ranking, pick, held }) => {
    const { skips, lastSkippedMs } = dealing(ranking, pick.row)
    const last = onDay(lastSkippedMs, ranking.profile.nowMs)
    return {
      kind: 'held-back',
      text: `${held}: you skipped it ${skips === 1 ? last : `${times(skips)}, last ${last}`}`,
      trackIds: [],
    }
  },
  passedOver: ({ ranking, pick, held }) => {
    const { passedOverMs } = dealing(ranking, pick.row)
    return { kind: 'held-back', text: `${held}: you passed it over ${onDay(passedOverMs, ranking.profile.nowMs)}`, trackIds: [] }
  },
  bet: ({ ranking, pick }) => {
    const near = pick.liked.rows.length
    const text =
      near === 0
        ? 'A bet: nothing you have finished is near it'
        : ranking.profile.taste.likedCount < 10
          ? `A bet: there are only ${small(ranking.profile.taste.likedCount)} tracks of yours to go by`
          : 'A bet: little of what you have finished is near it'
    return { kind: 'bet', text, trackIds: [] }
  },
}

function dealing({ profile }: Ranking, row: number) {
  const i = profile.dealingOf[row]
  const { dealings: d } = profile
  return {
    plays: i < 0 ? 0 : d.plays[i],
    completions: i < 0 ? 0 : d.completions[i],
    skips: i < 0 ? 0 : d.skips[i],
    lastMs: i < 0 ? 0 : d.lastPlayedMs[i],
    lastSkippedMs: i < 0 ? 0 : d.lastSkippedMs[i],
    passedOverMs: i < 0 ? 0 : d.passedOverMs[i],
    loved: i >= 0 && d.loved[i] === 1,
    banned: i >= 0 && d.banned[i] === 1,
  }
}

const idsOf = (ranking: Ranking, rows: readonly number[]): number[] => rows.map((row) => ranking.index.tracks.ids[row])

function titles({ ranking, names }: Matter, rows: readonly number[]): string[] {
  return idsOf(ranking, rows).flatMap((id) => names.get(id)?.title ?? [])
}

/** Close to “Blue in Green”, which you played to the end 14 times, and to “Naima”. */
function sayNearby(matter: Matter): Said | null {
  const { ranking, pick } = matter
  const rows = pick.liked.rows.filter((row, i) => matter.names.has(ranking.index.tracks.ids[row]) && pick.liked.shares[i] > 0.02)
  if (rows.length === 0) return null
  const [first, ...others] = titles(matter, rows)
  const { loved, completions, plays } = dealing(ranking, rows[0])
  const done = loved
    ? 'which you love'
    : completions > 0
      ? `which you played to the end ${times(completions)}`
      : `which you played ${times(plays)}`
  const more = [...new Set(others)].filter((title) => title !== first).map(quoted)
  const text = `Close to ${quoted(first)}, ${done}${more.length > 0 ? `, and to ${listed(more)}` : ''}`
  return { kind: loved ? 'loved' : 'nearby', text, trackIds: idsOf(ranking, rows) }
}

/** Calm and instrumental, like most of what you finish. */
function sayTaste(matter: Matter): Said | null {
  const { ranking, pick } = matter
  const { taste } = ranking.profile
  const centre = taste.centreOf[pick.row]
  if (centre === NO_CENTRE) return null
  const ofSound = centre >= SOUND_CENTRE
  const agreed = agreement(ranking.index.spaces, taste, pick.row, centre)
  const share = agreed && shareInWords(agreed.share)
  if (agreed && share) {
    return { kind: 'attributes', text: `${sentence(listed(agreed.words))}, like ${share} of what you finish`, trackIds: [] }
  }
  const centres = ofSound ? taste.soundCentres! : taste.attributeCentres!
  const number = ofSound ? centre - SOUND_CENTRE : centre
  const rows = [...centres.rows].filter((row, i) => centres.centreOf[i] === number && row !== pick.row)
  const named = rows.filter((row) => matter.names.has(ranking.index.tracks.ids[row]))
  const unsaid = named.filter((row) => !pick.liked.rows.includes(row))
  const fresh = (unsaid.length > 0 ? unsaid : named).slice(0, 2)
  const told = titles(matter, fresh).map(quoted)
  if (told.length === 0) return { kind: 'attributes', text: 'In a corner of sound you often finish', trackIds: [] }
  return { kind: 'nearby', text: `From the same corner of your taste as ${listed([...new Set(told)])}`, trackIds: idsOf(ranking, fresh) }
}

function artistOf({ ranking, pick }: Matter) {
  const { index, profile } = ranking
  const artist = index.spaces.artistOf[pick.row]
  return {
    plays: profile.artistPlays[artist],
    completions: profile.artistCompletions[artist],
    skips: profile.artistSkips[artist],
    skippedMs: profile.artistSkippedMs[artist],
  }
}

/** By Nina Simone, whom you finish: 23 of 27 listens. */
function sayArtist(matter: Matter): Said | null {
  const { ranking, weight, held } = matter
  const { plays, completions, skips, skippedMs } = artistOf(matter)
  if (weight < 0) {
    if (skips === 0) return null
    const last = onDay(skippedMs, ranking.profile.nowMs)
    return {
      kind: 'held-back',
      text: `${held}: you skipped this artist ${skips === 1 ? `once, ${last}` : `${times(skips)}, last ${last}`}`,
      trackIds: [],
    }
  }
  const name = artistName(matter)
  if (plays === 0) return null
  if (completions >= 3 && completions <= plays && completions >= 0.6 * plays) {
    return { kind: 'artist', text: `You play ${name} to the end: ${completions} of ${plays} times`, trackIds: [] }
  }
  return { kind: 'artist', text: `You have played ${name} ${times(plays)}`, trackIds: [] }
}

function artistName({ ranking, pick, names }: Matter): string {
  return names.get(ranking.index.tracks.ids[pick.row])!.leadArtist
}

/** Orchestral, like about a third of what you finish. */
function sayGenre(matter: Matter): Said | null {
  const { ranking, pick, weight, held } = matter
  const { spaces } = ranking.index
  const { affinity } = ranking.profile.taste
  const genre = spaces.genreOf[pick.row]
  if (genre < 0) return null
  if (weight < 0) return { kind: 'held-back', text: `${held}: you often skip ${spaces.genreNames[genre].toLowerCase()}`, trackIds: [] }
  const ofName = shareInWords(affinity.genreShares[genre])
  if (ofName) return { kind: 'genre', text: `${genreName(spaces.genreNames[genre])}, like ${ofName} of what you finish`, trackIds: [] }
  const families = spaces.familiesOfGenre[genre]
  if (families.length === 0 || !shareInWords(affinity.familyShares[families[0]])) return null
  const family = GENRE_FAMILIES[families[0]]
  const name = genreName(spaces.genreNames[genre])
  const near = family === name.toLowerCase() ? 'a kind of music you often finish' : `near the ${family} you often finish`
  return { kind: 'genre', text: `${name}, ${near}`, trackIds: [] }
}

/** Genres that are said letter by letter. */
const INITIALS: ReadonlySet<string> = new Set(['edm', 'idm', 'r&b', 'dnb', 'aor', 'ebm'])
/** A genre as it begins a sentence. */
const genreName = (name: string): string => (INITIALS.has(name) ? name.toUpperCase() : sentence(name))

/** Almost nobody's radar: 3rd percentile. */
function sayPopularity({ ranking, pick, weight, held }: Matter): Said {
  const percentile = Math.round(ranking.profile.percentile[pick.row])
  const fromTable = !Number.isNaN(ranking.index.percentile[pick.row])
  const rank = fromTable ? `${ordinal(percentile)} percentile` : `${ordinal(percentile)} percentile of plays here`
  const asked = weight > 0 ? '' : ranking.radar > 0.5 ? ', and the dial asks for the unknown' : ', and the dial asks for the familiar'
  const known =
    percentile < 10
      ? fromTable
        ? 'almost nobody’s radar'
        : 'hardly played here'
      : percentile < 35
        ? fromTable
          ? 'under most people’s radar'
          : 'little played here'
        : percentile < 65
          ? 'known to some'
          : percentile < 90
            ? 'well known'
            : 'known to nearly everybody'
  if (weight > 0) return { kind: 'popularity', text: `${sentence(known)}: ${rank}`, trackIds: [] }
  return { kind: 'held-back', text: `${held}: ${known}, ${rank}${ranking.radar === 0.5 ? '' : asked}`, trackIds: [] }
}

function sayFamiliarity(matter: Matter): Said {
  const { ranking, weight, held } = matter
  const { plays } = artistOf(matter)
  const name = artistName(matter)
  const how = plays === 0 ? `you have not played ${name} before` : `you have played ${name} ${times(plays)}`
  if (weight < 0) {
    const asks = ranking.radar > 0.35 ? 'the dial leans to new names' : 'the dial asks for names you know'
    return { kind: 'held-back', text: `${held}: ${how}, and ${asks}`, trackIds: [] }
  }
  return plays === 0
    ? { kind: 'unheard', text: `A new name: ${how}`, trackIds: [] }
    : { kind: 'artist', text: `A name you know: ${how}`, trackIds: [] }
}

/** Held back: close to “Thunder”, which you skipped on 3 May. */
function saySkippedNearby(matter: Matter): Said | null {
  const { ranking, pick, held } = matter
  const rows = pick.disliked.rows.filter((row) => matter.names.has(ranking.index.tracks.ids[row])).slice(0, 1)
  const title = titles(matter, rows)[0]
  if (!title) return null
  const { banned, passedOverMs, skips, lastSkippedMs } = dealing(ranking, rows[0])
  const { nowMs } = ranking.profile
  const what = banned
    ? 'which you do not want to hear'
    : skips > 0 && lastSkippedMs >= passedOverMs
      ? `which you skipped ${skips > 1 ? `${times(skips)}, last ` : ''}${onDay(lastSkippedMs, nowMs)}`
      : `which you passed over ${onDay(passedOverMs, nowMs)}`
  return { kind: 'held-back', text: `${held}: close to ${quoted(title)}, ${what}`, trackIds: idsOf(ranking, rows) }
}
