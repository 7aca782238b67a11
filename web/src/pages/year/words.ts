// Names of the cards, and the words of a whole card for those who hear it.

import type { YearCard, YearCardKind } from '../../../../src/server/contract.ts'

/** What a card is about, in a word or two. */
export const CARD_NAMES: Readonly<Record<YearCardKind, string>> = {
  time: 'Your time',
  artist: 'The artist',
  tracks: 'The tracks',
  album: 'The album',
  discovery: 'The discovery',
  clock: 'Your hour',
  days: 'Your days',
  binge: 'On repeat',
  return: 'Found again',
  skips: 'Passed by',
  sound: 'The sound',
  'deep-cuts': 'Deep cuts',
  variety: 'How wide',
  summary: 'All of it',
}

/** "Card 3 of 12, The tracks. …" */
export const spoken = (card: YearCard, at: number, count: number): string =>
  `Card ${at} of ${count}, ${CARD_NAMES[card.kind]}. ${card.headline} ${card.detail}`

/** A number is kept with its unit on one line. */
export const tied = (sentence: string): string => sentence.replaceAll(/(\d) (%|h\b|min\b|BPM\b)/g, '$1\u00a0$2')
