// What the page and scripts may rely on: every body the API takes or gives, as zod schemas. web/ imports only the types.
// All times are ms since the epoch; all durations ms unless the name says s.

import { z } from 'zod'
import { AlbumCard, ArtistCard, TrackCard } from './contract-cards.ts'
import { Problem } from './contract-problem.ts'

// --- shared -------------------------------------------------------------------------------------------------------------

export * from './contract-cards.ts'

// A picture is at /api/artists/{id}/cover.

const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), total: z.number().int() })
export const TrackPage = page(TrackCard)
export type TrackPage = z.infer<typeof TrackPage>
export const AlbumPage = page(AlbumCard)
export type AlbumPage = z.infer<typeof AlbumPage>
export const ArtistPage = page(ArtistCard)
export type ArtistPage = z.infer<typeof ArtistPage>

export * from './contract-problem.ts'

// --- GET /api/status -----------------------------------------------------------------------------------------------------

export const Status = z.object({
  version: z.string(),
  listeners: z.array(z.object({ id: z.number().int(), name: z.string() })),
  counts: z.object({
    tracks: z.number(),
    playable: z.number(),
    catalogued: z.number(),
    albums: z.number(),
    artists: z.number(),
    synthetic: z.number(),
    listens: z.number(),
  }),
  /** The demo's music or history is there; DELETE /api/demo removes it. */
  demo: z.boolean(),
  scan: z.object({ filesSeen: z.number(), filesTotal: z.number().nullable(), path: z.string() }).nullable(),
  analysis: z.object({ running: z.boolean(), done: z.number(), pending: z.number(), failed: z.number(), etaS: z.number().nullable() }),
  ffmpeg: z.boolean(),
})
export type Status = z.infer<typeof Status>

// --- GET /api/analysis/queue?count: the analysis as it stands; analysis.progress events say when to ask again ------------------

const AnalysisTask = z.object({
  trackId: z.number().int(),
  title: z.string(),
  artist: z.string(),
  /** derive: concluded anew without hearing the file; quick: an excerpt; full: the whole file. */
  tier: z.enum(['derive', 'quick', 'full']),
  /** Short files are heard whole in the quick tier too. */
  extent: z.enum(['whole', 'excerpt', 'none']),
  /** Never heard; heard only as an excerpt; heard by older versions of `stages`. */
  why: z.enum(['new', 'excerpt', 'outdated']),
  /** Null for all. */
  stages: z.array(z.string()).nullable(),
  /** How long the file plays. */
  seconds: z.number(),
  /** Someone listens to it: that is why it comes early. */
  played: z.boolean(),
})
const AnalysisTier = z.object({
  done: z.number(),
  waiting: z.number(),
  /** Seconds of sound that one core hears in a second; null until measured. */
  realTimes: z.number().nullable(),
})
export const AnalysisBudget = z.object({
  cores: z.number().int(),
  coresMax: z.number().int(),
  /** 0 like other programs, to 19: they go first. */
  niceness: z.number().int(),
  /** Whether this system can lower single threads. */
  nicenessWorks: z.boolean(),
  paused: z.boolean(),
})
export type AnalysisBudget = z.infer<typeof AnalysisBudget>
export const AnalysisQueue = z.object({
  state: z.enum(['running', 'paused', 'idle']),
  running: z.array(AnalysisTask.extend({ forS: z.number() })),
  next: z.array(AnalysisTask),
  tiers: z.object({ derive: AnalysisTier, quick: AnalysisTier, full: AnalysisTier }),
  /** Files: up to date; of use already, if only from an excerpt; waiting for anything; failed. */
  counts: z.object({ analysed: z.number(), usable: z.number(), pending: z.number(), failed: z.number() }),
  /** Until all is done, and until every file is of use; null where nothing is measured yet. */
  etaS: z.number().nullable(),
  usableEtaS: z.number().nullable(),
  failed: z.array(
    z.object({
      trackId: z.number().int(),
      title: z.string(),
      artist: z.string(),
      path: z.string(),
      code: z.string(),
      message: z.string(),
      atMs: z.number(),
    }),
  ),
  budget: AnalysisBudget,
})
export type AnalysisQueue = z.infer<typeof AnalysisQueue>
/** PUT /api/analysis/budget · POST /api/analysis/pause · /resume · /retry (all that failed): each answers with the queue. */
export const BudgetBody = z.object({ cores: z.number().int().min(1).optional(), niceness: z.number().int().min(0).max(19).optional() })
export type BudgetBody = z.infer<typeof BudgetBody>

// --- GET /api/recommendations?user&count=10&radar=0.5&from=all --------------------------------------------------------------

export const Reason = z.object({
  kind: z.enum(['nearby', 'attributes', 'artist', 'genre', 'forgotten', 'unheard', 'popularity', 'loved', 'held-back', 'shelf', 'bet']),
  text: z.string(),
  weight: z.number(),
  trackIds: z.array(z.number().int()),
})
export const Recommendation = z.object({
  rank: z.number().int(),
  trackId: z.number().int(),
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  playable: z.boolean(),
  score: z.number(),
  popularityPercentile: z.number(),
  reasons: z.array(Reason),
  track: TrackCard,
  /** For music not owned: where it can be heard. A link only; the server calls nobody. */
  links: z.array(z.object({ label: z.string(), url: z.string() })),
})
export type Recommendation = z.infer<typeof Recommendation>
export const Recommendations = z.object({
  items: z.array(Recommendation),
  /** Said above the list where it is not personal yet, such as why a shelf is shown; else null. */
  note: z.string().nullable(),
})
export type Recommendations = z.infer<typeof Recommendations>

// --- GET /api/tracks?text&albumId&artistId&playable=true|false|any&sort&offset&count (owned tracks unless told otherwise)  ·  /api/albums  ·  /api/albums/{id}  ·  /api/artists  ·  /api/artists/{id}

export const AlbumDetail = AlbumCard.extend({
  tracks: z.array(TrackCard.extend({ discNo: z.number().nullable(), trackNo: z.number().nullable() })),
})
export type AlbumDetail = z.infer<typeof AlbumDetail>
export const ArtistDetail = ArtistCard.extend({ albums: z.array(AlbumCard), tracks: z.array(TrackCard) })
export type ArtistDetail = z.infer<typeof ArtistDetail>

/** GET /api/search?text&count */
export const SearchResult = z.object({ tracks: z.array(TrackCard), albums: z.array(AlbumCard), artists: z.array(ArtistCard) })
export type SearchResult = z.infer<typeof SearchResult>

// --- GET /api/tracks/{id}?user -----------------------------------------------------------------------------------------------

const Key = z.object({ tonic: z.string(), mode: z.enum(['major', 'minor']), camelot: z.string(), confidence: z.number() })
const ReplayGain = z.object({ gainDb: z.number(), peak: z.number() })

export const TrackDetail = TrackCard.extend({
  discNo: z.number().nullable(),
  trackNo: z.number().nullable(),
  isrc: z.string().nullable(),
  spotifyId: z.string().nullable(),
  popularity: z.number().nullable(),
  /** From an imported table; values 0 to 1 but loudness (dB), tempo (BPM), key, mode, timeSignature. */
  attributes: z.record(z.string(), z.number()).nullable(),
  file: z
    .object({
      path: z.string(),
      codec: z.string(),
      sampleRateHz: z.number(),
      channels: z.number(),
      bitrateBps: z.number().nullable(),
      sizeBytes: z.number(),
    })
    .nullable(),
  /** What was measured; null while the file waits for analysis or is not owned. */
  sound: z
    .object({
      durationS: z.number(),
      /** An excerpt is what the quick tier heard; what needs the whole file is then null or empty. */
      extent: z.enum(['whole', 'excerpt']),
      tempo: z.object({ bpm: z.number(), confidence: z.number() }).nullable(),
      /** Where the tempo drifts: the tempo at these times. */
      tempoCurve: z.object({ atS: z.array(z.number()), bpm: z.array(z.number()) }).nullable(),
      beatsS: z.array(z.number()),
      downbeatsS: z.array(z.number()),
      timeSignature: z.object({ name: z.string(), confidence: z.number() }).nullable(),
      key: Key.extend({ tuningCents: z.number() }).nullable(),
      /** Spans one after the other; more than one where the key changes. */
      keyChanges: z.array(Key.extend({ fromS: z.number(), toS: z.number() })),
      loudness: z.object({ integratedLufs: z.number().nullable(), rangeLu: z.number().nullable(), truePeakDbtp: z.number().nullable() }),
      /** ReplayGain 2.0: dB towards -18 LUFS, peak 1 at full scale. The album's where all of it is known. */
      replayGain: z.object({ track: ReplayGain.nullable(), album: ReplayGain.nullable() }),
      structure: z
        .object({
          /** `energy` 0 to 1. */
          sections: z.array(z.object({ fromS: z.number(), toS: z.number(), label: z.string(), energy: z.number() })),
          /** Level, 0 to 255, equal slots over the whole track. */
          energy: z.array(z.number()),
          firstSoundS: z.number(),
          lastSoundS: z.number(),
          cues: z.array(z.object({ atS: z.number(), kind: z.string() })),
        })
        .nullable(),
      /** Estimated from the sound, each 0 to 1, with what it is made of, the strongest first; `effect` is signed. */
      attributes: z.record(
        z.string(),
        z.object({
          value: z.number(),
          confidence: z.number(),
          ingredients: z.array(z.object({ name: z.string(), value: z.number(), effect: z.number() })),
        }),
      ),
      /** Descriptor name -> mean and std of each row over time. */
      descriptors: z.record(z.string(), z.object({ mean: z.array(z.number()), std: z.array(z.number()) })),
      /** 0 to 1: where this track stands among the analysed tracks of the library, for the bar strip: brightness, loudness, tempo, density, harmony, noisiness. */
      standing: z.array(z.object({ name: z.string(), value: z.number(), explanation: z.string() })),
    })
    .nullable(),
  /** Why there is no sound, where analysis failed. */
  analysisProblem: Problem.nullable(),
  plays: z.object({
    counted: z.number(),
    completions: z.number(),
    skips: z.number(),
    msPlayed: z.number(),
    lastPlayedMs: z.number().nullable(),
    recent: z.array(z.object({ endedAtMs: z.number(), msPlayed: z.number().nullable(), skipped: z.boolean() })),
  }),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
})
export type TrackDetail = z.infer<typeof TrackDetail>

/** GET /api/tracks/{id}/waveform: arrays of 0 to 255, equal slots over the whole track. 404 where not analysed. */
export const WaveformBody = z.object({ durationS: z.number(), peaks: z.array(z.number()), brightness: z.array(z.number()) })
export type WaveformBody = z.infer<typeof WaveformBody>

/** GET /api/tracks/{id}/similar?count: by sound, for analysed tracks. */
export const SimilarTracks = z.object({ items: z.array(z.object({ rank: z.number(), similarity: z.number(), track: TrackCard })) })
export type SimilarTracks = z.infer<typeof SimilarTracks>

// --- listens -----------------------------------------------------------------------------------------------------------------

/** GET /api/listens?user&beforeMs&count */
export const ListenRow = z.object({
  id: z.number().int(),
  trackId: z.number().int().nullable(),
  kind: z.enum(['music', 'podcast', 'audiobook', 'video']),
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  /** Null where the source does not say how long. */
  msPlayed: z.number().nullable(),
  skipped: z.boolean(),
  counted: z.boolean(),
  source: z.string(),
  /** How many rows tell of it, this one too: GET /api/listens/{id} shows them. */
  toldBy: z.number().int(),
  /** A person said that it is not one with another listen. */
  apart: z.boolean(),
  playable: z.boolean(),
})
export type ListenRow = z.infer<typeof ListenRow>
export const ListenRows = z.object({ items: z.array(ListenRow), nextBeforeMs: z.number().nullable() })
export type ListenRows = z.infer<typeof ListenRows>

/** POST /api/listens?user: one playback of our own player, when it ends for whatever reason. */
export const PlayedBody = z.object({
  trackId: z.number().int(),
  startedAtMs: z.number().int(),
  /** Time the sound really played, pauses left out. */
  msPlayed: z.number().int().min(0),
  /** How it ended: to the end, by "next" or skip, by another choice, by stopping, or with the page. */
  reasonEnd: z.enum(['trackdone', 'fwdbtn', 'backbtn', 'clickrow', 'endplay', 'logout']),
  reasonStart: z.enum(['clickrow', 'trackdone', 'fwdbtn', 'backbtn', 'playbtn']),
  /** Made by the page for each playback: sending one again adds nothing. */
  playId: z.string().min(8).max(64),
})
export type PlayedBody = z.infer<typeof PlayedBody>
export const PlayedAnswer = z.object({ added: z.boolean() })

/** PUT /api/tracks/{id}/feedback?user */
export const FeedbackBody = z.object({ feedback: z.enum(['love', 'ban']).nullable() })
export type FeedbackBody = z.infer<typeof FeedbackBody>

/** POST /api/recommendations/{trackId}/skip?user: "not now" on a card that was not played. */
export const Done = z.object({ ok: z.literal(true) })

/** GET /api/stats?user&fromMs&toMs */
export const Stats = z.object({
  listens: z.number(),
  countedListens: z.number(),
  skips: z.number(),
  msPlayed: z.number(),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  distinctTracks: z.number(),
  distinctArtists: z.number(),
  /** 168 numbers from Monday 00:00 UTC. */
  byHourOfWeek: z.array(z.number()),
  byMonth: z.array(z.object({ month: z.string(), countedListens: z.number(), msPlayed: z.number() })),
  topTracks: z.array(z.object({ track: TrackCard, countedListens: z.number(), msPlayed: z.number() })),
  topArtists: z.array(z.object({ artist: z.string(), countedListens: z.number(), msPlayed: z.number() })),
})
export type Stats = z.infer<typeof Stats>

// --- imports, folders, rules, engagement ---------------------------------------------------------------------------------------
export * from './contract-import.ts'
// --- GET /api/events: server-sent events, named and shaped as in src/events/catalog.ts ------------------------------------------

// --- GET /api/insights · /api/insights/{name} --------------------------------------------------------------------------------------
export * from './contract-identity.ts'
export * from './contract-insights.ts'
// --- GET /api/listens/{id} · POST /api/listens/{id}/apart -------------------------------------------------------------------------------
export * from './contract-merges.ts'
// --- GET /api/outside · /api/spotify -------------------------------------------------------------------------------------------------
export * from './contract-outside.ts'
// --- GET /api/playlists · /api/playlists/{id} ----------------------------------------------------------------------------------------
export * from './contract-playlists.ts'
export * from './contract-scrobble.ts'
export * from './contract-year.ts'
