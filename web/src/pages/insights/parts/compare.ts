// Compare: two periods or two people, number by number, what they share, and what was heard far more on one side.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { drawPairs, type Pair } from '../../../charts/draw/pairs.tsx'
import { drawSlope } from '../../../charts/draw/slope.tsx'
import { formatCount } from '../../../kit/format.ts'
import { hoursWords, percent } from '../words.ts'
import type { Part } from './part.ts'

type Compare = InsightOf<'compare'>['data']
type Thing = Compare['sharedArtists'][number]
const SHOWN = 8
const nameOf = ({ name, by }: Thing) => (by ? `${name}, ${by}` : name)

export function compareParts({ data }: InsightOf<'compare'>): Part[] {
  const { left, right } = data
  const sides = [left.label, right.label] as const
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
        leftSaid: percent(thing.leftShare),
        rightSaid: percent(thing.rightShare),
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
          leftSaid: percent(artist.leftShare),
          rightSaid: percent(artist.rightShare),
          told: `${formatCount(artist.left)} listens, then ${formatCount(artist.right)}`,
        })),
        sides,
      ),
    })
  if (data.moreLeft.length > 0)
    parts.push({ key: 'more-left', title: `More: ${left.label}`, draw: drawPairs(things(data.moreLeft), sides, true) })
  if (data.moreRight.length > 0)
    parts.push({ key: 'more-right', title: `More: ${right.label}`, draw: drawPairs(things(data.moreRight), sides, true) })
  return parts
}
