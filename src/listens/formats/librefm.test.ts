// Libre.fm's CSV in all its variants: comments, in UTF-7 too, a header or none, albums or none, the user's number.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readFile, toldBy } from './text-formats.fixture.ts'

const TOLD = [
  ['2023-07-26T05:06:00.000Z', 'The Horrors', 'New Ice Age', 'Primary Colours'],
  ['2023-07-26T05:10:25.000Z', 'Sweet Garden', 'Altered State', null],
]

describe('Libre.fm', () => {
  for (const [what, text] of [
    ['plain', 'Artist,Track,Album,Time\nThe Horrors,New Ice Age,Primary Colours,1690347960\nSweet Garden,Altered State,,1690348225\n'],
    [
      'with comments',
      '# any, number\n#\n+ACM- of "them\nArtist,Track,Album,Time\nThe Horrors,New Ice Age,Primary Colours,1690347960\n# here too\nSweet Garden,Altered State,,1690348225',
    ],
    [
      'with the number of the user',
      'userid,Artist,track,Album,time\n1,The Horrors,New Ice Age,Primary Colours,1690347960\n1,Sweet Garden,Altered State,,1690348225\n',
    ],
    ['without a header', 'The Horrors,New Ice Age,Primary Colours,1690347960\n"Sweet Garden",Altered State,"",1690348225\n'],
  ] as const)
    it(what, async () => {
      const { rows, refused, format } = await readFile(text)
      assert.deepEqual([format, toldBy(rows), refused], ['librefm', TOLD, []])
    })
  it('without albums, with a header and without', async () => {
    for (const header of ['Artist,Track,Time\n', ''])
      assert.deepEqual(toldBy((await readFile(`${header}"A, B",T; U,1690347960\n`)).rows), [
        ['2023-07-26T05:06:00.000Z', 'A, B', 'T; U', null],
      ])
  })
  it('what is no row is told with its line', async () => {
    const { rows, refused } = await readFile(
      '# x\nArtist,Track,Album,Time\nA,T,B,1690347960\nNever,Gonna,Give,You,Up\nA,T,B,\nA,T,B,soon\n',
    )
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      ['line 4: The row has 5 columns; 4 were expected.', 'line 5: time is missing.', 'line 6: time is not a time.'],
    )
  })
})
