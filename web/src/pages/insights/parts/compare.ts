// Compare: two periods or two people, number by number, what they share, and what was heard far more on one side.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { drawPairs, type Pair } from '../../../charts/draw/pairs.tsx'
import { drawSlope } from '../../../charts/draw/slope.tsx'
import { formatCount } from '../../../kit/format.ts'
import { dayIn } from '../period.ts'
import { hoursWords, percent, periodName } from '../words.ts'
import type { Part } from './part.ts'

type Compare = InsightOf<'compare'>['data']
type Thing = Compare['sharedArtists'][number]
const SHOWN = 8
const nameOf = ({ name, by }: Thing) => (by ? `${name}, ${by}` : name)

const DAY_MS = 86_400_000

/** What the two sides are called: people where there are two, else periods. */
function sideNames({ left, right }: Compare, zone: string): readonly [string, string] {
  if (left.listener !== right.listener) return [left.listener, right.listener]
  const names = [left, right].map(({ fromMs, toMs }) => periodName(dayIn(fromMs, zone), dayIn(toMs - 1, zone)))
  const isYear = Math.round((left.toMs - left.fromMs) / DAY_MS) >= 364
  if (right.toMs === left.fromMs && isYear && names[0].length > 4) return ['The last 12 months', 'The 12 before']
  return [names[0], names[1]]
}

/** Shares differ by little: below a tenth with a decimal. */
const exactPercent = (share: number): string => (share > 0 && share < 0.0995 ? `${(share * 100).toFixed(1)} %` : percent(share))

export function compareParts({ data, period }: InsightOf<'compare'>): Part[] {
  const { left, right } = data
  const sides = sideNames(data, period.zone)
  const pair = (key: string, label: string, of: (side: Compare['left']) => number, said: (value: number) => string): Pair => ({
    key,
    label,
    left: of(left),
    right: of(right),
    leftSaid: said(of(left)),
    rightSaid: said(of(right)),
  })
  const things = (rows: readonly Thing[]) =>
    rows.slice(0, SHOWN).map(
      (thing): Pair => ({
        key: `${thing.kind} ${thing.id}`,
        label: nameOf(thing),
        left: thing.leftShare,
        right: thing.rightShare,
        leftSaid: exactPercent(thing.leftShare),
        rightSaid: exactPercent(thing.rightShare),
      }),
    )
  const parts: Part[] = [
    {
      key: 'numbers',
      title: 'In numbers',
      draw: drawPairs(
        [
          pair('time', 'Time', (side) => side.msPlayed + side.msEstimated, hoursWords),
          pair('counted', 'Listens', (side) => side.counted, formatCount),
          pair('artists', 'Artists', (side) => side.artists, formatCount),
          pair('tracks', 'Tracks', (side) => side.tracks, formatCount),
          pair('skipped', 'Skips', (side) => side.skipped, formatCount),
        ],
        sides,
      ),
    },
  ]
  if (data.sharedArtists.length > 0)
    parts.push({
      key: 'shared',
      title: 'Heard on both sides, by share of listens',
      draw: drawSlope(
        data.sharedArtists.slice(0, SHOWN).map((artist) => ({
          key: `${artist.id}`,
          name: artist.name,
          left: artist.leftShare,
          right: artist.rightShare,
          leftSaid: exactPercent(artist.leftShare),
          rightSaid: exactPercent(artist.rightShare),
          told: `${formatCount(artist.left)} listens, then ${formatCount(artist.right)}`,
        })),
        sides,
      ),
    })
  if (data.moreLeft.length > 0)
    parts.push({
      key: 'more-left',
      title: `${sides[0]} more than ${sides[1].replace(/^The/, 'the')}`,
      draw: drawPairs(things(data.moreLeft), sides, true),
    })
  if (data.moreRight.length > 0)
    parts.push({
      key: 'more-right',
      title: `${sides[1]} more than ${sides[0].replace(/^The/, 'the')}`,
      draw: drawPairs(things(data.moreRight), sides, true),
    })
  return parts
}
