// All cards as a list to read: what each tells, its numbers, its things, how it is counted; and what is not told, with the reason.

import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { YearBody, YearCard, YearThing } from '../../../../src/server/contract.ts'
import { Cover } from '../../kit/cover.tsx'
import { Art, type Period } from './art.tsx'
import { Numbers, tinted } from './card-face.tsx'
import { coverOfCard, ownTint, pictureOfThing, useTint } from './picture-of.ts'
import { type PosterShape, YearPoster } from './poster.tsx'
import { SharePicture } from './share.tsx'
import { CARD_NAMES, tied } from './words.ts'

/** Kinds whose picture is their things in rows: those are not told twice. */
const IN_ROWS: readonly YearCard['kind'][] = ['tracks', 'skips', 'deep-cuts']

export function CardList({ body, period }: { body: YearBody; period: Period }) {
  return (
    <>
      <ol className="year-list">
        {body.cards.map((card) => (
          <li key={card.kind}>
            <ListCard card={card} body={body} period={period} />
          </li>
        ))}
      </ol>
      {body.leftOut.length > 0 ? (
        <section className="year-untold" aria-labelledby="year-untold">
          <h2 id="year-untold">Not told</h2>
          <dl>
            {body.leftOut.map(({ kind, why }) => (
              <div key={kind}>
                <dt>{CARD_NAMES[kind]}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </>
  )
}

function ListCard({ card, body, period }: { card: YearCard; body: YearBody; period: Period }) {
  const own = useMemo(() => ownTint(card), [card])
  const tint = useTint(coverOfCard(card), own)
  const [shape, setShape] = useState<PosterShape>('tall')
  const isSummary = card.kind === 'summary'
  return (
    <article className="year-tints list-card" style={tinted(tint)} data-testid={`year-${card.kind}`}>
      <div className="list-art">
        {isSummary ? <YearPoster body={body} tint={tint} shape={shape} /> : <Art card={card} period={period} />}
      </div>
      <div className="list-words">
        <p className="card-name">{CARD_NAMES[card.kind]}</p>
        <h2>{card.headline}</h2>
        <p>{tied(card.detail)}</p>
        <Numbers card={card} />
        {IN_ROWS.includes(card.kind) || card.things.length === 0 ? null : <Things things={card.things} />}
        {isSummary ? <SharePicture body={body} tint={tint} shape={shape} onShape={setShape} /> : null}
        <details className="card-how">
          <summary>How it is counted</summary>
          <p>{card.explanation}</p>
        </details>
      </div>
    </article>
  )
}

function Things({ things }: { things: readonly YearThing[] }) {
  return (
    <ul className="list-things">
      {things.map((thing) => {
        const picture = pictureOfThing(thing)
        const inside = (
          <>
            {picture ? <Cover {...picture} round={thing.kind === 'artist'} /> : null}
            <span>{thing.by === null ? thing.name : `${thing.name}, ${thing.by}`}</span>
          </>
        )
        return (
          <li key={`${thing.kind} ${thing.id}`}>
            {thing.kind === 'artist' ? (
              <Link to="/library/artists/$id" params={{ id: String(thing.id) }}>
                {inside}
              </Link>
            ) : thing.kind === 'album' ? (
              <Link to="/library/albums/$id" params={{ id: String(thing.id) }}>
                {inside}
              </Link>
            ) : (
              <Link to="/tracks/$id" params={{ id: String(thing.trackId ?? thing.id) }}>
                {inside}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
