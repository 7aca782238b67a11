// How strong the music is through the day.

import { COUNTED } from '#listens'
import { filled, quantileOf, stretches } from '../counting.ts'
import { type Asked, insight, shareOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { decimal, hourName } from '../wording.ts'
import { PER_HOUR } from '../zone.ts'
import { FROM_WHERE, featureAnswer } from './sound-answer.ts'

/** Values from 0 to 1 are counted in hundredths for the quartiles. */
const PARTS = 100
/** Of each hour: not known, and 0 to 100 hundredths. */
const HOUR_SLOTS = PARTS + 2

/** Of each track the slot of its value (0 where it is not known, else 1 plus hundredths), and the value (0 where it is not known). */
function slotsOfShares(values: Float32Array): { slotOf: Uint8Array; value: Float32Array } {
  return {
    slotOf: filled(new Uint8Array(values.length), (track) =>
      values[track] >= 0 ? 1 + Math.min(PARTS, Math.round(values[track] * PARTS)) : 0,
    ),
    value: filled(new Float32Array(values.length), (track) => (values[track] >= 0 ? values[track] : 0)),
  }
}

function fillHours(
  { ledger, mark }: Scope,
  { from, to, offsetS }: { readonly from: number; readonly to: number; readonly offsetS: number },
  slotOf: Uint8Array,
  value: Float32Array,
  slots: Int32Array,
  sums: Float64Array,
): void {
  const { trackIds, endedAtS } = ledger
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    const hour = (((endedAtS[row] + 0.5 + offsetS) * PER_HOUR) | 0) % 24
    slots[hour * HOUR_SLOTS + slotOf[track]]++
    sums[hour] += value[track]
  }
}

function countEnergy(asked: Asked) {
  const { scope } = asked
  const { slotOf, value } = slotsOfShares(scope.dims.energy)
  const slots = new Int32Array(24 * HOUR_SLOTS)
  const sums = new Float64Array(24)
  for (const stretch of stretches(scope)) fillHours(scope, stretch, slotOf, value, slots, sums)
  const known = (hour: number) => slots.subarray(hour * HOUR_SLOTS + 1, (hour + 1) * HOUR_SLOTS)
  const counts = sums.map((_, hour) => known(hour).reduce((sum, count) => sum + count, 0))
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const histogram = known(hour)
    const quartile = (part: number) => {
      const at = quantileOf(histogram, counts[hour], part)
      return at === null ? null : at / PARTS
    }
    return { hour, listens: counts[hour], mean: shareOf(sums[hour], counts[hour]), low: quartile(0.25), high: quartile(0.75) }
  })
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
  const [sum, all] = [total(sums), total(counts)]
  const sure = hours.filter(({ listens }) => listens >= Math.max(1, all / 240)).sort((a, b) => a.mean! - b.mean!)
  const data = {
    hours,
    mean: shareOf(sum, all),
    calmestHour: sure.length > 0 ? sure[0].hour : null,
    strongestHour: sure.length > 0 ? sure[sure.length - 1].hour : null,
  }
  return featureAnswer(asked, data, all, 'energy')
}

export const energyByHour = insight({
  question: 'How strong is your music through the day?',
  explanation:
    `The mean energy (0 calm to 1 strong) of what was heard in each local hour, and the middle half of it. ${FROM_WHERE} ` +
    'Hours with hardly any listens are not called calmest or strongest.',
  group: 'sound',
  parameters: [],
  tables: [{ name: 'hours', title: 'Energy by hour' }],
  count: countEnergy,
  tell: ({ mean, calmestHour, strongestHour, hours }) =>
    mean === null || calmestHour === null || strongestHour === null
      ? ['The energy of what was heard is not known.']
      : [
          `The music is strongest at ${hourName(strongestHour)} (${decimal(hours[strongestHour].mean!, 2)}) and calmest at ${hourName(calmestHour)} (${decimal(hours[calmestHour].mean!, 2)}); ${decimal(mean, 2)} over the whole day.`,
        ],
  tabulate: (data) => [
    {
      name: 'hours',
      title: 'Energy by hour',
      columns: [
        { name: 'hour', unit: 'local, 0 to 23' },
        { name: 'listens with known energy', unit: 'listens' },
        { name: 'mean energy', unit: '0 to 1' },
        { name: 'lower quartile', unit: '0 to 1' },
        { name: 'upper quartile', unit: '0 to 1' },
      ],
      rows: data.hours.map((row) => [row.hour, row.listens, row.mean, row.low, row.high]),
    },
  ],
})
