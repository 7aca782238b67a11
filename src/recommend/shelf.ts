// The shelf for someone without history: something of every kind that is here, the well known of tables and the latest of the library first.

import { GENRE_FAMILIES } from '#models'
import type { Candidates } from './candidates.ts'
import { artistMaxOf } from './diversify.ts'
import { roundedSum } from './explain.ts'
import type { MusicIndex } from './music-index.ts'
import type { NameReader, Names } from './names.ts'
import type { Profile } from './profile.ts'
import type { Reason, Recommendation, RecommendRequest } from './recommendation.ts'
import { ordinal } from './wording.ts'

/** Kept of each kind before names are read. */
const PER_KIND = 40
/** What a place on the shelf is worth, and how well it suits the dial at most. */
const SHELF_WEIGHT = 0.2
const SUITS_WEIGHT = 0.2

/** Builds the shelf: in turn one of each kind of music, no artist more than twice, no piece twice. */
export async function shelf(
  deps: { names: NameReader },
  index: MusicIndex,
  profile: Profile,
  candidates: Candidates,
  request: RecommendRequest,
  revision: number,
): Promise<Recommendation[]> {
  const suits = suiting(index, profile, candidates.rows, request.radar)
  const kinds = byKind(index, candidates.rows, suits)
  const ids = kinds.flatMap(({ places }) => places.map((c) => index.tracks.ids[candidates.rows[c]]))
  const names = await deps.names.read(ids, revision)
  const chosen = inTurn(index, candidates.rows, kinds, names, request.countMax)
  const told = chosen.map(({ place, kind }) => tell(index, profile, candidates.rows[place], suits[place], kind, names))
  return told.sort((a, b) => b.score - a.score || a.trackId - b.trackId).map((item, i) => ({ ...item, rank: i + 1 }))
}

/** 0 to 1 for each candidate: how known it is, as the dial wants it; where nothing tells, how lately it came. */
function suiting(index: MusicIndex, profile: Profile, rows: Int32Array, radar: number): Float32Array {
  const unknown = 0.75 * radar
  return Float32Array.from(rows, (row) => {
    const known = Number.isNaN(index.percentile[row]) ? row / index.tracks.count : profile.percentile[row] / 100
    return known * (1 - unknown) + (1 - known) * unknown
  })
}

interface Kind {
  /** Name of a genre family; null for music without a genre. */
  readonly family: string | null
  readonly count: number
  /** Indices into the candidates, what suits best first. */
  readonly places: readonly number[]
}

function byKind(index: MusicIndex, rows: Int32Array, suits: Float32Array): Kind[] {
  const groups = new Map<number, number[]>()
  for (let c = 0; c < rows.length; c++) {
    const genre = index.spaces.genreOf[rows[c]]
    const family = genre < 0 ? -1 : (index.spaces.familiesOfGenre[genre][0] ?? -1)
    const group = groups.get(family)
    if (group) group.push(c)
    else groups.set(family, [c])
  }
  const kinds = [...groups].map(([family, group]) => {
    const floor = Float32Array.from(group, (c) => suits[c]).sort()[Math.max(0, group.length - PER_KIND)]
    const best = group.filter((c) => suits[c] >= floor).sort((a, b) => suits[b] - suits[a] || rows[a] - rows[b])
    return { family: family < 0 ? null : GENRE_FAMILIES[family], count: group.length, places: best.slice(0, PER_KIND) }
  })
  return kinds.sort((a, b) => b.count - a.count || (a.family ?? '').localeCompare(b.family ?? ''))
}

function inTurn(
  index: MusicIndex,
  rows: Int32Array,
  kinds: readonly Kind[],
  names: Names,
  countMax: number,
): { place: number; kind: Kind }[] {
  const chosen: { place: number; kind: Kind }[] = []
  const pieces = new Set<string>()
  const artists = new Map<number, number>()
  const next = kinds.map(() => 0)
  const pass = (artistMax: number) => {
    for (let moved = true; moved && chosen.length < countMax; ) {
      moved = false
      kinds.forEach((kind, k) => {
        while (next[k] < kind.places.length && chosen.length < countMax) {
          const place = kind.places[next[k]++]
          const artist = index.spaces.artistOf[rows[place]]
          const name = names.get(index.tracks.ids[rows[place]])
          if (!name || pieces.has(name.pieceKey) || (artists.get(artist) ?? 0) >= artistMax) continue
          pieces.add(name.pieceKey)
          artists.set(artist, (artists.get(artist) ?? 0) + 1)
          chosen.push({ place, kind })
          moved = true
          break
        }
      })
    }
    next.fill(0)
  }
  pass(1)
  pass(artistMaxOf(countMax))
  pass(countMax)
  return chosen
}

function tell(index: MusicIndex, profile: Profile, row: number, suits: number, kind: Kind, names: Names): Recommendation {
  const id = index.tracks.ids[row]
  const name = names.get(id)!
  const percentile = profile.percentile[row]
  const rated = !Number.isNaN(index.percentile[row])
  const weight = Math.round(SUITS_WEIGHT * suits * 1e4) / 1e4
  const standing = kind.family
    ? `From the shelf of ${kind.family}${kind.count > 1 ? `: one of ${kind.count.toLocaleString('en')} tracks` : ''}`
    : `One of ${kind.count.toLocaleString('en')} tracks without a genre`
  const reasons: Reason[] = [
    { kind: 'shelf', text: standing, weight: SHELF_WEIGHT, trackIds: [] },
    rated
      ? { kind: 'popularity', text: `${ordinal(Math.round(percentile))} percentile of how known tracks are`, weight, trackIds: [] }
      : { kind: 'shelf', text: 'By how lately it came to the library', weight, trackIds: [] },
  ]
  return {
    rank: 0,
    trackId: id,
    title: name.title,
    artist: name.artist,
    album: name.album,
    playable: name.playable,
    score: roundedSum(reasons),
    popularityPercentile: Math.round(percentile * 10) / 10,
    reasons: reasons.filter((reason) => reason.weight > 0),
  }
}
