// deepcut recommend: the next tracks, with reasons.

import { listenerNamed } from '#listens'
import type { Recommendation } from '#recommend'
import type { Hall } from './hall.ts'
import { choiceOption, countOption, numberOption, textOption } from './options.ts'
import { bold, dim, plain, printJson, printLine } from './print.ts'
import type { Verb } from './verbs.ts'

export const recommend: Verb = async (hall, _words, options) => {
  const countMax = countOption(options)
  const radar = numberOption(options, 'radar', 0.5, { min: 0, max: 1 })
  const from = choiceOption(options, 'from', 'all', ['library', 'catalogue', 'all'])
  const user = textOption(options, 'user')
  const house = await hall.open()
  const listener = await listenerNamed(house.listeners, user)
  const { items, note } = await house.recommender.recommend({ listenerId: listener.id, countMax, radar, from })
  if (options['json']) printJson(hall, items)
  else printRecommendations(hall, items, note)
  return 0
}

/** Each pick on a line, its reasons beneath. */
export function printRecommendations(hall: Hall, items: readonly Recommendation[], note: string | null): void {
  if (note) printLine(hall, plain(note))
  if (items.length === 0 && !note)
    printLine(hall, 'There is nothing to recommend yet. Add music with: deepcut scan FOLDER, or a table with: deepcut import FILE')
  if (note && items.length > 0) printLine(hall)
  const digits = String(items.length).length
  for (const item of items) {
    const album = item.album && item.album !== item.title ? `  ${dim(hall, plain(item.album))}` : ''
    const owned = item.playable ? '' : `  ${dim(hall, '(not in your library)')}`
    printLine(hall, `${String(item.rank).padStart(digits)}  ${bold(hall, plain(item.title))} - ${plain(item.artist)}${album}${owned}`)
    for (const reason of item.reasons) printLine(hall, `${' '.repeat(digits + 4)}${plain(reason.text)}`)
  }
}
