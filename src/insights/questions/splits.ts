// Where it was heard, and what tells of it: devices and imported sources.

import { NUMBER_COLUMNS, numberCells, numbersBy, type PickedNumbers } from '../counting.ts'
import { type Asked, exclusions, insight } from '../insight.ts'
import { percent, times } from '../wording.ts'
import { FAMILIES, familyOf } from './platform-families.ts'

const shared = (numbers: readonly PickedNumbers[], counted: number) =>
  numbers.map((one) => ({ ...one, share: counted > 0 ? one.counted / counted : 0 }))

/** The group of each number: its place plus 1; where there are more numbers than a group can name, the rest are left out. */
function groups(size: number, groupOf: (number: number) => number): Uint16Array {
  return Uint16Array.from({ length: size }, (_, number) => groupOf(number))
}

const SPLIT_COLUMNS = [...NUMBER_COLUMNS, { name: 'share of counted', unit: '0 to 1' }] as const

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
          `${times(rows.length, 'source')}; most comes from ${rows[0].label}: ${times(rows[0].counted, 'counted listen')}, ${percent(rows[0].share)} of them.`,
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
