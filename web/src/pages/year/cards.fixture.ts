// What draws the cards of a made-up story without a browser.

import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { YearBody, YearCard } from '../../../../src/server/contract.ts'
import { CardFace } from './card-face.tsx'
import { Opening } from './opening.tsx'
import { ownTint } from './picture-of.ts'
import { type PosterShape, YearPoster } from './poster.tsx'
import { STORY } from './story.fixture.ts'

const markup = (element: ReactElement | null) => (element === null ? '' : renderToStaticMarkup(element))
const { period } = STORY

/** A card as markup. */
export const faceOf = (one: YearCard): string => markup(createElement(CardFace, { card: one, period: period! }))
/** The picture to share, as markup. */
export const posterOf = (body: YearBody, shape: PosterShape): string =>
  markup(createElement(YearPoster, { body, tint: ownTint(body.cards[0]), shape }))
/** The title, as markup. */
export const openingOf = (body: YearBody, sounding: number): string =>
  markup(
    createElement(Opening, {
      body,
      period: period!,
      years: [
        { year: 2025, counted: 5 },
        { year: 2024, counted: 5 },
        { year: 2023, counted: 0 },
      ],
      onYear: () => {},
      sounding,
      onPlay: () => {},
      onLook: () => {},
    }),
  )

export { packed } from './draw-sound.tsx'
export { STORY }
