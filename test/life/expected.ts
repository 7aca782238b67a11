// What some tellers together can say of the life, and whether a store says just that.

import { artistPart, matchKey, titlePart } from '#library'
import type { ListenerId } from '#listens'
import { type Life, MINUTE, type TrueListen } from './life.ts'
import type { LifeHouse } from './open-life.ts'
import { type Teller, type Telling, words } from './telling.ts'

/** One listen that should stand. */
export interface Expected {
  readonly listen: TrueListen
  /** When it may be told to have begun, and to have ended. */
  readonly startMs: number
  readonly endsMs: readonly number[]
  /** Of the best telling. */
  readonly rank: number
  /** Null where none tells it. */
  readonly msPlayed: number | null
}

/** What should stand: every true listen that someone tells, once for each group of tellings that nothing connects. */
export function expectedOf(life: Life, tellers: readonly Teller[]): Expected[] {
  const byListen = Map.groupBy(
    tellers.flatMap(({ tellings }) => tellings),
    ({ listen }) => listen,
  )
  return [...byListen].flatMap(([no, tellings]) => connected(tellings).map((group) => expectedFrom(life.listens[no], group)))
}

function connected(tellings: readonly Telling[]): Telling[][] {
  let groups: Telling[][] = []
  for (const telling of tellings) {
    const anchors = new Set(telling.anchors)
    const joined = groups.filter((group) => group.some((other) => other.anchors.some((anchor) => anchors.has(anchor))))
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), telling]]
  }
  return groups
}

function expectedFrom(listen: TrueListen, tellings: readonly Telling[]): Expected {
  const best = tellings.reduce((a, b) => (b.rank < a.rank ? b : a))
  const anchors = new Set(tellings.flatMap((telling) => telling.anchors))
  const { startMs, endMs, offline } = listen
  // The first part alone ended earlier than the whole.
  const ownEndMs = anchors.has('true') && best.msPlayed !== null && best.msPlayed < listen.msPlayed - 1000 ? startMs + best.msPlayed : endMs
  const endsMs = [
    ...(anchors.has('true') || anchors.has('part') ? [ownEndMs] : []),
    ...(anchors.has('synced') && offline !== null ? [offline.syncedMs] : []),
  ]
  return { listen, startMs: anchors.has('true') ? startMs : endsMs[0] - listen.msPlayed, endsMs, rank: best.rank, msPlayed: best.msPlayed }
}

interface Standing {
  readonly title: string
  readonly artist: string
  readonly atMs: number
  readonly endedAtMs: number
  readonly msPlayed: number | null
  readonly rank: number
  readonly text: string
}

/** To the ms or to the second makes no difference here: the same row may come in both. */
const PRECISION = { ms: 1, s: 1, min: 2, day: 3 } as const

/** What stands in a store, its parts added up. */
export async function standingIn(house: LifeHouse, listenerId: ListenerId): Promise<Standing[]> {
  const rows = await house.listens.recent({ listenerId, countMax: 1_000_000 })
  const ledger = await house.listens.ledger(listenerId)
  return rows.toReversed().map((row, i) => {
    const key = matchKey(row.artistName, row.title)
    const msPlayed = ledger.msPlayed[i] < 0 ? null : ledger.msPlayed[i]
    return {
      title: titlePart(key),
      artist: artistPart(key),
      atMs: row.startedAtMs,
      endedAtMs: row.endedAtMs,
      msPlayed,
      rank: (msPlayed === null ? 100 : 0) + PRECISION[row.precision] * 10 + (row.reasonEnd === null ? 1 : 0),
      text: `${new Date(row.startedAtMs).toISOString()} ${row.artistName} – ${row.title} (${row.precision}, ${row.msPlayed})`,
    }
  })
}

/** How far from the truth a time may be told: a minute cut off, a clock that is late. */
const TIME_OFF_MS = 11 * MINUTE

/** Every difference between what should stand and what does, as sentences; empty where there is none. */
export function differences(expected: readonly Expected[], standing: readonly Standing[]): string[] {
  const found: string[] = []
  const titleOf = ({ track }: TrueListen) => titlePart(matchKey(words.spotify(track).artist, words.spotify(track).title))
  const byTitle = Map.groupBy(standing, ({ title }) => title)
  const wanted = Map.groupBy(expected, ({ listen }) => titleOf(listen))
  for (const title of new Set([...byTitle.keys(), ...wanted.keys()])) {
    const free = new Set(byTitle.get(title) ?? [])
    const missing = new Set(wanted.get(title) ?? [])
    const pairs = [...missing]
      .flatMap((one) => [...free].map((row) => ({ one, row, off: offMs(row, one) })))
      .filter(({ off }) => off <= TIME_OFF_MS)
    for (const { one, row } of pairs.toSorted((a, b) => a.off + unlike(a.row, a.one) - b.off - unlike(b.row, b.one))) {
      if (!missing.has(one) || !free.has(row)) continue
      missing.delete(one)
      free.delete(row)
      if (row.rank !== one.rank) found.push(`not the best row: ${row.text}, rank ${row.rank} and not ${one.rank}`)
      if ((row.msPlayed === null) !== (one.msPlayed === null) || Math.abs((row.msPlayed ?? 0) - (one.msPlayed ?? 0)) > 1000)
        found.push(`played: ${row.text}: ${row.msPlayed} ms and not ${one.msPlayed}`)
    }
    for (const { listen } of missing)
      found.push(
        `missing: ${new Date(listen.startMs).toISOString()} ${listen.track.artist} – ${title} (${listen.platform}, ${listen.msPlayed} ms)`,
      )
    for (const row of free) found.push(`too many: ${row.text}`)
  }
  return found
}

/** How far a row's time is from where it should be: its end where it tells one. */
const offMs = (row: Standing, one: Expected) =>
  row.msPlayed === null
    ? Math.abs(row.atMs - one.startMs)
    : Math.min(Math.abs(row.atMs - one.startMs), ...one.endsMs.map((ms) => Math.abs(row.endedAtMs - ms)))

/** Of rows about equally near, the one that tells what is looked for. */
const unlike = (row: Standing, { msPlayed, listen }: Expected) =>
  Math.min(60_000, 4 * Math.abs((row.msPlayed ?? 0) - (msPlayed ?? 0))) +
  (row.artist.startsWith(artistPart(matchKey(listen.track.artist, ''))) ? 0 : 60_000)
