// Sound: how strong at which hour, how fast over the years, in which keys, and the moods of the seasons.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { drawLayers } from '../../../charts/draw/layers.tsx'
import { drawLines } from '../../../charts/draw/lines.tsx'
import { drawRanges } from '../../../charts/draw/ranges.tsx'
import { drawWheel } from '../../../charts/draw/wheel.tsx'
import { hourColour } from '../../../charts/hour-colour.ts'
import { keyName, keyShort } from '../../../charts/key.ts'
import { countOf, formatCount } from '../../../kit/format.ts'
import { binNames, mostOf, percent, plainLevels, shareLevels } from '../words.ts'
import type { Part } from './part.ts'

const two = (value: number) => `${Math.round(value * 100)} of 100`

export function energyParts({ data }: InsightOf<'energy-by-hour'>): Part[] {
  const levels = shareLevels(mostOf(data.hours.map(({ high }) => high))).map(({ value }) => ({
    value,
    label: `${Math.round(value * 100)}`,
  }))
  return [
    {
      key: 'hours',
      draw: drawRanges(
        data.hours.map(({ hour, listens, mean, low, high }) => ({
          key: `${hour}`,
          label: hour % 6 === 0 ? `${hour}:00` : '',
          name: `${hour}:00 to ${(hour + 1) % 24}:00`,
          mean,
          low,
          high,
          told:
            mean === null
              ? 'not known'
              : `energy ${two(mean)}, half between ${Math.round((low ?? mean) * 100)} and ${Math.round((high ?? mean) * 100)}; ${countOf(listens, 'listen')}`,
          tint: hourColour(hour + 0.5),
        })),
        { levels, unit: 'energy of 100', below: 'blocks: the middle half · dots: the mean' },
      ),
    },
  ]
}

export function tempoParts({ data }: InsightOf<'tempo-drift'>): Part[] {
  const names = binNames(data.bins, data.step)
  const lows = data.bins.flatMap(({ lowBpm }) => (lowBpm === null ? [] : [lowBpm]))
  const highs = data.bins.flatMap(({ highBpm }) => (highBpm === null ? [] : [highBpm]))
  if (lows.length === 0 || highs.length === 0) return []
  return [
    {
      key: 'bpm',
      draw: drawLines(
        data.bins.map((bin, at) => ({
          key: bin.from,
          ...names[at],
          told:
            bin.medianBpm === null
              ? 'not known'
              : `${Math.round(bin.medianBpm)} BPM, half between ${Math.round(bin.lowBpm ?? 0)} and ${Math.round(bin.highBpm ?? 0)}; ${countOf(bin.known, 'listen')}`,
        })),
        [{ key: 'median', label: 'median', tint: 'var(--data-sound)', values: data.bins.map(({ medianBpm }) => medianBpm) }],
        {
          levels: plainLevels(Math.min(...lows), Math.max(...highs)),
          unit: 'BPM',
          band: { low: data.bins.map(({ lowBpm }) => lowBpm), high: data.bins.map(({ highBpm }) => highBpm), tint: 'var(--data-sound)' },
        },
      ),
    },
  ]
}

export function wheelParts({ data }: InsightOf<'key-wheel'>): Part[] {
  return [
    {
      key: 'wheel',
      draw: drawWheel(
        data.keys.map(({ camelot, key, mode, counted, share }) => {
          const tonic = key.replace(/\s*(major|minor|m)$/i, '').replace('♯', '#')
          return {
            camelot,
            name: keyName(tonic, mode),
            short: keyShort(tonic, mode),
            share,
            told: `${percent(share)}, ${countOf(counted, 'listen')}`,
          }
        }),
        [percent(data.minorShare), 'in minor keys'],
      ),
    },
  ]
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
/** From the bottom: what is calm below, what is strong above. */
const MOODS = [
  { key: 'sad', label: 'low', tint: 'var(--mood-dark)' },
  { key: 'calm', label: 'calm', tint: 'var(--mood-calm)' },
  { key: 'excited', label: 'lively', tint: 'var(--mood-bright)' },
  { key: 'tense', label: 'tense', tint: 'var(--mood-tense)' },
] as const

export function moodParts({ data }: InsightOf<'mood-seasons'>): Part[] {
  return [
    {
      key: 'months',
      draw: drawLayers(
        data.months.map((month) => {
          const shares = MOODS.map(({ key }) => month[key])
          const known = shares.every((share) => share !== null)
          const name = MONTHS[month.month - 1]
          return {
            key: name,
            label: name.slice(0, 3),
            name,
            shares: known ? shares : null,
            told: known
              ? `${MOODS.map(({ label }, at) => `${label} ${percent(shares[at])}`).join(', ')}; ${formatCount(month.listens)} listens`
              : 'not known',
          }
        }),
        MOODS,
      ),
    },
  ]
}
