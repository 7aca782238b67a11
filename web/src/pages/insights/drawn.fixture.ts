// Every chart of the page, read from the invented listener's answers: what the tests draw.

import { createElement } from 'react'
import type { InsightAnswer } from '../../../../src/server/contract.ts'
import { drawThings } from '../../charts/draw/things.tsx'
import type { Drawing } from '../../charts/drawing.ts'
import { Poster } from '../../charts/poster.tsx'
import { ANSWERS } from './answers.fixture.ts'
import { compareParts } from './parts/compare.ts'
import { completionParts, sessionsParts, skipColumns, skipRows, splitParts } from './parts/how.ts'
import {
  bingesParts,
  discoveryParts,
  diversityParts,
  firstLovesParts,
  forgottenParts,
  loyaltyParts,
  obscurityParts,
} from './parts/new-and-old.ts'
import type { Part } from './parts/part.ts'
import { energyParts, moodParts, tempoParts, wheelParts } from './parts/sound.ts'
import { rankingParts } from './parts/what.ts'
import { calendarParts, clockParts, monthsParts, streaksParts } from './parts/when.ts'

/** The parts of one answer, as the page reads them. */
export function partsOf(answer: InsightAnswer): readonly Part[] {
  switch (answer.name) {
    case 'totals':
      return []
    case 'top-artists':
    case 'top-albums':
    case 'top-tracks':
    case 'top-genres':
      return rankingParts(answer)
    case 'clock':
      return clockParts(answer)
    case 'calendar':
      return [...monthsParts(answer), ...calendarParts(answer, 100)]
    case 'sessions':
      return sessionsParts(answer)
    case 'discovery':
      return discoveryParts(answer)
    case 'loyalty':
      return loyaltyParts(answer)
    case 'obscurity':
      return obscurityParts(answer)
    case 'diversity':
      return diversityParts(answer)
    case 'binges':
      return bingesParts(answer)
    case 'first-loves':
      return firstLovesParts(answer)
    case 'forgotten-loves':
      return forgottenParts(answer)
    case 'skips-by-artist':
    case 'skips-by-source':
      return skipRows(answer)
    case 'skips-by-hour':
    case 'skips-by-position':
      return skipColumns(answer)
    case 'completion':
      return completionParts(answer)
    case 'streaks':
      return streaksParts(answer)
    case 'platforms':
    case 'sources':
      return splitParts(answer)
    case 'energy-by-hour':
      return energyParts(answer)
    case 'tempo-drift':
      return tempoParts(answer)
    case 'key-wheel':
      return wheelParts(answer)
    case 'mood-seasons':
      return moodParts(answer)
    case 'compare':
      return compareParts(answer)
  }
}

/** Lists that a short history has one of, or none. */
const SHORT: ReadonlySet<string> = new Set(['bins', 'items', 'rows', 'longest', 'tracks', 'artists', 'runs', 'days', 'deepCuts', 'bestNewArtists', 'sharedArtists', 'moreLeft', 'moreRight']) // biome-ignore format: a list

/** The same answers after a single listen, which was skipped: one of everything, and zero where there may be none. */
const thin = (answer: InsightAnswer): InsightAnswer => {
  const data = JSON.parse(JSON.stringify(answer.data), (key, value: unknown) => {
    if (Array.isArray(value) && (SHORT.has(key) || value.length > 366)) return value.slice(0, 1)
    if (Array.isArray(value) && value.every((one) => typeof one === 'number') && value.length <= 24)
      return value.map((_, at) => (at === 3 ? 1 : 0))
    if (key === 'rate' || key === 'high' || key === 'listens') return 1
    return value
  }) as never
  return { ...answer, data }
}

/** Every picture of the page by its name: "clock day", "top-artists ranking"; of a long history, or of a single listen. */
export const pictures = (
  life: 'long' | 'thin' = 'long',
): readonly { readonly name: string; readonly draw: NonNullable<Part['draw']>; readonly rows: Part['rows'] }[] =>
  ANSWERS.flatMap((answer) =>
    partsOf(life === 'thin' ? thin(answer) : answer).map(({ key, draw, rows, tint }) => ({
      name: `${answer.name} ${key}`,
      draw: draw ?? drawThings(rows ?? [], tint),
      rows,
    })),
  )

/** A drawing as an SVG, and an exported picture, for rendering to markup. */
export const asSvg = ({ widthPx, heightPx, body }: Drawing) => createElement('svg', { width: widthPx, height: heightPx }, body)
export const asPoster = (draw: NonNullable<Part['draw']>) =>
  createElement(Poster, {
    words: { question: 'When do you listen?', answer: 'Mostly in the evening.', source: 'me · All time' },
    parts: [{ title: 'By hour', draw }],
  })
