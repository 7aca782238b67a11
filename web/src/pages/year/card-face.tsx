// A card as it is shown: its picture, and beside or below it what it tells.

import type { CSSProperties, ReactNode } from 'react'
import type { YearCard } from '../../../../src/server/contract.ts'
import { Art, type Period } from './art.tsx'
import { coverOfCard, type Tint } from './picture-of.ts'
import { CARD_NAMES, tied } from './words.ts'

/** The custom properties that all colours of a card are made from. */
export const tinted = ({ hue, strength }: Tint): CSSProperties => ({ '--hue': hue, '--strength': strength }) as CSSProperties

/** The numbers of a card, large. */
export const Numbers = ({ card }: { card: YearCard }) => (
  <dl className="year-numbers">
    {card.numbers.map(({ text, label }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{tied(text)}</dd>
      </div>
    ))}
  </dl>
)

/** One card of the story; `picture` stands in for its drawing, `children` below its words. */
export function CardFace({
  card,
  period,
  picture,
  children,
}: {
  card: YearCard
  period: Period
  picture?: ReactNode
  children?: ReactNode
}) {
  const cover = coverOfCard(card)
  return (
    <div className={`card-face card-${card.kind}`}>
      {cover ? <div className="card-mist" style={{ backgroundImage: `url("${cover}")` }} aria-hidden="true" /> : null}
      <div className="card-art">{picture ?? <Art card={card} period={period} />}</div>
      <div className="card-words">
        <p className="card-name">{CARD_NAMES[card.kind]}</p>
        <h2>{card.headline}</h2>
        <p className="card-detail">{tied(card.detail)}</p>
        {card.kind === 'time' ? <Numbers card={{ ...card, numbers: card.numbers.slice(1) }} /> : <Numbers card={card} />}
        {children}
        <details className="card-how">
          <summary>How it is counted</summary>
          <p>{card.explanation}</p>
        </details>
      </div>
    </div>
  )
}
