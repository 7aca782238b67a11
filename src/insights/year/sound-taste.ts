// Cards of sound and taste: keys, tempo and seasons, what almost nobody knows, and how wide it all was.

import { COUNTED } from '#listens'
import { countBy, topOf } from '../counting.ts'
import { decimal, listed, monthName, percent, times, whole } from '../wording.ts'
import { type MakeCard, quoted, type YearNumber } from './card.ts'
import { counted, number } from './when.ts'

/** Only what is true of the whole is told: fine steps would be counted for nothing. */
const WHOLE = { step: 'year' }
const KNOWN_MIN = 40
/** A month says something of its energy from so many listens on. */
const MONTH_MIN = 8
const DEEP_MAX = 35
const DEEP_MIN = 3
const ARTISTS_MIN = 10
const SPREAD = 140

/** Tracks of a key are what the card sounds with. */
function tracksInKey(counts: Int32Array, keys: Int8Array, key: number): number[] {
  return topOf(
    counts.map((count, track) => (keys[track] === key ? count : 0)),
    24,
  )
}

/** What it sounded like: keys, tempo, and the energy of the months. */
export const soundCard: MakeCard = (asked) => {
  const { scope } = asked
  const { keys, minorShare } = asked.ask('key-wheel')
  const { medianBpm, bins } = asked.ask('tempo-drift', WHOLE)
  const { months, energy } = asked.ask('mood-seasons')
  const known = keys.reduce((sum, one) => sum + one.counted, 0)
  const timed = bins.reduce((sum, bin) => sum + bin.known, 0)
  const bpm = timed >= KNOWN_MIN ? medianBpm : null
  const best = keys.reduce((top, one, at) => (one.counted > keys[top].counted ? at : top), 0)
  if (known < KNOWN_MIN || minorShare === null)
    return { why: `The keys of ${KNOWN_MIN} counted listens are needed; they come from your own files, or from tables you import.` }
  const sure = months.filter((month) => month.listens >= MONTH_MIN && month.energy !== null).sort((a, b) => b.energy! - a.energy!)
  const season = sure.length >= 3 ? { strongest: monthName(sure[0].month), calmest: monthName(sure[sure.length - 1].month) } : null
  const numbers: YearNumber[] = [number(keys[best].share, 'share', `in ${keys[best].key}`, percent(keys[best].share))]
  if (bpm !== null) numbers.push(number(bpm, 'BPM', 'beats a minute, the middle', whole(bpm)))
  numbers.push(number(minorShare, 'share', 'in minor', percent(minorShare)))
  return {
    numbers,
    things: [],
    chart: {
      shape: 'keys',
      keys: keys.map(({ camelot, key, counted }) => ({ camelot, key, counted })),
      bpm,
      months:
        energy === null ? [] : months.map((month) => ({ month: month.month, energy: month.listens >= MONTH_MIN ? month.energy : null })),
    },
    trackIds: tracksInKey(countBy(scope, 'track', COUNTED), scope.dims.key, best),
    explanation: `Counted listens by key on the Camelot wheel, minor inside and major outside, and the median tempo. Values come from the tables you imported, else from Deepcut hearing your own files; known for ${percent(known / Math.max(1, asked.measured.counted))} of counted listens.`,
    interest: Math.min(1, 0.55 + 0.4 * (known / Math.max(1, asked.measured.counted))),
    tell: () => ({
      headline: `Your ${asked.noun} was in ${keys[best].key}${bpm === null ? '' : `, at ${whole(bpm)} beats a minute`}.`,
      detail: `${percent(minorShare)} of it was in minor.${season ? ` It was strongest in ${season.strongest} and calmest in ${season.calmest}.` : ''}`,
    }),
  }
}

/** The least known that was loved. */
export const deepCutsCard: MakeCard = (asked) => {
  const { deepCuts } = asked.ask('obscurity', WHOLE)
  const cuts = deepCuts.filter((one) => one.counted >= DEEP_MIN && one.percentile <= DEEP_MAX).slice(0, 3)
  if (cuts.length === 0)
    return { why: 'No track that a table calls little known was heard three times. Popularity comes from tables you import.' }
  const things = cuts.map((one) => asked.thing('track', one.id, one.counted, `${decimal(one.percentile, 0)} of 100 known`))
  return {
    numbers: [
      number(cuts[0].percentile, 'percentile', 'of 100 in popularity', decimal(cuts[0].percentile, 0)),
      counted(cuts[0].counted, 'listens of yours'),
    ],
    things,
    chart: { shape: 'depth', percentiles: cuts.map(({ percentile }) => percentile) },
    trackIds: cuts.map(({ id }) => id),
    explanation:
      'Among all tracks that your tables rate, 0 is the least known and 100 the best known. Shown are those in the lowest tenth you heard from, with at least three counted listens.',
    interest: 0.9,
    tell: () => ({
      headline: `${quoted(things[0].name)}, and hardly anybody else.`,
      detail: `It stands at ${decimal(cuts[0].percentile, 0)} of 100 in popularity, and you played it ${times(cuts[0].counted, 'time')}.${things.length > 1 ? ` As deep: ${listed(things.slice(1).map(({ name }) => quoted(name)))}.` : ''}`,
    }),
  }
}

/** How wide it was, beside the time before. */
export const varietyCard: MakeCard = (asked) => {
  const { whole: now } = asked.ask('diversity', WHOLE)
  if (now.effectiveArtists === null || now.artists < ARTISTS_MIN) return { why: `Variety needs ${ARTISTS_MIN} artists.` }
  const { before } = asked
  const then = before !== null && before.measured.counted >= 50 ? before.ask('diversity', WHOLE).whole.effectiveArtists : null
  const byArtist = countBy(asked.scope, 'artist', COUNTED)
  const counts = topOf(byArtist, SPREAD).map((artist) => byArtist[artist])
  const change = then === null ? 0 : now.effectiveArtists / then - 1
  const artists = now.effectiveArtists
  return {
    numbers: [
      number(now.artists, 'artists', 'artists'),
      number(artists, 'artists', 'as if heard equally', whole(artists)),
      ...(then === null ? [] : [number(then, 'artists', before!.label, whole(then))]),
    ],
    things: [],
    chart: { shape: 'spread', counts },
    trackIds: [],
    explanation:
      'The effective number of artists: 2 to the Shannon entropy of counted listens. A hundred artists heard alike would give 100, one artist alone 1. Each dot is an artist, as large as the listens to it.',
    interest: Math.min(0.85, 0.35 + Math.abs(change)),
    tell: () => ({
      headline:
        then === null || Math.abs(change) < 0.08
          ? `${whole(now.artists)} artists, and room for all of them.`
          : change > 0
            ? `You listened wider than ${before!.label}.`
            : `You listened deeper than ${before!.label}.`,
      detail: `As varied as ${whole(artists)} artists heard equally often${then === null ? '' : `, after ${whole(then)} ${before!.label}`}. ${change < -0.08 ? 'Fewer names, more of each.' : change > 0.08 ? 'More names, less of each.' : `The first had ${percent(counts[0] / asked.measured.tracked)} of it.`}`,
    }),
  }
}
