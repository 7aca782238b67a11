// ListenBrainz' hearts and bans: the export's lines and the older single list. They name no track but an id; the names are found among the listens.

import { readText, readWord } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { JsonObject } from '../json-rows.ts'
import type { Format, FormatContext, ToldFeedback } from './format.ts'
import { listenbrainz, objectOf, readShaped } from './listenbrainz.ts'
import { readMbid, readNumber } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

export const listenbrainzFeedback: Format = {
  name: 'listenbrainz-feedback',
  title: 'ListenBrainz, hearts',
  recognises: ({ jsonKeys }) => jsonKeys.has('score') && (jsonKeys.has('recording_msid') || jsonKeys.has('recording_mbid')),
  read: async function* (input, context) {
    const names = await namesFor(await idsIn(input), context)
    const dropped = new Set<string>()
    yield* readShaped(input, (row) => readFeedback(row, names, dropped), dropped)
  },
}

interface Named {
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
}

/** The ids that a file of feedback speaks of. */
async function idsIn(input: Pick<Input, 'read'>): Promise<Set<string>> {
  const ids = new Set<string>()
  const collect = (row: JsonObject): RowRead => {
    for (const id of [row['recording_msid'], row['recording_mbid']]) if (typeof id === 'string' && ids.size < 1_000_000) ids.add(id)
    return { ignoredAs: '' }
  }
  for await (const _ of readShaped(input, collect, new Set())) {
    // Only the ids are wanted.
  }
  return ids
}

/** What the listens that came with the feedback call those ids: feedback itself names nothing. */
async function namesFor(wanted: ReadonlySet<string>, context: FormatContext): Promise<Map<string, Named>> {
  const names = new Map<string, Named>()
  if (wanted.size === 0) return names
  const collect = (row: JsonObject): RowRead => {
    const metadata = objectOf(row['track_metadata'])
    const info = objectOf(metadata['additional_info'])
    const ids = [
      metadata['recording_msid'],
      row['recording_msid'],
      info['recording_msid'],
      info['recording_mbid'],
      objectOf(metadata['mbid_mapping'])['recording_mbid'],
    ]
    for (const id of ids)
      if (typeof id === 'string' && wanted.has(id) && !names.has(id) && typeof metadata['track_name'] === 'string')
        names.set(id, {
          title: readText(metadata['track_name']),
          artistName: readText(metadata['artist_name']),
          albumTitle: readWord(metadata['release_name']),
        })
    return { ignoredAs: '' }
  }
  for (const sibling of context.siblings) {
    if (sibling.recognised.as !== 'history' || sibling.recognised.format.name !== listenbrainz.name) continue
    for await (const _ of readShaped(sibling, collect, new Set())) if (names.size >= wanted.size) break
  }
  return names
}

/** `score` is 1 for a heart, -1 for a ban, 0 for one taken back. */
function readFeedback(row: JsonObject, names: ReadonlyMap<string, Named>, dropped: Set<string>): RowRead {
  if (row['user_id'] !== undefined) dropped.add('user_id')
  const score = readNumber(row['score'])
  if (score === 0) return { ignoredAs: 'TAKEN_BACK' }
  if (score !== 1 && score !== -1) return { refused: 'score is neither 1, 0 nor -1.' }
  const mbid = readMbid(row['recording_mbid'])
  const own = objectOf(row['track_metadata'])
  const named = typeof own['track_name'] === 'string' ? own : undefined
  const found = names.get(String(row['recording_msid'])) ?? names.get(String(row['recording_mbid']))
  if (found === undefined && named === undefined) return { ignoredAs: 'NAME_NOT_KNOWN' }
  const at = readNumber(row['created'])
  const feedback: ToldFeedback = {
    kind: score === 1 ? 'love' : 'ban',
    title: found?.title ?? readText(named?.['track_name']),
    artistName: found?.artistName ?? readText(named?.['artist_name']),
    albumTitle: found?.albumTitle ?? null,
    sourceUri: mbid === null ? null : `mbid:${mbid}`,
    atMs: at === null ? null : Math.round(at * 1000),
  }
  return { feedback }
}
