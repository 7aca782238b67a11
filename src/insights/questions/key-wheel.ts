// In which keys the music is.

import { filled } from '../counting.ts'
import { KEYS } from '../dimensions.ts'
import { type Asked, insight, shareOf } from '../insight.ts'
import { listed, percent } from '../wording.ts'
import { addSlots, FROM_WHERE, featureAnswer } from './sound-answer.ts'

function countKeys(asked: Asked) {
  const { ledger, dims, mark, low, high } = asked.scope
  const slots = new Int32Array(KEYS.length + 1)
  addSlots(
    ledger.trackIds,
    mark,
    low,
    high,
    filled(new Uint16Array(dims.key.length), (track) => dims.key[track] + 1),
    slots,
  )
  const counts = slots.subarray(1)
  const known = counts.reduce((sum, count) => sum + count, 0)
  const minor = counts.reduce((sum, count, at) => (KEYS[at].mode === 'minor' ? sum + count : sum), 0)
  const data = {
    keys: KEYS.map((one, at) => ({ ...one, counted: counts[at], share: known > 0 ? counts[at] / known : 0 })),
    minorShare: shareOf(minor, known),
  }
  return featureAnswer(asked, data, known, 'key')
}

export const keyWheel = insight({
  question: 'In which keys is your music?',
  explanation: `Counted listens by key on the Camelot wheel, where neighbours sound well together: numbers a fifth apart, A minor, B major. ${FROM_WHERE}`,
  group: 'sound',
  parameters: [],
  tables: [{ name: 'keys', title: 'Counted listens by key' }],
  count: countKeys,
  tell({ keys, minorShare }) {
    if (minorShare === null) return ['The keys of what was heard are not known.']
    const best = [...keys].sort((a, b) => b.counted - a.counted).slice(0, 3)
    return [
      `Heard most: ${listed(best.filter(({ counted }) => counted > 0).map(({ key, camelot, share }) => `${key} (${camelot}, ${percent(share)})`))}.`,
      `${percent(minorShare)} is in minor.`,
    ]
  },
  tabulate: (data) => [
    {
      name: 'keys',
      title: 'Counted listens by key',
      columns: [
        { name: 'Camelot', unit: null },
        { name: 'key', unit: null },
        { name: 'counted', unit: 'listens' },
        { name: 'share', unit: '0 to 1' },
      ],
      rows: data.keys.map((one) => [one.camelot, one.key, one.counted, one.share]),
    },
  ],
})
