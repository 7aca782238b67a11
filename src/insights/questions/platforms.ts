// On what it was heard.

import { numberCells, numbersBy } from '../counting.ts'
import { type Asked, exclusions, insight } from '../insight.ts'
import { times } from '../wording.ts'
import { FAMILIES, familyOf } from './platform-families.ts'
import { groups, SPLIT_COLUMNS, shared } from './split-numbers.ts'

function countPlatforms(asked: Asked) {
  const { scope, measured } = asked
  const { words, platforms } = scope.ledger
  const slots = groups(words.length, (word) => (word === 0 ? 0 : familyOf(words[word]) + 1))
  const numbers = shared(numbersBy(scope, FAMILIES.length, slots, platforms), measured.counted)
  const heard = new Uint8Array(words.length)
  for (let row = scope.low; row < scope.high; row++) if (scope.mark[row] !== 0) heard[platforms[row]] = 1
  const rows = numbers
    .map((one, at) => ({
      key: FAMILIES[at].key,
      label: FAMILIES[at].label,
      ...one,
      words: words.filter((_, number) => heard[number] === 1 && slots[number] === at + 1).slice(0, 20),
    }))
    .filter(({ listens }) => listens > 0)
    .sort((a, b) => b.counted - a.counted || b.listens - a.listens)
  const told = rows.reduce((sum, { listens }) => sum + listens, 0)
  const untold = measured.listens - told
  return {
    data: { rows, untold },
    used: told,
    excluded: exclusions(['platform-unknown', 'where the source does not name a device', untold]),
    coverage: measured.listens > 0 ? { share: told / measured.listens, label: 'of listens name the device' } : null,
  }
}

export const platforms = insight({
  question: 'On what do you listen?',
  explanation:
    'Devices as the sources call them, gathered into families by their words; each family lists some of the words it holds. Most scrobbles do not name one.',
  group: 'habits',
  parameters: [],
  tables: [{ name: 'platforms', title: 'Listens by device' }],
  count: countPlatforms,
  tell: ({ rows }) =>
    rows.length === 0
      ? ['No source names a device in this time.']
      : [
          `Most is heard on ${rows[0].label}: ${times(rows[0].counted, 'counted listen')}.`,
          ...(rows.length > 1
            ? [
                `Then ${rows
                  .slice(1, 4)
                  .map(({ label, counted }) => `${label} (${times(counted, 'listen')})`)
                  .join(', ')}.`,
              ]
            : []),
        ],
  tabulate: (data) => [
    {
      name: 'platforms',
      title: 'Listens by device',
      columns: [{ name: 'device', unit: null }, ...SPLIT_COLUMNS, { name: 'words', unit: null }],
      rows: data.rows.map((row) => [row.label, ...numberCells(row), row.share, row.words.join('; ')]),
    },
  ],
})
