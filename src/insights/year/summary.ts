// The last card: the whole of it on one page, and in one sentence.

import { hourName, lasting, times, whole } from '../wording.ts'
import { type MakeCard, quoted } from './card.ts'
import { counted, hoursOf, number } from './when.ts'

const TOP = 5
/** A genre speaks for a year where it has so much of it. */
const GENRE_SHARE = 0.08

/** Top five artists, then top five tracks, and the sentence of the year. */
export const summaryCard: MakeCard = (asked) => {
  const totals = asked.ask('totals')
  if (totals.counted === 0) return { why: 'Nothing that counts was heard.' }
  const artists = asked.ask('top-artists', { count: String(TOP) }).items
  const tracks = asked.ask('top-tracks', { count: String(TOP) }).items
  const [genre] = asked.ask('top-genres', { count: '1' }).items
  const { busiestHour } = asked.ask('clock')
  const ms = totals.msPlayed + totals.msEstimated
  const things = [
    ...artists.map((one) => asked.thing('artist', one.id, one.counted, times(one.counted, 'listen'))),
    ...tracks.map((one) => asked.thing('track', one.id, one.counted, times(one.counted, 'listen'))),
  ]
  const genreThing = genre && genre.share >= GENRE_SHARE ? asked.thing('genre', genre.id, genre.counted) : null
  return {
    numbers: [
      ...(ms > 0 ? [hoursOf(ms)] : []),
      counted(totals.counted),
      number(totals.artists, 'artists', 'artists'),
      number(totals.activeDays, 'days', `days with music, of ${whole(totals.days)}`),
    ],
    things,
    chart: null,
    trackIds: [...tracks.map(({ id }) => id), ...asked.tracksOf(null, 0)],
    explanation: `Counted listens ${asked.within}, by your rules; the time is of every listen. The picture is drawn here and leaves only when you send it.`,
    interest: 1,
    tell: () => {
      const artist = things.find(({ kind }) => kind === 'artist')
      const track = things.find(({ kind }) => kind === 'track')
      const of = genreThing ? ` of ${genreThing.name.toLocaleLowerCase('en')}` : ''
      const at = busiestHour === null || totals.counted < 50 ? '' : ` around ${hourName(busiestHour)}`
      return {
        headline: `A ${asked.noun}${of}${at}${artist ? `, most of all with ${artist.name}` : ''}.`,
        detail: `${ms > 0 ? lasting(ms) : times(totals.counted, 'listen')} with ${times(totals.artists, 'artist')}${track ? `, and ${quoted(track.name)} before everything else` : ''}.`,
      }
    },
  }
}
