// Which imports and players tell of it.

import { numberCells, numbersBy } from '../counting.ts'
import { type Asked, insight } from '../insight.ts'
import { lastPiece, percent, times } from '../wording.ts'
import { groups, SPLIT_COLUMNS, shared } from './split-numbers.ts'

function countSources(asked: Asked) {
  const { scope, measured } = asked
  const size = asked.sources.reduce((max, { id }) => Math.max(max, id), 0) + 1
  const placeOf = new Map(asked.sources.map(({ id }, place) => [id, place + 1]))
  const numbers = shared(
    numbersBy(
      scope,
      asked.sources.length,
      groups(size, (id) => placeOf.get(id) ?? 0),
      scope.ledger.sourceIds,
    ),
    measured.counted,
  )
  const rows = asked.sources
    .map(({ id, label, format }, place) => ({ sourceId: id, format, key: String(id), label, ...numbers[place] }))
    .filter(({ listens }) => listens > 0)
    .sort((a, b) => b.counted - a.counted || b.listens - a.listens)
  return { data: { rows }, used: measured.listens, excluded: [], coverage: null }
}

export const sources = insight({
  question: 'What tells of your listening?',
  explanation:
    'Each imported file and player with the listens that stand in its name. An event that several sources tell of stands once, in the name of the one that tells it best; the others are not counted here.',
  group: 'overview',
  parameters: [],
  tables: [{ name: 'sources', title: 'Listens by source' }],
  count: countSources,
  tell: ({ rows }) =>
    rows.length === 0
      ? ['Nothing was heard in this time.']
      : [
          `${times(rows.length, 'source')}; most comes from ${lastPiece(rows[0].label)}: ${times(rows[0].counted, 'counted listen')}, ${percent(rows[0].share)} of them.`,
        ],
  tabulate: (data) => [
    {
      name: 'sources',
      title: 'Listens by source',
      columns: [
        { name: 'source', unit: null },
        { name: 'format', unit: null },
        ...SPLIT_COLUMNS,
        { name: 'first', unit: 'ISO 8601' },
        { name: 'last', unit: 'ISO 8601' },
      ],
      rows: data.rows.map((row) => [
        row.label,
        row.format,
        ...numberCells(row),
        row.share,
        new Date(row.firstMs).toISOString(),
        new Date(row.lastMs).toISOString(),
      ]),
    },
  ],
})
