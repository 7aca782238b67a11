// What an export tells beside listens: hearts, bans and playlists. Their tracks are found or made, and all of it is kept by its source, so that it
// goes when the source goes.

import type { TrackId, TrackStore } from '#library'
import type { Engagement, EngagementStore } from './engagement.ts'
import type { FeedbackStore } from './feedback.ts'
import type { ToldFeedback, ToldPlaylist } from './formats/format.ts'
import { sightingOf } from './import-history.ts'
import type { ListenerId } from './listener.ts'
import type { SourceId } from './source.ts'

/** An entry of a playlist: its words, and its track where it is music. */
export type PlaylistEntry = ToldPlaylist['items'][number] & { readonly trackId: TrackId | null }

/** A playlist to be kept. `origin` tells it from the others of its source, whenever it is told again. */
export type NewPlaylist = Omit<ToldPlaylist, 'items'> & { readonly origin: string; readonly items: readonly PlaylistEntry[] }

/** Where playlists are kept. */
export interface PlaylistKeeper {
  /** The playlists of a source, in place of those it told before. */
  tell(listenerId: ListenerId, sourceId: SourceId, playlists: readonly NewPlaylist[]): Promise<void>
}

export interface BesideDeps {
  readonly tracks: TrackStore
  readonly feedback: FeedbackStore
  readonly playlists: PlaylistKeeper
  readonly engagement: EngagementStore
}

interface ToldBeside {
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly synthetic: boolean
  readonly nowMs: number
  readonly feedback: readonly ToldFeedback[]
  readonly playlists: readonly ToldPlaylist[]
  readonly musicRowsWithoutArtist: number
}

/** Keeps what one source told; returns notes for its report. */
export async function keepBeside(deps: BesideDeps, told: ToldBeside): Promise<string[]> {
  const { listenerId, sourceId } = told
  const trackIds = await tracksOf(deps.tracks, [...told.feedback, ...told.playlists.flatMap(({ items }) => items)], told.synthetic)
  let place = 0
  const feedback = told.feedback.flatMap(({ kind, atMs }) => {
    const trackId = trackIds[place++]
    return trackId === null ? [] : [{ trackId, kind, atMs }]
  })
  const named = new Map<string, number>()
  const playlists = told.playlists.map((playlist) => {
    const nth = (named.get(playlist.name) ?? 0) + 1
    named.set(playlist.name, nth)
    return {
      ...playlist,
      origin: `${playlist.name}#${nth}`,
      items: playlist.items.map((item) => ({ ...item, trackId: trackIds[place++] })),
    }
  })
  await deps.feedback.tell(listenerId, sourceId, feedback, told.nowMs)
  await deps.playlists.tell(listenerId, sourceId, playlists)
  await deps.engagement.record(
    playlists.flatMap(({ origin, items, modifiedAtMs }) =>
      items.flatMap(({ trackId, addedAtMs }): Engagement[] => {
        const atMs = addedAtMs ?? modifiedAtMs ?? told.nowMs
        return trackId === null
          ? []
          : [{ listenerId, trackId, kind: 'playlist-add', atMs, sourceId, key: `${sourceId}|${origin}|${trackId}` }]
      }),
    ),
  )
  const loves = feedback.filter(({ kind }) => kind === 'love').length
  const entries = playlists.reduce((sum, { items }) => sum + items.length, 0)
  const kept = [
    countOf(loves, 'loved track'),
    countOf(feedback.length - loves, 'banned track'),
    playlists.length === 0
      ? ''
      : `${countOf(playlists.length, 'playlist')} with ${countOf(entries, 'entry', 'entries') || 'nothing in them'}`,
  ].filter(Boolean)
  const notes = kept.length === 0 ? [] : [`Kept beside the listens: ${kept.join(', ')}.`]
  if (told.musicRowsWithoutArtist > 0)
    notes.push(`${countOf(told.musicRowsWithoutArtist, 'listen')} kept without an artist: the export names none, or several that fit.`)
  return notes
}

const countOf = (count: number, one: string, many = `${one}s`): string => (count === 0 ? '' : `${count} ${count === 1 ? one : many}`)

const NOT_MUSIC = /^spotify:(?:episode|show|chapter|audiobook):/
type Words = Pick<ToldFeedback, 'title' | 'artistName' | 'albumTitle' | 'sourceUri'>

/** The track of each, found or made; null for what is no music or has no name. */
async function tracksOf(tracks: TrackStore, words: readonly Words[], synthetic: boolean): Promise<(TrackId | null)[]> {
  if (words.length === 0) return []
  const isMusic = ({ title, artistName, sourceUri }: Words) => title !== '' && artistName !== '' && !NOT_MUSIC.test(sourceUri ?? '')
  const ids = await tracks.identify(
    words.filter(isMusic).map((one) => sightingOf({ ...one, kind: 'music', recording: idsOf(one.sourceUri) }, synthetic)),
    'history',
  )
  let at = 0
  return words.map((one) => (isMusic(one) ? ids[at++] : null))
}

/** The ids in a source's word for a track. */
const idsOf = (sourceUri: string | null) => ({
  ...(sourceUri?.startsWith('isrc:') ? { isrc: sourceUri.slice('isrc:'.length) } : {}),
  ...(sourceUri?.startsWith('mbid:') ? { recordingMbid: sourceUri.slice('mbid:'.length) } : {}),
})
