// What: the most and the least played, by listens, by time, or by skips.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { countOf } from '../../../kit/format.ts'
import { hoursWords, percent } from '../words.ts'
import type { Part } from './part.ts'
import { thingRow } from './thing.ts'

export type RankingName = 'top-artists' | 'top-albums' | 'top-tracks' | 'top-genres'

const VERBS = { counted: 'play', listens: 'play', time: 'listen to', skipped: 'skip' } as const

/** "Which artists do you skip most?" */
export const rankingQuestion = (name: RankingName, by: keyof typeof VERBS, order: 'most' | 'least'): string =>
  `Which ${name.slice('top-'.length)} do you ${VERBS[by]} ${by === 'time' ? (order === 'most' ? 'longest' : 'shortest') : order}?`

export function rankingParts({ data }: InsightOf<RankingName>): Part[] {
  const { by } = data
  return [
    {
      key: 'ranking',
      ranked: true,
      ...(by === 'skipped' ? { tint: 'var(--data-skips)' } : {}),
      rows: data.items.map((item) => {
        const ms = item.msPlayed + item.msEstimated
        const value = by === 'time' ? ms : item[by]
        const exact = `${countOf(item.listens, 'listen')}, ${item.counted} counted, ${item.completed} to the end, ${item.skipped} skipped, ${hoursWords(ms)}: ${percent(item.share)} of all`
        return thingRow(item, {
          rank: item.rank,
          value,
          exact,
          said: by === 'time' ? hoursWords(ms) : by === 'skipped' ? countOf(item.skipped, 'skip') : countOf(item[by], 'listen'),
          saidNote:
            by === 'time' ? countOf(item.counted, 'listen') : by === 'skipped' ? `of ${countOf(item.listens, 'listen')}` : hoursWords(ms),
        })
      }),
    },
  ]
}
