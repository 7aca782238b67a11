// A track in full: tags, file, sound, own plays, and where to hear it if it is not owned.

import { type Analysis, type AnalysisOutcome, albumGains, type ReplayGain, trackReplayGain } from '#analysis'
import type { Track, TrackId } from '#library'
import { isSkip, type ListenerId } from '#listens'
import { feedbackOf, trackCard } from './cards.ts'
import type { TrackDetail } from './contract.ts'
import type { House } from './deps.ts'
import { linksFor } from './links.ts'
import type { Standings } from './standing.ts'

const RECENT_MAX = 20

/** What every page of a track is compared with. */
export interface Surroundings {
  readonly standings: Standings
  readonly albumGain: (trackId: TrackId) => Promise<ReplayGain | null>
}

/** Gains of albums, worked out again once anything was analysed since. */
export function openAlbumGains(house: Pick<House, 'tracks' | 'analyses'>): Surroundings['albumGain'] {
  let known: { readonly revision: number; readonly gainOf: Surroundings['albumGain'] } | null = null
  return async (trackId) => {
    const revision = await house.analyses.revision()
    if (known?.revision !== revision) known = { revision, gainOf: albumGains(house) }
    return known.gainOf(trackId)
  }
}

export async function trackDetail(house: House, around: Surroundings, track: Track, listenerId: ListenerId): Promise<TrackDetail> {
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
    sound: outcome?.ok ? await soundOf(around, track, outcome.analysis) : null,
    analysisProblem: problemOf(outcome),
    plays,
    links: track.playable ? [] : linksFor(track),
  }
}

const problemOf = (outcome: AnalysisOutcome | null) => (outcome && !outcome.ok ? { code: outcome.code, message: outcome.message } : null)

async function soundOf(around: Surroundings, track: Track, analysis: Analysis): Promise<NonNullable<TrackDetail['sound']>> {
  const { extent, structure, timeSignature, tempoCurve } = analysis
  const descriptors = Object.entries(analysis.descriptors).map(([name, { mean, std }]) => [name, { mean: [...mean], std: [...std] }])
  const attributes = Object.entries(analysis.attributes).map(([name, estimate]) => [
    name,
    { ...estimate, ingredients: estimate.ingredients.map((ingredient) => ({ ...ingredient })) },
  ])
  return {
    durationS: analysis.durationS,
    extent,
    tempo: analysis.tempo && { ...analysis.tempo },
    tempoCurve: tempoCurve && { atS: [...tempoCurve.atS], bpm: [...tempoCurve.bpm] },
    beatsS: [...analysis.beatsS],
    downbeatsS: [...analysis.downbeatsS],
    timeSignature: timeSignature && { name: timeSignature, confidence: analysis.timeSignatureConfidence },
    key: analysis.key && { ...analysis.key },
    keyChanges: analysis.keyChanges.map((span) => ({ ...span })),
    loudness: { ...analysis.loudness },
    replayGain: {
      track: extent === 'whole' ? trackReplayGain(analysis) : null,
      album: extent === 'whole' ? await around.albumGain(track.id) : null,
    },
    structure: structure && {
      sections: structure.sections.map((section) => ({ ...section })),
      energy: [...structure.energy],
      firstSoundS: structure.firstSoundS,
      lastSoundS: structure.lastSoundS,
      cues: structure.cues.map((cue) => ({ ...cue })),
    },
    attributes: Object.fromEntries(attributes),
    descriptors: Object.fromEntries(descriptors),
    standing: await around.standings.of(analysis),
  }
}

async function playsOf(house: House, track: Track, listenerId: ListenerId): Promise<TrackDetail['plays']> {
  const [tally, recent, rules] = await Promise.all([
    house.listens.tally(listenerId, { trackIds: [track.id] }),
    house.listens.recent({ listenerId, trackId: track.id, countMax: RECENT_MAX }),
    house.rules.load(),
  ])
  const known = tally.count > 0
  return {
    counted: known ? tally.plays[0] : 0,
    completions: known ? tally.completions[0] : 0,
    skips: known ? tally.skips[0] : 0,
    msPlayed: known ? tally.msPlayed[0] : 0,
    lastPlayedMs: known && tally.lastPlayedMs[0] > 0 ? tally.lastPlayedMs[0] : null,
    recent: recent.map((listen) => ({
      endedAtMs: listen.endedAtMs,
      msPlayed: listen.msPlayed,
      skipped: isSkip(listen, track.durationMs, rules),
    })),
  }
}
