// An invented listener's answers to every insight, seeded: what the charts are tested and photographed with where no server is. Nobody's data.

import type { InsightAnswer, InsightCatalogue, InsightName, InsightOf, NamedThing } from '../../../../src/server/contract.ts'

const DAY_MS = 86_400_000
const FIRST = '2019-03-04'
const LAST = '2026-11-20'
const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const DAYS = (timeOf(LAST) - timeOf(FIRST)) / DAY_MS + 1

/** Numbers 0 to 1 that look random and are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const ARTISTS = [
  'Amber Harbor',
  'Lena Marsh',
  'The Tin Sheds',
  '椎名 林檎子',
  'Circuit Row',
  'Sigur Rún and the Extraordinarily Long-Winded Philharmonic Ensemble of the Outer Western Isles',
  'Мумий',
  'Velvet Orbit',
  'Quartz & Thorn',
  'Nine Relays',
  'Björk Lind',
  'Cedar Choir',
]
const TRACKS = [
  'Low Tide',
  'Gate Left Open',
  'Ferrite',
  'What the Lock Keeper Said to the Evening Ferry When Nobody Else Was Listening (Extended Version, Remastered 2011)',
  '夜の海',
  'Reed Bed',
  'Hail',
  'Clock Edge',
  'Rust Season',
  'Ground Loop',
  'Corrugated',
  'Nine Lanterns',
]
const ALBUMS = [
  'Slow Water',
  'Loud Barn',
  'Grid',
  'Songs for the Second Screen, Volume Three: The Night Bus Recordings',
  'Harbor',
  'Weiß',
  'Selected Hums',
  'Room',
  'Tide Tables',
  'Kilo',
  'Ash',
  'Wren',
]
const GENRES = ['ambient', 'indie rock', 'electronic', 'post-rock', 'jazz', 'folk', 'drum and bass', 'choral']

const artist = (at: number): NamedThing => ({ kind: 'artist', id: at + 1, trackId: at + 1, name: ARTISTS[at % ARTISTS.length], by: null })
const track = (at: number): NamedThing => ({
  kind: 'track',
  id: at + 1,
  trackId: at + 1,
  name: TRACKS[at % TRACKS.length],
  by: ARTISTS[(at * 5) % ARTISTS.length],
})
const album = (at: number): NamedThing => ({
  kind: 'album',
  id: at + 1,
  trackId: at + 1,
  name: ALBUMS[at % ALBUMS.length],
  by: ARTISTS[(at * 7) % ARTISTS.length],
})
const genre = (at: number): NamedThing => ({ kind: 'genre', id: at + 1, trackId: null, name: GENRES[at % GENRES.length], by: null })

const numbers = (counted: number) => ({
  listens: Math.round(counted * 1.3),
  counted,
  completed: Math.round(counted * 0.8),
  skipped: Math.round(counted * 0.22),
  msPlayed: counted * 214_000,
  msEstimated: 0,
})

/** Months from the first to the last day. */
const MONTHS = Array.from({ length: 93 }, (_, at) => {
  const from = new Date(Date.UTC(2019, 2 + at, 1)).toISOString().slice(0, 10)
  return { from, to: new Date(Date.UTC(2019, 3 + at, 0)).toISOString().slice(0, 10), listens: 300, counted: 220 }
})
const monthly = <Extra>(seed: number, extra: (random: () => number, at: number) => Extra) => {
  const random = seeded(seed)
  return MONTHS.map((month, at) => ({ ...month, ...extra(random, at) }))
}

const EVENING = [2, 1, 1, 0, 0, 1, 4, 9, 8, 6, 5, 5, 7, 6, 5, 5, 7, 9, 12, 15, 17, 15, 10, 5]
function clock(): InsightOf<'clock'>['data'] {
  const random = seeded(7)
  const counted = Array.from({ length: 7 }, (_, day) =>
    EVENING.map((weight, hour) => Math.round(weight * (day > 4 && hour < 10 ? 0.5 : 1) * (0.6 + 0.8 * random()) * 14)),
  )
  const byHour = EVENING.map((_, hour) => counted.reduce((sum, day) => sum + day[hour], 0))
  return {
    counted,
    ms: counted.map((day) => day.map((count) => count * 210_000)),
    byHour,
    byWeekday: counted.map((day) => day.reduce((sum, count) => sum + count, 0)),
    busiestHour: 20,
    busiestWeekday: 4,
  }
}

function calendar(): InsightOf<'calendar'>['data'] {
  const random = seeded(11)
  const counted = Array.from({ length: DAYS }, (_, at) => {
    const season = 1 + 0.5 * Math.sin((at / 365) * 2 * Math.PI) + 0.4 * Math.sin(at / 210)
    return random() < 0.16 ? 0 : Math.max(0, Math.round(season * 14 * random() ** 1.4 * (at > 500 && at < 560 ? 0.1 : 1)))
  })
  return {
    firstDay: FIRST,
    counted,
    ms: counted.map((count) => count * 212_000),
    activeDays: counted.filter((count) => count > 0).length,
    best: { day: '2023-02-11', counted: 61, ms: 61 * 212_000 },
  }
}

const rate = (share: number, listens: number) => {
  const half = 1.96 * Math.sqrt((share * (1 - share)) / listens)
  return { listens, skipped: Math.round(share * listens), rate: share, low: Math.max(0, share - half), high: Math.min(1, share + half) }
}
const skipRow = (key: string, label: string, share: number, listens: number, thing: NamedThing | null = null) => ({
  key,
  label,
  thing,
  ...rate(share, listens),
})
const skips = (rows: ReturnType<typeof skipRow>[], order: 'most' | null = null) => ({
  whole: rate(0.21, 21_400),
  rows,
  listensMin: order ? 20 : 1,
  order,
})

const curveOf = (at: number[], stay: (at: number) => number) => {
  const share = at.map(stay)
  return {
    at,
    share,
    low: share.map((value) => Math.max(0, value - 0.012)),
    high: share.map((value) => Math.min(1, value + 0.012)),
    atRisk: share.map((value) => Math.round(value * 18_000)),
    listens: 18_000,
    stopped: 4100,
  }
}

const ranking = (thing: (at: number) => NamedThing, total: number): InsightOf<'top-artists'>['data'] => ({
  by: 'counted',
  order: 'most',
  total,
  items: Array.from({ length: Math.min(6, total) }, (_, at) => ({
    ...thing(at),
    ...numbers(Math.round(612 / (1 + at * 0.45))),
    rank: at + 1,
    share: 0.03 / (at + 1),
    firstMs: timeOf('2019-05-02'),
    lastMs: timeOf('2026-10-04'),
  })),
})

function data(): { [Name in InsightName]: InsightOf<Name>['data'] } {
  const love = (thing: NamedThing, at: number) => ({ ...thing, firstMs: timeOf('2019-03-20') + at * 9 * DAY_MS, loveMs: timeOf('2019-04-10'), lastMs: timeOf('2025-02-01'), counted: 96 - at * 7 })
  const forgotten = (thing: NamedThing, at: number) => ({ ...thing, firstMs: timeOf('2019-08-20'), lastMs: timeOf('2022-04-10') - at * 40 * DAY_MS, counted: 144 - at * 13, silentDays: 1680 + at * 40 })
  const compared = (thing: NamedThing, left: number, right: number) => ({ ...thing, left: Math.round(left * 4000), right: Math.round(right * 3200), leftShare: left, rightShare: right })
  const split = (key: string, label: string, share: number) => ({ key, label, share, ...numbers(Math.round(share * 21_000)), firstMs: timeOf('2019-03-04'), lastMs: timeOf('2026-11-20') })
  const random = seeded(3)
  return {
    totals: { ...numbers(21_412), firstMs: timeOf(FIRST), lastMs: timeOf(LAST), tracks: 4310, artists: 868, albums: 1420, genres: 41, activeDays: 2361, days: DAYS, countedPerActiveDay: 9.1, msPerActiveDay: 1_940_000, byKind: [{ kind: 'music', ...numbers(21_412) }] },
    'top-artists': ranking(artist, 868),
    'top-albums': ranking(album, 1420),
    'top-tracks': ranking(track, 4310),
    'top-genres': ranking(genre, 8),
    clock: clock(),
    calendar: calendar(),
    sessions: { gapMin: 30, count: 3120, perActiveDay: 1.3, medianMs: 41 * 60_000, meanMs: 56 * 60_000, medianListens: 9, lengths: [0, 15, 30, 60, 120, 180, 240, 360].map((fromMin, at, all) => ({ fromMin, toMin: all[at + 1] ?? null, sessions: [410, 620, 890, 640, 310, 140, 80, 30][at], ms: [410, 620, 890, 640, 310, 140, 80, 30][at] * (fromMin + 10) * 60_000 })), startHours: EVENING.map((weight) => weight * 26), longest: [] },
    discovery: { step: 'month', newTracks: 4310, newArtists: 868, bins: monthly(21, (next, at) => { const share = 0.12 + 0.7 * Math.exp(-at / 9) + 0.12 * next(); return { newTracks: Math.round(share * 220), newArtists: Math.round(share * 60), newTrackShare: share, newArtistShare: share * (0.25 + 0.15 * next()) } }), bestNewArtists: [0, 1, 2, 3].map((at) => ({ ...artist(at), firstMs: timeOf('2020-02-11') + at * 80 * DAY_MS, counted: 212 - at * 31 })) },
    loyalty: { step: 'month', knownDays: 365, oldShare: 0.61, topArtistShare: 0.03, topArtist: artist(0), bins: monthly(22, (next, at) => ({ oldShare: at < 12 ? null : Math.min(0.9, 0.35 + at / 180 + 0.14 * next()), topArtistShare: 0.05 + 0.12 * next() ** 2, topArtist: artist(at % 5) })) },
    obscurity: { step: 'month', meanPercentile: 58, unratedShare: 0.31, bins: monthly(23, (next) => ({ meanPercentile: 55 + 10 * next(), unratedShare: 0.3 })), tenths: [310, 520, 840, 1180, 1620, 2100, 2540, 2480, 1930, 1210], deepCuts: [2, 3, 5, 7].map((at) => ({ ...track(at), counted: 41 - at * 4, percentile: 2 + at })) },
    diversity: { step: 'month', whole: { artists: 868, tracks: 4310, artistEntropyBits: 7.4, trackEntropyBits: 10.1, effectiveArtists: 169, effectiveTracks: 1100, artistGini: 0.7, trackGini: 0.6 }, bins: monthly(24, (next, at) => { const effective = at > 16 && at < 19 ? null : 38 + 24 * next() + at / 5; return { artists: 80, tracks: 160, artistEntropyBits: effective === null ? null : Math.log2(effective), trackEntropyBits: null, effectiveArtists: effective, effectiveTracks: null, artistGini: null, trackGini: null } }) },
    binges: { repeatShare: 0.04, runs: [3, 1, 6, 0].map((at) => ({ ...track(at), times: 23 - at * 2, fromMs: timeOf('2022-06-11'), toMs: timeOf('2022-06-11') + 80 * 60_000 })), days: [5, 2, 3].map((at) => ({ ...track(at), times: 31 - at * 3, day: '2021-12-30' })) },
    'first-loves': { withinDays: 30, heavyTrack: 10, heavyArtist: 20, tracks: [0, 3, 5, 1].map((at) => love(track(at), at)), artists: [1, 5, 0].map((at) => love(artist(at), at)) },
    'forgotten-loves': { silentMonths: 12, heavyTrack: 20, heavyArtist: 40, totalTracks: 81, totalArtists: 22, tracks: [2, 4, 3, 6].map((at) => forgotten(track(at), at)), artists: [5, 3, 7].map((at) => forgotten(artist(at), at)) },
    'skips-by-artist': skips([0.62, 0.55, 0.48, 0.44, 0.41, 0.37, 0.36, 0.33].map((share, at) => skipRow(`${at}`, ARTISTS[(at * 5) % 12], share, 24 + at * 17, artist((at * 5) % 12))), 'most'),
    'skips-by-hour': skips(EVENING.map((weight, hour) => skipRow(`${hour}`, `${hour}`, 0.16 + 0.12 * Math.abs(Math.sin(hour / 5)), Math.max(weight * 60, hour === 3 || hour === 4 ? 0 : 12)))),
    'skips-by-source': skips([skipRow('1', 'Streaming_History_Audio_2019-2022_0.json', 0.24, 12_000), skipRow('2', 'Streaming_History_Audio_2022-2026_1.json', 0.19, 9100), skipRow('3', 'Deepcut', 0.11, 310)]),
    'skips-by-position': skips([0.31, 0.27, 0.24, 0.22, 0.21, 0.2, 0.19, 0.19, 0.18, 0.17].map((share, at) => skipRow(`${at + 1}`, at === 9 ? '10 and later' : `${at + 1}`, share, 3000 - at * 220))),
    completion: { byShare: curveOf(Array.from({ length: 101 }, (_, at) => at / 100), (at) => 0.7 + 0.3 * Math.exp(-at * 5) - 0.05 * at), bySecond: curveOf(Array.from({ length: 601 }, (_, at) => at), (at) => Math.max(0.02, 1 - at / 420 - 0.06 * Math.min(1, at / 20))), completedShare: 0.71, medianShare: null, medianS: 198 },
    streaks: { current: { from: '2026-11-02', to: LAST, days: 19, counted: 310 }, longest: [['2023-01-04', '2023-03-11', 67], ['2021-06-01', '2021-07-20', 50], ['2024-11-29', '2025-01-05', 38], ['2026-11-02', LAST, 19], ['2020-05-01', '2020-05-17', 17]].map(([from, to, days]) => ({ from: String(from), to: String(to), days: Number(days), counted: Number(days) * 14 })), artists: [0, 5, 3].map((at) => ({ ...artist(at), from: '2022-05-04', to: '2022-05-19', days: 16 - at, counted: 90 - at * 8 })), longestSilence: { from: '2020-08-01', to: '2020-09-10', days: 41 } },
    platforms: { rows: [{ ...split('ios', 'iPhone and iPad', 0.52), words: ['ios', 'iOS 12.1 (iPhone10,4)'] }, { ...split('android', 'Android', 0.21), words: ['android'] }, { ...split('web', 'Web player', 0.14), words: ['web_player'] }, { ...split('desktop', 'Windows', 0.1), words: ['windows'] }, { ...split('cast', 'Speakers and television sets', 0.03), words: [] }], untold: 310 },
    sources: { rows: [{ ...split('1', 'Streaming_History_Audio_2019-2022_0.json', 0.56), sourceId: 1, format: 'spotify-extended' }, { ...split('2', 'Streaming_History_Audio_2022-2026_1.json', 0.43), sourceId: 2, format: 'spotify-extended' }, { ...split('3', 'Deepcut', 0.01), sourceId: 3, format: 'deepcut' }] },
    'energy-by-hour': { hours: EVENING.map((weight, hour) => { const mean = hour === 3 ? null : 0.34 + 0.3 * Math.sin(((hour - 5) / 24) * 2 * Math.PI) ** 2 + 0.06 * random(); return { hour, listens: weight * 50, mean, low: mean === null ? null : mean - 0.14, high: mean === null ? null : mean + 0.15 } }), mean: 0.55, calmestHour: 2, strongestHour: 17 },
    'tempo-drift': { step: 'month', medianBpm: 118, driftBpmPerYear: 1.2, bins: monthly(25, (next, at) => { const middle = 112 + at / 9 + 6 * next(); return { known: 140, lowBpm: at === 17 ? null : middle - 14 - 4 * next(), medianBpm: at === 17 ? null : middle, highBpm: at === 17 ? null : middle + 14 + 5 * next() } }) },
    'key-wheel': { keys: keys(), minorShare: 0.44 },
    'mood-seasons': { months: Array.from({ length: 12 }, (_, at) => { const sun = 0.5 - 0.5 * Math.cos(((at + 0.5) / 12) * 2 * Math.PI); const excited = 0.2 + 0.22 * sun; const tense = 0.22 - 0.06 * sun; const calm = 0.24 + 0.04 * sun; return { month: at + 1, listens: 1700, energy: 0.5 + 0.1 * sun, valence: 0.4 + 0.2 * sun, excited, tense, calm, sad: 1 - excited - tense - calm } }), energy: 0.55, valence: 0.5 },
    compare: { left: { ...numbers(4120), label: '2025', listener: 'me', fromMs: timeOf('2025-01-01'), toMs: timeOf('2026-01-01'), tracks: 1210, artists: 310 }, right: { ...numbers(3290), label: '2024', listener: 'me', fromMs: timeOf('2024-01-01'), toMs: timeOf('2025-01-01'), tracks: 1420, artists: 402 }, artists: { shared: 160, onlyLeft: 150, onlyRight: 242, jaccard: 0.29, cosine: 0.61, overlap: 0.42 }, tracks: { shared: 320, onlyLeft: 890, onlyRight: 1100, jaccard: 0.14, cosine: 0.4, overlap: 0.2 }, genres: { shared: 30, onlyLeft: 4, onlyRight: 7, jaccard: 0.7, cosine: 0.9, overlap: 0.8 }, sharedArtists: [0, 1, 5, 3, 4, 7].map((at) => compared(artist(at), 0.06 - at * 0.006, 0.012 + ((at * 3) % 7) * 0.007)), sharedTracks: [0, 3, 5].map((at) => compared(track(at), 0.006, 0.004)), moreLeft: [2, 5, 3, 4, 6].map((at) => compared(artist(at), 0.05 - at * 0.004, 0.002)), moreRight: [8, 9, 10, 1].map((at) => compared(artist(at), 0.001, 0.044 - at * 0.002)) },
  }
} // biome-ignore format: tables

function keys() {
  const MAJOR = ['B', 'F#', 'C#', 'G#', 'D#', 'A#', 'F', 'C', 'G', 'D', 'A', 'E']
  const MINOR = ['G#', 'D#', 'A#', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#']
  const weights = MAJOR.flatMap((_, at) => [0.4 + ((at * 5) % 7) / 7, 0.5 + ((at * 3) % 8) / 6])
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return weights.map((weight, at) => {
    const place = Math.floor(at / 2)
    const mode = at % 2 === 0 ? ('minor' as const) : ('major' as const)
    return {
      camelot: `${place + 1}${mode === 'minor' ? 'A' : 'B'}`,
      key: mode === 'minor' ? MINOR[place] : MAJOR[place],
      mode,
      counted: Math.round((weight / sum) * 12_000),
      share: weight / sum,
    }
  })
}

const QUESTIONS: Readonly<Record<InsightName, readonly [string, string]>> = {
  totals: ['How much have you listened?', '21,412 counted listens, 1,273 h.'],
  'top-artists': ['Which artists do you play most?', 'Amber Harbor, with 612 listens.'],
  'top-albums': ['Which albums do you play most?', 'Slow Water by Amber Harbor, with 612 listens.'],
  'top-tracks': ['Which tracks do you play most?', 'Low Tide by Amber Harbor, with 612 listens.'],
  'top-genres': ['Which genres do you play most?', 'Ambient, with 612 listens.'],
  clock: ['When in the week do you listen?', 'Mostly on weekday evenings; Fridays at 20 h the most.'],
  calendar: ['Which days were full of music?', 'You heard music on 2,361 of 2,819 days; most on 11 February 2023, with 61 listens.'],
  sessions: ['How long do you listen in one go?', 'Half of your 3,120 sessions last longer than 41 min.'],
  discovery: ['How much is new to you?', 'You met 868 artists and 4,310 tracks; a fifth of your listens are to tracks new to you.'],
  loyalty: ['Do you stay with those you know?', '61 % of your listens are to artists you have known for a year.'],
  obscurity: ['How far from the mainstream?', 'A little above the middle: 58 of 100 on average; 31 % of listens no table rates.'],
  diversity: ['How varied is your listening?', 'As varied as 169 artists heard equally often.'],
  binges: ['What do you play again and again?', 'Low Tide, 23 times with nothing between, on 11 June 2022.'],
  'first-loves': ['What did you love first?', 'Low Tide, from 20 March 2019 on.'],
  'forgotten-loves': ['What did you love and forget?', '81 tracks and 22 artists you once loved have been silent for a year.'],
  'skips-by-artist': ['Whom do you skip?', 'Amber Harbor most: 62 % of 24 listens.'],
  'skips-by-hour': ['When do you skip?', 'Most around 8 in the morning: 28 %.'],
  'skips-by-source': ['Where do you skip?', 'Between 11 % and 24 %, by source.'],
  'skips-by-position': ['Do you skip more at the start of a session?', 'Yes: 31 % of first tracks, 17 % of those after the ninth.'],
  completion: ['How far into a track do you stay?', '71 % of tracks you start are heard to the end.'],
  streaks: ['How many days in a row?', '67 days in a row at most; 19 up to now.'],
  platforms: ['Where do you listen?', 'Mostly on iPhone and iPad: 52 % of listens.'],
  sources: ['What tells of your listening?', '3 sources, Streaming_History_Audio_2019-2022_0.json the largest.'],
  'energy-by-hour': ['When is your music strong, and when calm?', 'Calmest around 2 h, strongest around 17 h.'],
  'tempo-drift': ['Does your music get faster?', 'A little: the median rises by 1.2 BPM a year.'],
  'key-wheel': ['In which keys is what you play?', '44 % minor; G major the most.'],
  'mood-seasons': ['Does your mood follow the seasons?', 'Liveliest in July, lowest in January.'],
  compare: ['How do two times differ?', '25 % more listening in 2025 than in 2024, to fewer artists.'],
}

/** The answer to one insight, as the server gives it. */
export function answerOf<Name extends InsightName>(name: Name): InsightOf<Name> {
  const [question, sentence] = QUESTIONS[name]
  const answer = {
    name,
    question,
    explanation: 'Counted listens are those that pass the rule: at least 30 s, or half the track, or to the end.',
    listener: 'me',
    period: { fromMs: timeOf(FIRST), toMs: timeOf(LAST) + DAY_MS, firstDay: FIRST, lastDay: LAST, zone: 'Europe/Berlin', kind: 'music', source: null },
    summary: name.startsWith('skips') ? ['21 % of 21,400 listens were skipped.', sentence] : [sentence],
    trust: { listens: 27_836, counted: 21_412, used: 21_412, excluded: [{ reason: 'short', label: 'too short to count', listens: 6424 }], coverage: SOUND.has(name) ? { share: 0.62, label: 'of counted listens are of tracks whose sound is known' } : null, msPlayed: 21_412 * 214_000, msEstimated: 0, untimed: 0 },
    data: data()[name],
  } // biome-ignore format: a table
  return answer as unknown as InsightOf<Name>
}
const SOUND: ReadonlySet<string> = new Set(['energy-by-hour', 'tempo-drift', 'key-wheel', 'mood-seasons'])

/** All of them, in the order of the page. */
export const ANSWERS: readonly InsightAnswer[] = (Object.keys(QUESTIONS) as InsightName[]).map((name) => answerOf(name) as InsightAnswer)

/** The catalogue that goes with them. */
export const CATALOGUE: InsightCatalogue = {
  items: ANSWERS.map(({ name, question, explanation }) => ({
    name,
    question,
    explanation,
    group: 'overview',
    parameters: [],
    tables: [{ name, title: 'Numbers' }],
  })),
  firstMs: timeOf(FIRST),
  lastMs: timeOf(LAST),
  zone: 'Europe/Berlin',
  sources: [
    { id: 1, label: 'Streaming_History_Audio_2019-2022_0.json', format: 'spotify-extended' },
    { id: 2, label: 'Streaming_History_Audio_2022-2026_1.json', format: 'spotify-extended' },
    { id: 3, label: 'Deepcut', format: 'deepcut' },
  ],
}
