// Every chart, drawn to static markup from fixed answers: its parts, its words, and that it stays inside its room at any width and text size.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { renderToStaticMarkup } from 'react-dom/server'
import { runnerImport } from 'vite'
import type { Drawing, Room } from './drawing.ts'

type Drawn = typeof import('../pages/insights/drawn.fixture.ts')
const FIXTURE = join(import.meta.dirname, '..', 'pages', 'insights', 'drawn.fixture.ts')
/** Made anew by `node --test --test-update-snapshots` with this file. */
const SNAPSHOT = join(import.meta.dirname, 'drawings.snapshot.txt')
const ROOMS: readonly Room[] = [
  { widthPx: 296, remPx: 16 },
  { widthPx: 1088, remPx: 16 },
  // Text at 200 %, on half of a screen.
  { widthPx: 620, remPx: 32 },
]

/** How many of each element, and every word: what a picture is made of, without its coordinates. */
function structure(markup: string): string {
  const counts = new Map<string, number>()
  for (const [, tag] of markup.matchAll(/<([a-z]+)/g)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  counts.delete('svg')
  const words = [...markup.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text.replaceAll(/<[^>]+>/g, ' ').trim())
  return `${[...counts].map(([tag, count]) => `${count} ${tag}`).join(', ')}\n${words.join(' | ')}`
}

/** Left and right edge of everything drawn with plain attributes. */
const edges = (markup: string): number[] =>
  [...markup.matchAll(/<(?:rect|line|circle|image)[^>]*?\s(?:x|x1|x2|cx)="([^"]+)"(?:[^>]*?\swidth="([^"]+)")?/g)].flatMap(
    ([, x, width]) => [Number(x), Number(x) + Number(width ?? 0)],
  )

/** Where paths and their upright lines go, from the top. */
const tops = (markup: string): number[] =>
  [...markup.matchAll(/ d="([^"]+)"/g)].flatMap(([, d]) => [...d.matchAll(/(?:V|[ML][\d.-]+ )(-?[\d.]+)/g)].map(([, y]) => Number(y)))

describe('every chart', () => {
  let drawn: Drawn
  before(async () => {
    drawn = (await runnerImport<Drawn>(FIXTURE, { configFile: false, logLevel: 'error' })).module
  })
  const eachDrawing = (room: Room, life?: 'thin'): [string, Drawing, string][] =>
    drawn.pictures(life).map(({ name, draw }) => {
      const drawing = draw(room)
      return [name, drawing, renderToStaticMarkup(drawn.asSvg(drawing))]
    })

  it('has the parts and the words it always had', (t) => {
    const all = eachDrawing({ widthPx: 512, remPx: 16 }).map(
      ([name, { marks }, markup]) => `${name}: ${marks.length} values\n${structure(markup)}`,
    )
    t.assert.fileSnapshot(all.join('\n\n'), SNAPSHOT, { serializers: [(text: string) => text] })
  })

  const inside = (room: Room, life?: 'thin') => {
    for (const [name, { widthPx, heightPx, marks }, markup] of eachDrawing(room, life)) {
      assert.ok(!/NaN|Infinity|undefined|null/.test(markup), `${name}: ${/.{40}(NaN|Infinity|undefined|null).{20}/.exec(markup)?.[0]}`)
      assert.equal(widthPx, room.widthPx, name)
      assert.ok(heightPx > room.remPx && heightPx < 3600 * (room.remPx / 16), `${name} is ${heightPx} px high`)
      for (const edge of edges(markup)) assert.ok(edge >= -1 && edge <= widthPx + 1, `${name}: something stands at ${edge} of ${widthPx}`)
      for (const y of tops(markup)) assert.ok(y >= -1 && y <= heightPx + 1, `${name}: a shape begins at ${y} of ${heightPx}`)
      for (const { box } of marks) {
        assert.ok(box[0] >= -1 && box[0] + box[2] <= widthPx + 1, `${name}: a value stands at ${box}`)
        assert.ok(box[1] >= -1 && box[1] + box[3] <= heightPx + 1, `${name}: a value stands at ${box} of ${heightPx}`)
      }
    }
  }
  for (const room of ROOMS)
    it(`stays inside ${room.widthPx} px with a rem of ${room.remPx} px, and is drawn of numbers`, () => inside(room))

  it('stays inside also where there was a single listen', () => inside(ROOMS[0], 'thin'))

  it('tells each value in words, each under a key of its own', () => {
    for (const { name, draw, rows } of drawn.pictures()) {
      const { marks } = draw(ROOMS[0])
      assert.equal(new Set(marks.map(({ key }) => key)).size, marks.length, `${name}: two values with one key`)
      for (const mark of marks) assert.ok(mark.name.length > 1 && mark.value.length > 1, `${name}: ${mark.key} has no words`)
      if (!rows) assert.ok(marks.length > 0, `${name} tells no values`)
      for (const row of rows ?? []) assert.ok(row.name && row.said, `${name}: a row without words`)
      assert.equal(new Set((rows ?? []).map(({ key }) => key)).size, rows?.length ?? 0, `${name}: two rows with one key`)
    }
  })

  it('becomes a picture that says its question, its answer and where it is from', () => {
    const [{ draw }] = drawn.pictures()
    const markup = renderToStaticMarkup(drawn.asPoster(draw))
    for (const words of ['When do you listen?', 'Mostly in the evening.', 'By hour', 'me · All time', 'Deepcut'])
      assert.ok(markup.includes(words), words)
    assert.match(markup, /<rect width="960" height="[\d.]+" style="fill:var\(--ground\)"/)
  })
})
