// The numbers of each insight, as GET /api/insights/{name} answers them. contract-insights.ts has the envelope about them.
// Days and months are local to the zone of the answer; shares and rates are 0 to 1.

import { z } from 'zod'

// --- parts that several insights share ------------------------------------------------------------------------------------------

export const numberOrNull = z.number().nullable()

/** Something with a name. Its picture: /api/artists/{id}/cover, /api/albums/{id}/cover, /api/tracks/{trackId}/cover. */
const NamedThing = z.object({
  kind: z.enum(['artist', 'album', 'track', 'genre']),
  id: z.number().int(),
  /** A track of it that was heard; null for a genre. */
  trackId: z.number().int().nullable(),
  name: z.string(),
  /** Whose: the artist of a track or an album. */
  by: z.string().nullable(),
})
export type NamedThing = z.infer<typeof NamedThing>

/** Of the listens to something: all of them, those that count, to the end, skipped; the time as told, and as reckoned where it was not told. */
const ListenNumbers = z.object({
  listens: z.number(),
  counted: z.number(),
  completed: z.number(),
  skipped: z.number(),
  msPlayed: z.number(),
  /** Counted listens whose source does not say how long, at the length of their track; not part of msPlayed. */
  msEstimated: z.number(),
})
export type ListenNumbers = z.infer<typeof ListenNumbers>

/** A rate with the interval in which it lies by 95 % (Wilson): few listens, wide interval. */
const Rate = z.object({ rate: z.number(), low: z.number(), high: z.number() })

/** One bin of a series over time. `from` and `to` are its first and last local day. */
const Bin = z.object({ from: z.string(), to: z.string(), listens: z.number(), counted: z.number() })
const Step = z.enum(['day', 'week', 'month', 'year'])

// --- the data of each insight -----------------------------------------------------------------------------------------------------

export const Totals = ListenNumbers.extend({
  firstMs: numberOrNull,
  lastMs: numberOrNull,
  /** With at least one counted listen. */
  tracks: z.number(),
  artists: z.number(),
  albums: z.number(),
  genres: z.number(),
  activeDays: z.number(),
  days: z.number(),
  countedPerActiveDay: numberOrNull,
  msPerActiveDay: numberOrNull,
  /** Whatever the kind asked for: music, podcast, audiobook, video. */
  byKind: z.array(ListenNumbers.extend({ kind: z.enum(['music', 'podcast', 'audiobook', 'video']) })),
})

/** top-artists, top-albums, top-tracks, top-genres. */
export const Ranking = z.object({
  by: z.enum(['counted', 'time', 'listens', 'skipped']),
  order: z.enum(['most', 'least']),
  /** How many things there are in all. */
  total: z.number(),
  items: z.array(
    NamedThing.extend({
      ...ListenNumbers.shape,
      rank: z.number().int(),
      /** Of the whole of what `by` measures. */
      share: z.number(),
      firstMs: z.number(),
      lastMs: z.number(),
    }),
  ),
})

export const Clock = z.object({
  /** 7 rows from Monday, 24 columns from midnight, local: counted listens, and ms told and reckoned together. */
  counted: z.array(z.array(z.number())),
  ms: z.array(z.array(z.number())),
  byHour: z.array(z.number()),
  byWeekday: z.array(z.number()),
  /** Null without listens. */
  busiestHour: z.number().int().nullable(),
  busiestWeekday: z.number().int().nullable(),
})

export const Calendar = z.object({
  /** Each local day from firstDay on, days without listens included. */
  firstDay: z.string().nullable(),
  counted: z.array(z.number()),
  ms: z.array(z.number()),
  activeDays: z.number(),
  best: z.object({ day: z.string(), counted: z.number(), ms: z.number() }).nullable(),
})

const Session = z.object({ fromMs: z.number(), toMs: z.number(), listens: z.number(), counted: z.number(), msPlayed: z.number() })
export const Sessions = z.object({
  /** A session ends where nothing is heard for this long. */
  gapMin: z.number(),
  count: z.number(),
  /** On days with any. */
  perActiveDay: numberOrNull,
  medianMs: numberOrNull,
  meanMs: numberOrNull,
  medianListens: numberOrNull,
  /** Sessions by length; toMin null for the last, open one. */
  lengths: z.array(z.object({ fromMin: z.number(), toMin: numberOrNull, sessions: z.number(), ms: z.number() })),
  /** Sessions by the local hour in which they began, 24 numbers. */
  startHours: z.array(z.number()),
  longest: z.array(Session),
})

export const Discovery = z.object({
  step: Step,
  /** Counted for the first time in the whole history, whatever its source. */
  newTracks: z.number(),
  newArtists: z.number(),
  bins: z.array(
    Bin.extend({
      newTracks: z.number(),
      newArtists: z.number(),
      /** Of the counted listens, those that were the first of their track, of their artist. */
      newTrackShare: numberOrNull,
      newArtistShare: numberOrNull,
    }),
  ),
  /** Newly met artists that were heard most since, in the period. */
  bestNewArtists: z.array(NamedThing.extend({ firstMs: z.number(), counted: z.number() })),
})

export const Loyalty = z.object({
  step: Step,
  knownDays: z.number(),
  oldShare: numberOrNull,
  topArtistShare: numberOrNull,
  topArtist: NamedThing.nullable(),
  bins: z.array(
    Bin.extend({
      /** Of counted listens, those to artists first heard more than `knownDays` before. Null until the history is that old. */
      oldShare: numberOrNull,
      /** Of counted listens, those to the bin's most played artist. */
      topArtistShare: numberOrNull,
      topArtist: NamedThing.nullable(),
    }),
  ),
})

export const Obscurity = z.object({
  step: Step,
  /** 0 unknown to 100 known by all, among the tracks of your tables. */
  meanPercentile: numberOrNull,
  /** Of counted listens, those to tracks that no table rates. */
  unratedShare: numberOrNull,
  bins: z.array(Bin.extend({ meanPercentile: numberOrNull, unratedShare: numberOrNull })),
  /** Counted listens by percentile in tenths, 10 numbers from the least known. */
  tenths: z.array(z.number()),
  /** Heard most among the least known tenth that you have heard. */
  deepCuts: z.array(NamedThing.extend({ counted: z.number(), percentile: z.number() })),
})

const DiversityNumbers = z.object({
  artists: z.number(),
  tracks: z.number(),
  /** Shannon entropy of counted listens over artists, bits. */
  artistEntropyBits: numberOrNull,
  trackEntropyBits: numberOrNull,
  /** 2 to the entropy: as varied as this many artists heard equally often. */
  effectiveArtists: numberOrNull,
  effectiveTracks: numberOrNull,
  /** 0 all alike to 1 all on one. */
  artistGini: numberOrNull,
  trackGini: numberOrNull,
})
export const Diversity = z.object({ step: Step, whole: DiversityNumbers, bins: z.array(Bin.extend(DiversityNumbers.shape)) })

export const Binges = z.object({
  /** Of counted listens, those to the very track heard before. */
  repeatShare: numberOrNull,
  /** The same track again and again with nothing between. */
  runs: z.array(NamedThing.extend({ times: z.number(), fromMs: z.number(), toMs: z.number() })),
  days: z.array(NamedThing.extend({ times: z.number(), day: z.string() })),
})

/** A love: a track or an artist that was counted `heavy` times within `withinDays` of its first time. */
const Love = NamedThing.extend({ firstMs: z.number(), loveMs: z.number(), lastMs: z.number(), counted: z.number() })
export const FirstLoves = z.object({
  withinDays: z.number(),
  heavyTrack: z.number(),
  heavyArtist: z.number(),
  tracks: z.array(Love),
  artists: z.array(Love),
})
/** Heard heavily, then not at all for `silentMonths` up to the end of the period. */
const Forgotten = NamedThing.extend({ firstMs: z.number(), lastMs: z.number(), counted: z.number(), silentDays: z.number() })
export const ForgottenLoves = z.object({
  silentMonths: z.number(),
  heavyTrack: z.number(),
  heavyArtist: z.number(),
  totalTracks: z.number(),
  totalArtists: z.number(),
  tracks: z.array(Forgotten),
  artists: z.array(Forgotten),
})

const SkipNumbers = z.object({ listens: z.number(), skipped: z.number(), ...Rate.shape })
/** skips-by-hour (24 rows), skips-by-source, skips-by-position (1st, 2nd … in a session), skips-by-artist. Listens whose outcome is told. */
export const Skips = z.object({
  whole: SkipNumbers.nullable(),
  rows: z.array(SkipNumbers.extend({ key: z.string(), label: z.string(), thing: NamedThing.nullable() })),
  /** By artist: those with fewer listens are left out. Else 1. */
  listensMin: z.number(),
  order: z.enum(['most', 'least']).nullable(),
})

/** A Kaplan-Meier curve: of those who began, the share still listening at each point, with its 95 % interval (Greenwood). */
const Curve = z.object({
  at: z.array(z.number()),
  share: z.array(z.number()),
  low: z.array(z.number()),
  high: z.array(z.number()),
  /** How many were still listening there, and so speak for the share. */
  atRisk: z.array(z.number()),
  listens: z.number(),
  /** Ended by the listener; all others left the curve for another reason (the track's end, a lost connection). */
  stopped: z.number(),
})
export const Completion = z.object({
  /** `at` 0 to 1 of the track's length in steps of 0.01; listens to tracks of known length. */
  byShare: Curve.nullable(),
  /** `at` in seconds, 0 to 600. */
  bySecond: Curve.nullable(),
  completedShare: numberOrNull,
  /** Where half had stopped; null where more than half stay. */
  medianShare: numberOrNull,
  medianS: numberOrNull,
})

const DayStreak = z.object({ from: z.string(), to: z.string(), days: z.number(), counted: z.number() })
export const Streaks = z.object({
  /** Ends on the last day of the period, or the day before it; else null. */
  current: DayStreak.nullable(),
  longest: z.array(DayStreak),
  /** Days in a row with at least one counted listen to the same artist. */
  artists: z.array(NamedThing.extend({ from: z.string(), to: z.string(), days: z.number(), counted: z.number() })),
  longestSilence: z.object({ from: z.string(), to: z.string(), days: z.number() }).nullable(),
})

const Split = ListenNumbers.extend({ key: z.string(), label: z.string(), share: z.number(), firstMs: z.number(), lastMs: z.number() })
/** platforms: families of what the sources call the device, with their own words; countries: as the sources tell. */
export const Platforms = z.object({
  rows: z.array(Split.extend({ words: z.array(z.string()) })),
  untold: z.number(),
})
export const Sources = z.object({ rows: z.array(Split.extend({ sourceId: z.number().int(), format: z.string() })) })

const FeatureHour = z.object({ hour: z.number().int(), listens: z.number(), mean: numberOrNull, low: numberOrNull, high: numberOrNull })
export const EnergyByHour = z.object({
  /** 24 rows: the mean energy (0 to 1) of counted listens with a known energy, and the middle half of them (quartiles). */
  hours: z.array(FeatureHour),
  mean: numberOrNull,
  calmestHour: z.number().int().nullable(),
  strongestHour: z.number().int().nullable(),
})
export const TempoDrift = z.object({
  step: Step,
  medianBpm: numberOrNull,
  /** BPM that the median rises a year (Theil-Sen over the bins); null with fewer than three bins. */
  driftBpmPerYear: numberOrNull,
  bins: z.array(Bin.extend({ known: z.number(), lowBpm: numberOrNull, medianBpm: numberOrNull, highBpm: numberOrNull })),
})
export const KeyWheel = z.object({
  /** 24 rows in the order 1A, 1B … 12A, 12B. */
  keys: z.array(
    z.object({ camelot: z.string(), key: z.string(), mode: z.enum(['major', 'minor']), counted: z.number(), share: z.number() }),
  ),
  minorShare: numberOrNull,
})
export const MoodSeasons = z.object({
  /** 12 rows, January first, over all years of the period. */
  months: z.array(
    z.object({
      month: z.number().int(),
      listens: z.number(),
      energy: numberOrNull,
      valence: numberOrNull,
      /** Shares of the four quarters of energy and valence, parted at 0.5; they sum to 1. */
      excited: numberOrNull,
      tense: numberOrNull,
      calm: numberOrNull,
      sad: numberOrNull,
    }),
  ),
  energy: numberOrNull,
  valence: numberOrNull,
})

const ComparedThing = NamedThing.extend({ left: z.number(), right: z.number(), leftShare: z.number(), rightShare: z.number() })
const ComparedSide = ListenNumbers.extend({
  label: z.string(),
  listener: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  tracks: z.number(),
  artists: z.number(),
})
const ComparedOverlap = z.object({
  shared: z.number(),
  onlyLeft: z.number(),
  onlyRight: z.number(),
  /** Shared of all that either heard. */
  jaccard: numberOrNull,
  /** Of the shares of listens: 0 nothing in common to 1 the very same. */
  cosine: numberOrNull,
  /** How much of listening is common: the sum over all of the smaller of both shares, 0 to 1. */
  overlap: numberOrNull,
})
export const Compare = z.object({
  left: ComparedSide,
  right: ComparedSide,
  artists: ComparedOverlap,
  tracks: ComparedOverlap,
  genres: ComparedOverlap,
  sharedArtists: z.array(ComparedThing),
  sharedTracks: z.array(ComparedThing),
  /** Heard far more on one side: the greatest differences of shares. */
  moreLeft: z.array(ComparedThing),
  moreRight: z.array(ComparedThing),
})
