// Every card, its title and the picture to share, drawn to static markup from a story made up; and the address of the page.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { type Plugin, runnerImport } from 'vite'
import { readYearSearch } from './search.ts'
import { CARD_NAMES, spoken } from './words.ts'

type Drawn = typeof import('./cards.fixture.ts')

/** Styles are for browsers. */
const UNSTYLED: Plugin = {
  name: 'unstyled',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('.css') ? '\0unstyled' : null),
  load: (id) => (id === '\0unstyled' ? 'export {}' : null),
}

describe('the cards of a year', () => {
  let drawn: Drawn
  before(async () => {
    // Hints ask the window whether it can hover.
    Object.assign(globalThis, { window: { matchMedia: () => ({ matches: false }) } })
    drawn = (
      await runnerImport<Drawn>(join(import.meta.dirname, 'cards.fixture.ts'), {
        configFile: false,
        logLevel: 'error',
        plugins: [UNSTYLED],
      })
    ).module
  })

  it('are drawn for every kind there is, with their words, and nothing that is no number', () => {
    assert.deepEqual(drawn.STORY.cards.map(({ kind }) => kind).sort(), Object.keys(CARD_NAMES).sort())
    for (const card of drawn.STORY.cards) {
      const markup = drawn.faceOf(card)
      for (const words of [card.headline, CARD_NAMES[card.kind], '34\u00a0%', 'Counted so and so.', 'How it is counted'])
        assert.ok(markup.includes(words), `${card.kind} lacks ${words}`)
      assert.ok(!/NaN|Infinity|undefined/.test(markup), `${card.kind}: ${/.{60}(NaN|Infinity|undefined).{20}/.exec(markup)?.[0]}`)
      assert.match(markup, card.kind === 'summary' ? /data-art|<image/ : new RegExp(`data-art="${card.kind}"`))
    }
  })

  it('keep a drawing inside its square', () => {
    for (const card of drawn.STORY.cards) {
      const markup = drawn.faceOf(card)
      for (const [, x, y, r] of markup.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.-]+)"/g))
        for (const edge of [Number(x) - Number(r), Number(x) + Number(r), Number(y) - Number(r), Number(y) + Number(r)])
          assert.ok(edge >= -8 && edge <= 608, `${card.kind}: a circle reaches ${edge}`)
    }
  })

  it('let no seed touch another', () => {
    const seeds = drawn.packed([300, 200, ...Array.from({ length: 100 }, (_, at) => 100 - at)])
    assert.equal(seeds.length, 102)
    for (const [at, one] of seeds.entries())
      for (const other of seeds.slice(at + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius)
  })

  it('come with a title that leads in, and to other years', () => {
    const markup = drawn.openingOf(drawn.STORY, 9)
    assert.match(markup, /<h1[^>]*>2025<\/h1>/)
    assert.match(markup, /14 cards, told from your own history\. 9 of them sound, from your own files\./)
    assert.match(markup, /Play with its soundtrack/)
    assert.ok(markup.includes('>2024</button>') && !markup.includes('>2023</button>'))
    assert.match(drawn.openingOf(drawn.STORY, 0), /Play the story/)
  })

  for (const [shape, size] of [
    ['tall', [1080, 1920]],
    ['square', [1080, 1080]],
  ] as const) {
    it(`make a picture to share, ${shape}: all texts inside, long names cut`, () => {
      const markup = drawn.posterOf(drawn.STORY, shape)
      assert.match(markup, new RegExp(`width="${size[0]}" height="${size[1]}"`))
      for (const words of ['2025', 'My year in music', 'Artist 1', 'Track &amp; &lt;1&gt;', 'Deepcut', '…'])
        assert.ok(markup.includes(words), words)
      for (const [, x, y] of markup.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g))
        assert.ok(Number(x) < size[0] && Number(y) < size[1] - 20, `a text at ${x} ${y}`)
      assert.ok(!/NaN|undefined/.test(markup))
    })
  }

  it('are no picture where there is no summary', () => {
    assert.equal(drawn.posterOf({ ...drawn.STORY, cards: drawn.STORY.cards.slice(0, 2) }, 'tall'), '')
  })

  it('are told to those who hear them', () => {
    assert.equal(spoken(drawn.STORY.cards[2], 3, 12), 'Card 3 of 12, The tracks. The tracks of it. It was heard 12 times, 34 % of all.')
  })
})

describe('the address of a year', () => {
  it('takes times as the insights page writes them, and leaves out what means nothing', () => {
    assert.deepEqual(readYearSearch({ period: 2025, card: '3', as: 'list' }), { period: 2025, card: 3, as: 'list' })
    assert.deepEqual(readYearSearch({ period: '2025-01-01..2025-03-04' }), { period: '2025-01-01..2025-03-04' })
    assert.deepEqual(readYearSearch({ period: '<b>', card: -1, as: 'grid' }), {})
  })
})
