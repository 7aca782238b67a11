// How tracks, albums and artists appear in answers.

import type { Album, Artist, Track, TrackId } from '#library'
import type { FeedbackKind, FeedbackStore, ListenerId } from '#listens'
import type { AlbumCard, ArtistCard, TrackCard } from './contract.ts'

/** What a listener said of tracks, by track. */
export type FeedbackByTrack = ReadonlyMap<TrackId, FeedbackKind>

export async function feedbackOf(feedback: FeedbackStore, listenerId: ListenerId): Promise<FeedbackByTrack> {
  return new Map((await feedback.list(listenerId)).map((said) => [said.trackId, said.kind]))
}

export const trackCard = (track: Track, feedback: FeedbackByTrack): TrackCard => ({
  id: track.id,
  title: track.title,
  artist: track.artistCredit,
  artistId: track.artists[0].id,
  album: track.albumTitle,
  albumId: track.albumId,
  durationMs: track.durationMs,
  year: track.year,
  genres: [...track.genres],
  playable: track.playable,
  synthetic: track.synthetic,
  feedback: feedback.get(track.id) ?? null,
})

export const albumCard = (album: Album): AlbumCard => ({
  id: album.id,
  title: album.title,
  artist: album.artistName,
  artistId: album.artistId,
  year: album.year,
  compilation: album.compilation,
  trackCount: album.trackCount,
  durationMs: album.durationMs,
  synthetic: album.synthetic,
})

export const artistCard = (artist: Artist): ArtistCard => ({
  id: artist.id,
  name: artist.name,
  trackCount: artist.trackCount,
  albumCount: artist.albumCount,
})
