// Which wording of a name goes to which track, worked out from all of them at once: the same wordings and files give the same tracks, whatever came first.
// Files and rows of tables stay what they are; wordings that tell a length gather around it; those that tell none follow their id at the source,
// then their album, then the best that is there.

import { foldName } from './fold.ts'
import { durationsAgree } from './identity.ts'

export interface ArrangeTrack {
  readonly id: number
  readonly key: string
  readonly albumTitle: string | null
  readonly durationMs: number | null
  /** Held by a file or known from a table: stays whatever wordings say. */
  readonly fixed: boolean
  /** Of two that fit, the higher takes what names neither. */
  readonly rank: number
  /** Ids at sources that are this track's, such as spotify:track:… */
  readonly sourceUris: readonly string[]
}

export interface ArrangeWording {
  /** Negative for a track that no wording names: it moves as a whole. */
  readonly id: number
  readonly trackId: number
  readonly key: string
  readonly albumTitle: string
  readonly sourceUri: string
  readonly durationMs: number | null
}

export interface Placed<Wording> {
  /** Null where a track must be made. */
  readonly trackId: number | null
  readonly wordings: readonly Wording[]
  /** The least length that was told. */
  readonly durationMs: number | null
}

interface Cluster<Wording> {
  readonly anchor: ArrangeTrack | null
  /** The length around which it gathered; null where none is known. */
  readonly durationMs: number | null
  readonly wordings: Wording[]
  /** Of its wordings and its anchor: keys, albums (folded) and ids. */
  readonly has: Set<string>
}

/** Places the wordings of one name: of a key, and of lines of names that begin with its artist; `ownActs` are keys of lines that are an act of their own. */
export function arrange<Wording extends ArrangeWording>(
  key: string,
  tracks: readonly ArrangeTrack[],
  wordings: readonly Wording[],
  ownActs: ReadonlySet<string>,
): Placed<Wording>[] {
  const named = new Set(wordings.map((wording) => wording.trackId))
  const whole = tracks
    .filter((track) => !track.fixed && !named.has(track.id))
    .map(
      (track) =>
        ({ ...NAMELESS, id: -track.id, trackId: track.id, key: track.key, albumTitle: track.albumTitle ?? '' }) as unknown as Wording,
    )
  const all = [...wordings, ...whole]
  const family = new Set(tracks.map((track) => track.key))
  // "A & B" is A's where A alone is named too; else each line of names stands for itself.
  const bare = tracks.some((track) => track.key === key) || all.some((wording) => wording.key === key)
  const keyOfTrack = new Map(tracks.map((track) => [track.id, track.key]))
  const groupOf = (own: string, trackId: number) =>
    ownActs.has(own) ? own : bare ? key : family.has(own) ? own : (keyOfTrack.get(trackId) ?? own)
  const groups = Map.groupBy(all, (wording) => groupOf(wording.key, wording.trackId))
  const claimed = new Set<number>()
  return [...groups]
    .sort((a, b) => compare(a[0], b[0]))
    .flatMap(([group, members]) => {
      const anchors = tracks.filter((track) => track.fixed && groupOf(track.key, track.id) === group)
      return claim(gather(anchors, members), tracks, claimed)
    })
}

const NAMELESS = { sourceUri: '', durationMs: null, title: '', artistName: '' }
const PLAYER = 'deepcut:'

/** Clusters of wordings that are one recording each. */
function gather<Wording extends ArrangeWording>(anchors: readonly ArrangeTrack[], members: readonly Wording[]): Cluster<Wording>[] {
  const sorted = [...members].sort(inWords)
  const clusters: Cluster<Wording>[] = [...anchors]
    .sort(
      (a, b) =>
        b.rank - a.rank || compare(a.albumTitle ?? '', b.albumTitle ?? '') || (a.durationMs ?? 0) - (b.durationMs ?? 0) || a.id - b.id,
    )
    .map((anchor) => ({
      anchor,
      durationMs: anchor.durationMs,
      wordings: [],
      has: new Set([keyMark(anchor.key), ...anchor.sourceUris, ...(anchor.albumTitle ? [albumMark(anchor.albumTitle)] : [])]),
    }))
  const start = (durationMs: number | null) => clusters[clusters.push({ anchor: null, durationMs, wordings: [], has: new Set() }) - 1]
  for (const wording of sorted.filter(({ durationMs }) => durationMs).sort((a, b) => a.durationMs! - b.durationMs! || inWords(a, b))) {
    const fitting = clusters.filter((cluster) => durationsAgree(cluster.durationMs, wording.durationMs))
    // A cluster that no length is known of may still be any of them: those with a length come first.
    const known = fitting.filter((cluster) => cluster.durationMs !== null)
    const found = best(known, wording) ?? best(fitting, wording) ?? start(wording.durationMs)
    found.wordings.push(wording)
    for (const mark of marksOf(wording)) found.has.add(mark)
  }
  if (clusters.length === 0) start(null)
  // What was gathered by length decides; what is placed now does not sway the next.
  const standing = clusters.map((cluster) => ({ ...cluster, wordings: [...cluster.wordings] }))
  for (const wording of sorted) if (!wording.durationMs) clusters[standing.indexOf(best(standing, wording)!)].wordings.push(wording)
  return clusters.filter((cluster) => cluster.wordings.length > 0)
}

const albumMark = (title: string) => `album ${foldName(title)}`
const keyMark = (key: string) => `key ${key}`
const marksOf = ({ key, albumTitle, sourceUri }: ArrangeWording): string[] => [
  keyMark(key),
  ...(sourceUri === '' ? [] : [sourceUri]),
  ...(albumTitle === '' ? [] : [albumMark(albumTitle)]),
]

/** The best of clusters for a wording: by its id, then its names, then its album, then what is owned or known best, then what most wordings say. */
function best<Wording extends ArrangeWording>(clusters: readonly Cluster<Wording>[], wording: Wording): Cluster<Wording> | null {
  const [byKey, ...others] = marksOf(wording)
  const byAlbum = wording.albumTitle === '' ? null : others[others.length - 1]
  let found: Cluster<Wording> | null = null
  let most = -1
  for (const cluster of clusters) {
    const { anchor, wordings, has } = cluster
    const worth =
      (wording.sourceUri.startsWith(PLAYER) && anchor?.id === wording.trackId ? 16e6 : 0) +
      (wording.sourceUri !== '' && has.has(wording.sourceUri) ? 8e6 : 0) +
      (has.has(byKey) ? 4e6 : 0) +
      (byAlbum !== null && has.has(byAlbum) ? 2e6 : 0) +
      (anchor ? 1e6 + anchor.rank * 1e4 : 0) +
      Math.min(wordings.length, 9999)
    if (worth > most) [found, most] = [cluster, worth]
  }
  return found
}

/** The track of each cluster: its anchor, else one of those heard of, the one that holds most of its wordings. */
function claim<Wording extends ArrangeWording>(
  clusters: readonly Cluster<Wording>[],
  tracks: readonly ArrangeTrack[],
  claimed: Set<number>,
): Placed<Wording>[] {
  const free = new Set(tracks.filter((track) => !track.fixed).map((track) => track.id))
  return clusters.map(({ anchor, wordings }) => {
    const lengths = wordings.flatMap(({ durationMs }) => (durationMs ? [durationMs] : []))
    const durationMs = lengths.length > 0 ? lengths.reduce((least, ms) => Math.min(least, ms)) : null
    if (anchor) return { trackId: anchor.id, wordings, durationMs }
    const held = new Map<number, number>()
    for (const { trackId } of wordings) if (free.has(trackId) && !claimed.has(trackId)) held.set(trackId, (held.get(trackId) ?? 0) + 1)
    const [most] = [...held].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    if (most) claimed.add(most[0])
    return { trackId: most?.[0] ?? null, wordings, durationMs }
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** An order of wordings that does not know when they came. */
const inWords = (a: ArrangeWording, b: ArrangeWording): number =>
  compare(a.key, b.key) ||
  compare(a.sourceUri, b.sourceUri) ||
  compare(a.albumTitle, b.albumTitle) ||
  (a.durationMs ?? 0) - (b.durationMs ?? 0)

const isPlain = (text: string): number => (text === text.toUpperCase() || text === text.toLowerCase() ? 1 : 0)
const isBefore = (a: readonly (string | number)[], b: readonly (string | number)[]): boolean => {
  const at = a.findIndex((part, index) => part !== b[index])
  return at >= 0 && a[at] < b[at]
}

/** Of the spellings that histories give, the one that shows is the same whichever came first: rather neither shouted nor mumbled, rather short. */
export const isBetterWorded = (a: Worded, b: Worded): boolean =>
  isBefore(
    [isPlain(a.title) + isPlain(a.credit), a.title.length + a.credit.length, a.title, a.credit],
    [isPlain(b.title) + isPlain(b.credit), b.title.length + b.credit.length, b.title, b.credit],
  )

/** A title and a credit as a source words them. */
export interface Worded {
  readonly title: string
  readonly credit: string
}

/** Of the albums that histories name for a song: an album rather than a single of the song's name, rather a short title. */
export const isBetterAlbum = (a: string, b: string, title: string): boolean => {
  const order = (album: string) => [album.toLowerCase() === title.toLowerCase() ? 1 : 0, album.length, album] as const
  return isBefore(order(a), order(b))
}
