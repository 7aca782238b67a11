// A track in full: tags, file, sound, own plays, and where to hear it if it is not owned.

import type { Analysis, AnalysisOutcome } from '#analysis'
import type { Track } from '#library'
import { isSkip, type ListenerId } from '#listens'
import { feedbackOf, trackCard } from './cards.ts'
import type { TrackDetail } from './contract.ts'
import type { House } from './deps.ts'
import { linksFor } from './links.ts'
import type { Standings } from './standing.ts'

const RECENT_MAX = 20

export async function trackDetail(house: House, standings: Standings, track: Track, listenerId: ListenerId): Promise<TrackDetail> {
  const [feedback, file, outcome, plays] = await Promise.all([
    feedbackOf(house.feedback, listenerId),
    house.audioFiles.ofTrack(track.id),
    house.analyses.ofTrack(track.id),
    playsOf(house, track, listenerId),
  ])
  return {
    ...trackCard(track, feedback),
    discNo: track.discNo,
    trackNo: track.trackNo,
    isrc: track.isrc,
    spotifyId: track.spotifyId,
    popularity: track.popularity,
    attributes: track.attributes && { ...track.attributes },
    file: file && {
      path: file.path,
      codec: file.codec,
      sampleRateHz: file.sampleRateHz,
      channels: file.channels,
      bitrateBps: file.bitrateBps,
      sizeBytes: file.sizeBytes,
    },
    sound: outcome?.ok ? await soundOf(outcome.analysis, standings) : null,
    analysisProblem: problemOf(outcome),
    plays,
    links: track.playable ? [] : linksFor(track),
  }
}

const problemOf = (outcome: AnalysisOutcome | null) => (outcome && !outcome.ok ? { code: outcome.code, message: outcome.message } : null)

async function soundOf(analysis: Analysis, standings: Standings): Promise<NonNullable<TrackDetail['sound']>> {
  const descriptors = Object.entries(analysis.descriptors).map(([name, { mean, std }]) => [name, { mean: [...mean], std: [...std] }])
  return {
    durationS: analysis.durationS,
    tempo: analysis.tempo && { ...analysis.tempo },
    beatsS: [...analysis.beatsS],
    key: analysis.key && { ...analysis.key },
    loudness: { ...analysis.loudness },
    descriptors: Object.fromEntries(descriptors),
    standing: await standings.of(analysis),
  }
}

async function playsOf(house: House, track: Track, listenerId: ListenerId): Promise<TrackDetail['plays']> {
  const [tally, recent] = await Promise.all([
    house.listens.tally(listenerId, { trackIds: [track.id] }),
    house.listens.recent({ listenerId, trackId: track.id, countMax: RECENT_MAX }),
  ])
  const known = tally.count > 0
  return {
    counted: known ? tally.plays[0] : 0,
    completions: known ? tally.completions[0] : 0,
    skips: known ? tally.skips[0] : 0,
    msPlayed: known ? tally.msPlayed[0] : 0,
    lastPlayedMs: known && tally.lastPlayedMs[0] > 0 ? tally.lastPlayedMs[0] : null,
    recent: recent.map((listen) => ({ endedAtMs: listen.endedAtMs, msPlayed: listen.msPlayed, skipped: isSkip(listen) })),
  }
}
