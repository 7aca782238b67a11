// Cards of habits: what was played again and again, what came back, and what was passed by.

import { longDay, percent, times, whole } from '../wording.ts'
import { DAY_S, dayOf, dayText, startOfDayS } from '../zone.ts'
import { type MakeCard, quoted } from './card.ts'
import { bestReturn, thingInSteps } from './tally.ts'
import { counted, dayIn, number } from './when.ts'

const RUN_MIN = 4
const DAY_MIN = 5
const TOLD_MIN = 100
const SKIPPED_MIN = 5
const RATE_MIN = 0.25
const MONTH_DAYS = 30.44

/** One track, over and over. */
export const bingeCard: MakeCard = (asked) => {
  const { runs, days, repeatShare } = asked.ask('binges', { count: '1' })
  const [run, day] = [runs[0], days[0]]
  const isDay = day !== undefined && day.times >= DAY_MIN && day.times > (run?.times ?? 0) + 1
  const one = isDay ? day : run
  if (!one || (!isDay && one.times < RUN_MIN)) return { why: `No track was heard ${RUN_MIN} times in a row, or ${DAY_MIN} times in a day.` }
  const track = asked.thing('track', one.id, one.times)
  const when = isDay ? day.day : dayText(dayOf(asked.scope.zone, run.fromMs / 1000))
  return {
    numbers: [
      number(one.times, 'listens', isDay ? 'times in one day' : 'times in a row'),
      ...(repeatShare === null ? [] : [number(repeatShare, 'share', 'of listens repeat the one before', percent(repeatShare))]),
    ],
    things: [track],
    chart: { shape: 'echoes', times: one.times },
    trackIds: [one.id],
    explanation: isDay
      ? 'The most counted listens to one track on one local day.'
      : 'Counted listens to one track with no other counted listen between; skips between do not break a run.',
    interest: Math.min(1, 0.3 + one.times / 20),
    tell: () => ({
      headline: `${quoted(track.name)}, and again, and again.`,
      detail: `${track.by === null ? '' : `By ${track.by}. `}${times(one.times, 'time')} ${isDay ? `on ${longDay(when)}` : `in a row, on ${dayIn(asked, when)}`}. Some songs need that.`,
    }),
  }
}

/** A love that was silent, and came back. */
export const returnCard: MakeCard = (asked) => {
  const { scope } = asked
  const found = bestReturn(scope)
  if (!found) return { why: 'Nothing you once played often came back after a long silence.' }
  const { trackId, before, lastS, backS } = found
  const months = Math.round((backS - lastS) / DAY_S / MONTH_DAYS)
  const track = asked.thing('track', trackId, found.counted)
  const of = scope.dims.of.track
  const { ledger, mark } = scope
  let row = 0
  while (of[ledger.trackIds[row]] !== trackId || (mark[row] & 1) === 0) row++
  const fromS = startOfDayS(scope.zone, dayOf(scope.zone, ledger.endedAtS[row]))
  const steps = thingInSteps(scope, of, trackId, { fromS, toS: scope.toS })
  const back = dayText(dayOf(scope.zone, backS))
  return {
    numbers: [number(months, 'months', 'months of silence'), counted(before, 'listens before'), counted(found.counted, 'since')],
    things: [track],
    chart: {
      shape: 'steps',
      ...steps,
      marked: Math.max(
        0,
        steps.bins.findIndex(({ from, to }) => back >= from && back <= to),
      ),
    },
    trackIds: [trackId],
    explanation:
      'A track with six counted listens or more before this time, silent for eight months or longer, and heard at least three times since. The bars are its counted listens from the first one on.',
    interest: Math.min(1, 0.55 + months / 80),
    tell: () => ({
      headline: `${quoted(track.name)} came back.`,
      detail: `${track.by === null ? '' : `By ${track.by}. `}${times(before, 'counted listen')}, then ${times(months, 'month')} of silence, and on ${dayIn(asked, back)} you found it again.`,
    }),
  }
}

/** Those passed by, with kindness. */
export const skipsCard: MakeCard = (asked) => {
  const { whole: all, rows } = asked.ask('skips-by-artist', { count: '3', min: '12' })
  if (all === null || all.listens < TOLD_MIN) return { why: `Skips need ${TOLD_MIN} listens that tell how they ended.` }
  const passed = rows.filter((row) => row.thing !== null && row.skipped >= SKIPPED_MIN && row.rate >= RATE_MIN)
  if (passed.length === 0) return { why: 'You passed nobody by often enough to speak of.' }
  const [most] = asked.ask('top-tracks', { by: 'skipped', count: '1' }).items
  const things = passed.map((row) => asked.thing('artist', row.thing!.id, row.skipped, `${whole(row.skipped)} of ${whole(row.listens)}`))
  const track = most && most.skipped >= 3 ? asked.thing('track', most.id, most.skipped) : null
  const isFavourite = track !== null && asked.tracksOf(null, 0)[0] === track.id
  return {
    numbers: [number(all.rate, 'share', 'of listens skipped', percent(all.rate)), number(all.skipped, 'listens', 'skips in all')],
    things,
    chart: { shape: 'shares', shares: passed.map(({ rate }) => rate) },
    trackIds: [],
    explanation:
      'Skips of all listens whose end is told, by your rules. Artists with twelve such listens or more, ranked by the careful end of the interval, so that chance does not shame anyone.',
    interest: Math.min(0.9, 0.3 + passed[0].rate / 2),
    tell: () => ({
      headline: `${things[0].name} had to wait.`,
      detail: `Passed by ${things[0].note} times. ${track ? `${isFavourite ? `Even your favourite, ${quoted(track.name)}, was skipped` : `The track skipped most is ${quoted(track.name)},`} ${times(track.count, 'time')}. ` : ''}No blame: its hour may come.`,
    }),
  }
}
