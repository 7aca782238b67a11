// One answer to "what next": candidates, scores, a list, reasons.

import { NO_CENTRE } from '#models'
import { findCandidates } from './candidates.ts'
import { artistMaxOf, diversify } from './diversify.ts'
import { explain } from './explain.ts'
import type { NameReader, Names } from './names.ts'
import { noteFor } from './note.ts'
import { coarseScores, type Pick, type Ranking, scoreInFull } from './rank.ts'
import type { Recommendation, RecommendRequest } from './recommendation.ts'
import { shelf } from './shelf.ts'
import { shortlist } from './shortlist.ts'

/** So many times the list are compared as wholes, by name and by likeness; and so many of each centre at least. */
const FINALISTS = 6
/** Tracks of an artist that are checked for being the same piece as a candidate. */
const HEARD_CHECKED_MAX = 60
/** So often a list is made again without the pieces found to be known. */
const ROUNDS_MAX = 4

/** The list for a ranking, best first. */
export async function recommend(
  deps: { names: NameReader },
  ranking: Ranking,
  request: RecommendRequest,
  revision: number,
): Promise<{ items: Recommendation[]; note: string | null }> {
  const { index, profile } = ranking
  const candidates = findCandidates(index, profile, request)
  const isShelf = profile.taste.likedRows.length === 0
  const items = isShelf
    ? await shelf(deps, index, profile, candidates, request, revision)
    : await personal(deps, ranking, candidates, request, revision)
  return { items, note: noteFor(index, profile, request, { shown: items.length, shelf: isShelf, heardToo: candidates.heardToo }) }
}

async function personal(
  deps: { names: NameReader },
  ranking: Ranking,
  candidates: ReturnType<typeof findCandidates>,
  request: RecommendRequest,
  revision: number,
): Promise<Recommendation[]> {
  const scores = coarseScores(ranking, candidates)
  const artistMax = artistsAmong(ranking, candidates.rows) < request.countMax ? 3 * request.countMax : artistMaxOf(request.countMax) + 2
  const scored = shortlist(ranking, candidates.rows, scores, artistMax).map((row) => scoreInFull(ranking, row))
  scored.sort((a, b) => b.score - a.score || a.row - b.row)
  const finalists = finalistsOf(ranking, scored, FINALISTS * request.countMax + 20)
  const list = await unheardList(deps, ranking, finalists, request, revision)
  const names = await deps.names.read(
    list.flatMap((pick) => namedBy(ranking, pick)),
    revision,
  )
  return list.map((pick, i) => explain(ranking, pick, names, i + 1))
}

/** The best over all, and a few of each centre of taste whatever their score. */
function finalistsOf({ profile }: Ranking, scored: readonly Pick[], countMax: number): Pick[] {
  const ofCentre = new Map<number, number>()
  return scored.filter((pick, i) => {
    const centre = profile.taste.centreOf[pick.row]
    const count = (ofCentre.get(centre) ?? 0) + 1
    ofCentre.set(centre, count)
    return i < countMax || (centre !== NO_CENTRE && count <= FINALISTS)
  })
}

/** The list, without what the listener heard already under another id: on another album, from another source. */
async function unheardList(
  deps: { names: NameReader },
  ranking: Ranking,
  finalists: Pick[],
  request: RecommendRequest,
  revision: number,
): Promise<Pick[]> {
  const { index, profile } = ranking
  const idsOf = (picks: readonly Pick[]) => picks.map((pick) => index.tracks.ids[pick.row])
  let names = await deps.names.read(idsOf(finalists), revision)
  let pool: readonly Pick[] = finalists
  for (let round = 0; ; round++) {
    const list = diversify(index, profile.taste, pool, names, { countMax: request.countMax, mixed: request.from === 'all' })
    const heard = list.flatMap((pick) => heardOfArtist(ranking, pick))
    names = await deps.names.read([...idsOf(finalists), ...heard], revision)
    const known = new Set(list.filter((pick) => knownByAnotherName(ranking, pick, names)))
    if (known.size === 0 || round === ROUNDS_MAX) return list.filter((pick) => !known.has(pick))
    pool = pool.filter((pick) => !known.has(pick))
  }
}

/** How many artists there are among rows, counted no further than needed. */
function artistsAmong({ index }: Ranking, rows: Int32Array): number {
  const seen = new Set<number>()
  for (const row of rows) {
    seen.add(index.spaces.artistOf[row])
    if (seen.size > 500) break
  }
  return seen.size
}

/** Ids of tracks by the same artist that the listener heard, where the pick itself was not. */
function heardOfArtist({ index, profile }: Ranking, pick: Pick): number[] {
  if (profile.dealingOf[pick.row] >= 0) return []
  const artist = index.spaces.artistOf[pick.row]
  if (profile.artistPlays[artist] + profile.artistSkips[artist] === 0) return []
  const ids: number[] = []
  for (let i = index.artistStarts[artist]; i < index.artistStarts[artist + 1] && ids.length < HEARD_CHECKED_MAX; i++) {
    const row = index.artistRows[i]
    if (profile.dealingOf[row] >= 0) ids.push(index.tracks.ids[row])
  }
  return ids
}

/** Whether the listener heard the same recording as another track, on another album or from another source. */
function knownByAnotherName(ranking: Ranking, pick: Pick, names: Names): boolean {
  const own = names.get(ranking.index.tracks.ids[pick.row])
  return own !== undefined && heardOfArtist(ranking, pick).some((id) => names.get(id)?.recordingKey === own.recordingKey)
}

/** Ids of the tracks that the reasons of a pick may name. */
function namedBy({ index, profile }: Ranking, pick: Pick): number[] {
  const rows = [pick.row, ...pick.liked.rows, ...pick.disliked.rows]
  for (const centres of [profile.taste.attributeCentres, profile.taste.soundCentres]) {
    if (!centres) continue
    const taken = new Array<number>(centres.count).fill(0)
    centres.rows.forEach((row, i) => {
      if (taken[centres.centreOf[i]]++ < 5) rows.push(row)
    })
  }
  return rows.map((row) => index.tracks.ids[row])
}
