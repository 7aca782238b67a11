// Cards of favourites: the artist, the tracks, the album, and the best of what was new.

import { lasting, listed, longDay, percent, times, whole } from '../wording.ts'
import { DAY_S, dayOf, dayText } from '../zone.ts'
import { type MakeCard, quoted, whose, type YearThing } from './card.ts'
import { firstRowOf, thingInSteps } from './tally.ts'
import { counted, dayIn, hoursOf, number } from './when.ts'

const ARTIST_MIN = 8
const TRACKS = 5
const TRACK_MIN = 3
const ALBUM_MIN = 8
const NEW_MIN = 5
/** A history that began less than so long ago has nothing but firsts. */
const KNOWN_DAYS = 60

const peakOf = (bins: readonly { counted: number }[]): number =>
  bins.reduce((best, bin, at) => (bin.counted > bins[best].counted ? at : best), 0)

const STEP_WORDS = { day: 'day', week: 'week', month: 'month', year: 'year' } as const

/** The artist heard most: when it began, and when it was most. */
export const artistCard: MakeCard = (asked) => {
  const { scope } = asked
  const [first, second] = asked.ask('top-artists', { count: '5' }).items
  if (!first || first.counted < ARTIST_MIN) return { why: `No artist has ${ARTIST_MIN} counted listens.` }
  const of = scope.dims.of.artist
  const steps = thingInSteps(scope, of, first.id, scope)
  const peak = peakOf(steps.bins)
  const row = firstRowOf(scope, of, first.id)
  const firstS = scope.ledger.endedAtS[row]
  const firstTrack = asked.thing('track', scope.ledger.trackIds[row], 1)
  const tracks = asked.tracksOf('artist', first.id)
  const best = asked.thing('track', tracks[0], 0)
  const artist = asked.thing('artist', first.id, first.counted)
  const other = second && asked.thing('artist', second.id, second.counted)
  return {
    numbers: [
      counted(first.counted, 'listens'),
      ...(first.msPlayed + first.msEstimated > 0 ? [hoursOf(first.msPlayed + first.msEstimated)] : []),
      number(first.share, 'share', 'of all you heard', percent(first.share)),
    ],
    things: [artist],
    chart: { shape: 'steps', ...steps, marked: steps.bins.length > 1 ? peak : null },
    trackIds: tracks,
    explanation: `The artist with the most counted listens ${asked.within}; a listen is the artist's who is credited first. The bars are counted listens by ${STEP_WORDS[steps.step]}; the beginning is the first counted listen in your whole history.`,
    interest: 1,
    tell: () => {
      const day = longDay(dayText(dayOf(scope.zone, firstS)))
      const begun = firstS >= scope.fromS ? `You met on ${day}` : `It began on ${day}`
      const gap =
        other && first.counted > other.count * 1.15
          ? ` ${other.name} came second, with ${whole(other.count)}.`
          : other
            ? ` ${other.name} came close, with ${whole(other.count)}.`
            : ''
      return {
        headline: `This was ${whose(artist.name)} ${asked.noun}.`,
        detail: `${begun}, with ${quoted(firstTrack.name)}. ${best.name === firstTrack.name ? 'That one stayed the one you play most.' : `The one you played most is ${quoted(best.name)}.`}${gap}`,
      }
    },
  }
}

/** The five tracks heard most. */
export const tracksCard: MakeCard = (asked) => {
  const { items } = asked.ask('top-tracks', { count: String(TRACKS) })
  if (items.length < 3 || items[0].counted < TRACK_MIN) return { why: `Favourites need a track with ${TRACK_MIN} counted listens.` }
  const share = items.reduce((sum, item) => sum + item.share, 0)
  const things = items.map((item) => asked.thing('track', item.id, item.counted, times(item.counted, 'listen')))
  return {
    numbers: [
      counted(
        items.reduce((sum, item) => sum + item.counted, 0),
        `listens to these ${items.length}`,
      ),
      number(share, 'share', 'of all you heard', percent(share)),
    ],
    things,
    chart: null,
    trackIds: items.map((item) => item.id),
    explanation: `The tracks with the most counted listens ${asked.within}, whatever the source called them; recordings that were joined count as one.`,
    interest: 1,
    tell: () => ({
      headline: `${quoted(things[0].name)}, before all others.`,
      detail:
        things[0].count > things[1].count
          ? `${times(things[0].count, 'counted listen')}, ${times(things[0].count - things[1].count, 'listen')} ahead of ${quoted(things[1].name)}.`
          : `${times(things[0].count, 'counted listen')}, just as many as ${quoted(things[1].name)}.`,
    }),
  }
}

/** The album heard most. */
export const albumCard: MakeCard = (asked) => {
  const [first] = asked.ask('top-albums', { count: '1' }).items
  if (!first || first.counted < ALBUM_MIN) return { why: `No album has ${ALBUM_MIN} counted listens.` }
  const tracks = asked.tracksOf('album', first.id)
  if (tracks.length < 2) return { why: 'Of no album were several tracks heard.' }
  const album = asked.thing('album', first.id, first.counted)
  const best = asked.thing('track', tracks[0], 0)
  const ms = first.msPlayed + first.msEstimated
  return {
    numbers: [counted(first.counted, 'listens'), number(tracks.length, 'tracks', 'of its tracks heard'), ...(ms > 0 ? [hoursOf(ms)] : [])],
    things: [album],
    chart: null,
    trackIds: tracks,
    explanation: `The album whose tracks have the most counted listens together ${asked.within}, where the album is known. A track counts under the album that the library gives it.`,
    interest: Math.min(1, 0.35 + first.counted / 150 + tracks.length / 40),
    tell: () => ({
      headline: `The record you wore out: ${album.name}.`,
      detail: `${album.by === null ? '' : `By ${album.by}. `}${times(tracks.length, 'track')} of it in ${ms > 0 ? lasting(ms) : times(first.counted, 'listen')}, and most of all ${quoted(best.name)}.`,
    }),
  }
}

/** The best artist who was new. */
export const discoveryCard: MakeCard = (asked) => {
  const { scope, measured } = asked
  const { ledger } = scope
  const knownS = ledger.count > 0 ? scope.fromS - ledger.endedAtS[0] : 0
  if (scope.low === 0 || knownS < KNOWN_DAYS * DAY_S) return { why: 'The history begins in this time, so all of it is new.' }
  const { bestNewArtists, newArtists, newTracks } = asked.ask('discovery', { step: 'year' })
  const [best, ...rest] = bestNewArtists
  if (!best || best.counted < NEW_MIN) return { why: `No new artist has ${NEW_MIN} counted listens.` }
  const steps = thingInSteps(scope, scope.dims.of.artist, best.id, scope)
  const met = dayText(dayOf(scope.zone, best.firstMs / 1000))
  const artist = asked.thing('artist', best.id, best.counted)
  const others: YearThing[] = rest.slice(0, 2).map((one) => asked.thing('artist', one.id, one.counted, times(one.counted, 'listen')))
  const tracks = asked.tracksOf('artist', best.id)
  const first = asked.thing('track', ledger.trackIds[firstRowOf(scope, scope.dims.of.artist, best.id)], 1)
  return {
    numbers: [
      counted(best.counted, 'listens since'),
      number(newArtists, 'artists', 'new artists'),
      number(newTracks / measured.tracked, 'share', 'of it for the first time', percent(newTracks / measured.tracked)),
    ],
    things: [artist, ...others],
    chart: {
      shape: 'steps',
      ...steps,
      marked: Math.max(
        0,
        steps.bins.findIndex(({ from, to }) => met >= from && met <= to),
      ),
    },
    trackIds: tracks,
    explanation: `An artist is new at the first counted listen in your whole history. Of the new ones, the one with the most counted listens since ${asked.within}; the dot is where you met.`,
    interest: Math.min(1, 0.5 + best.counted / 100),
    tell: () => ({
      headline: `You found ${artist.name}.`,
      detail: `On ${dayIn(asked, met)}, with ${quoted(first.name)}. ${whole(newArtists)} ${newArtists === 1 ? 'artist was' : 'artists were'} new to you${others.length > 0 ? `; ${listed(others.map(({ name }) => name))} stayed too` : ''}.`,
    }),
  }
}
