// The picture of a card: its drawing on a square, or its things in rows where names are the picture.

import type { YearBody, YearCard, YearThing } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { CoverOverTime, Echoes, PathSince, Picture, Sleeve } from './draw-cover.tsx'
import { KeyFlower, Seeds } from './draw-sound.tsx'
import { DayRing, DaySheet, HourRing, SIDE } from './draw-time.tsx'
import { pictureOfThing } from './picture-of.ts'

/** What the drawing of a card needs beside the card. */
export type Period = NonNullable<YearBody['period']>

const ROWS: readonly YearCard['kind'][] = ['tracks', 'skips', 'deep-cuts']

/** The picture of a card. Decorative: the words beside it say the same. */
export function Art({ card, period }: { card: YearCard; period: Period }) {
  if (ROWS.includes(card.kind)) return <Rows card={card} />
  const drawing = draw(card, period)
  if (drawing === null) return null
  return (
    <svg className="art" viewBox={`-8 -8 ${SIDE + 16} ${SIDE + 16}`} aria-hidden="true" data-art={card.kind}>
      {drawing}
    </svg>
  )
}

function draw({ kind, chart, things, numbers }: YearCard, period: Period) {
  const [thing, ...others] = things
  if (chart?.shape === 'hours') return <HourRing chart={chart} />
  if (chart?.shape === 'keys') return <KeyFlower chart={chart} />
  if (chart?.shape === 'spread') return <Seeds chart={chart} />
  if (chart?.shape === 'days' && kind === 'days') return <DaySheet chart={chart} />
  if (chart?.shape === 'days')
    return (
      <DayRing chart={chart} lastDay={period.lastDay}>
        <text x={SIDE / 2} y={SIDE / 2 + 22} className="art-middle" textAnchor="middle">
          {numbers[0].text}
        </text>
      </DayRing>
    )
  if (!thing) return null
  if (chart?.shape === 'echoes') return <Echoes thing={thing} times={chart.times} />
  if (chart?.shape === 'steps')
    return kind === 'discovery' ? <PathSince thing={thing} others={others} chart={chart} /> : <CoverOverTime thing={thing} chart={chart} />
  return kind === 'album' ? <Sleeve thing={thing} /> : <Picture thing={thing} x={60} y={60} size={480} />
}

/** Things with their covers, and a bar or a ring for what the card says of them. */
function Rows({ card }: { card: YearCard }) {
  const top = Math.max(1, ...card.things.map(({ count }) => count))
  const { chart } = card
  const share = (thing: YearThing, at: number) =>
    chart?.shape === 'shares' ? chart.shares[at] : chart?.shape === 'depth' ? 1 - chart.percentiles[at] / 100 : thing.count / top
  return (
    <ol className={`year-rows year-rows-${card.kind} ${card.things.length > 3 ? '' : 'year-rows-few'}`} data-art={card.kind}>
      {card.things.map((thing, at) => {
        const picture = pictureOfThing(thing)
        return (
          <li key={`${thing.kind} ${thing.id}`}>
            {picture ? <Cover {...picture} eager round={thing.kind === 'artist'} /> : null}
            <span className="year-row-words">
              <strong>{thing.name}</strong>
              <span>{[thing.by, thing.note].filter(Boolean).join(' · ')}</span>
              <i style={{ inlineSize: `${Math.round(share(thing, at) * 100)}%` }} aria-hidden="true" />
            </span>
          </li>
        )
      })}
    </ol>
  )
}
