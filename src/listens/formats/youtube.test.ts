// YouTube and YouTube Music from Takeout: what is music, whose it is, in any language; what was not watched at all; dates in people's words.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readerOf } from './read-format.fixture.ts'
import { namesMonthFirst, parseSpokenTime } from './spoken-date.ts'
import { youtubeHtml, youtubeJson } from './youtube.ts'

const readFile = readerOf(youtubeJson, youtubeHtml)

const watch = (index: number) => `https://www.youtube.com/watch?v=video-${String(index).padStart(5, '0')}`
interface Entry {
  readonly header?: string
  readonly title?: string
  readonly titleUrl?: string
  readonly subtitles?: object[]
  readonly time?: string
  readonly details?: object[]
  readonly products?: string[]
}
const entry = (title: string, index: number, set: Entry = {}): Entry => ({
  header: 'YouTube',
  title,
  titleUrl: watch(index),
  subtitles: [{ name: 'Sault - Topic', url: 'https://www.youtube.com/channel/x' }],
  time: `2022-04-25T18:${String(index).padStart(2, '0')}:04.784Z`,
  products: ['YouTube'],
  ...set,
})
const channel = (name: string) => ({ subtitles: [{ name, url: 'u' }] })
const TITLES = ['Solar', 'Heart', 'Air', 'Reality', 'Wildfires', 'Free', 'Strong', 'Masterpiece', 'Glory', 'Stop Dem']
const history = (around: (title: string) => string, ...more: Entry[]) =>
  JSON.stringify([...TITLES.map((title, index) => entry(around(title), index)), ...more])
const words = async (text: string) => (await readFile(text)).rows.map((row) => [row.kind, row.artistName, row.title])

describe('YouTube, JSON', () => {
  it('finds the title in any language', async () => {
    const ways: ((title: string) => string)[] = [
      (title) => `Watched ${title}`,
      (title) => `${title} angesehen`,
      (title) => `Vous avez regardé ${title}`,
      (title) => `${title} を視聴しました`,
      (title) => `„${title}“ foo bar`,
      (title) => `Tá ag féachaint ar: ${title}`,
    ]
    for (const around of ways)
      assert.deepEqual(
        (await readFile(history(around))).rows.map((row) => row.title),
        TITLES,
        around('…'),
      )
    // Too few to learn from: a language that is known, or the address of a video that is gone, tells.
    assert.deepEqual(await words(JSON.stringify([entry('Watched Solar', 1), entry('Watched Solar', 2)])), [
      ['music', 'Sault', 'Solar'],
      ['music', 'Sault', 'Solar'],
    ])
    assert.deepEqual((await words(JSON.stringify([entry(`Zuschaute ${watch(1)}`, 1), entry('Zuschaute Solar', 2)])))[1], [
      'music',
      'Sault',
      'Solar',
    ])
  })

  it('YouTube Music may be worded by itself, and what titles share by themselves stays with them', async () => {
    const music = TITLES.map((title, index) =>
      entry(`Ascoltato: ${title}`, index + 20, { header: 'YouTube Music', time: `2022-05-25T18:${10 + index}:00Z` }),
    )
    const both = await readFile(
      history(
        (title) => `Hai guardato ${title}`,
        ...music,
        ...music.map((one) => ({ ...one, header: 'YouTube', title: `Hai guardato ${one.title}` })),
      ),
    )
    assert.deepEqual(
      both.rows.slice(TITLES.length, TITLES.length * 2).map((row) => row.title),
      TITLES,
    )
    const movements = Array.from({ length: 12 }, (_, index) => entry(`Watched Symphony No. 5: ${'I'.repeat(index + 1)}`, index))
    assert.equal((await readFile(JSON.stringify(movements))).rows[0].title, 'Symphony No. 5: I')
  })

  it('is music where that is clear: by the header, the host or the channel; else a video, without an artist', async () => {
    const entries = [
      entry('Watched A', 1, { header: 'YouTube Music', ...channel('Somebody') }),
      entry('Watched B', 2, { titleUrl: 'https://music.youtube.com/watch?v=abcdefghijk', ...channel('Somebody') }),
      entry('Watched C', 3, channel('Somebody - Thema')),
      entry('Watched D', 4, channel('Release - Topic')),
      entry('Watched Rick Astley - Never Gonna Give You Up (Official Music Video)', 5, channel('RickAstleyVEVO')),
      entry('Watched Live at the Barbican', 6, channel('LittleSimzVEVO')),
      entry('Watched How to cook rice', 7, channel('Cook')),
    ]
    const { rows } = await readFile(JSON.stringify(entries))
    assert.deepEqual(
      rows.map((row) => [row.kind, row.artistName, row.title]),
      [
        ['music', 'Somebody', 'A'],
        ['music', 'Somebody', 'B'],
        ['music', 'Somebody', 'C'],
        ['music', '', 'D'],
        ['music', 'Rick Astley', 'Never Gonna Give You Up'],
        ['music', 'Little Simz', 'Live at the Barbican'],
        ['video', '', 'How to cook rice'],
      ],
    )
    assert.deepEqual(JSON.parse(rows[6].raw!), { channel: 'Cook', channelUrl: 'u' })
    assert.equal(JSON.parse(rows[4].raw!).title, 'Rick Astley - Never Gonna Give You Up (Official Music Video)')
    assert.deepEqual([rows[1].sourceUri, rows[1].msPlayed, rows[1].timeTold], ['youtube:video:abcdefghijk', null, 'start'])
  })

  it('advertisements, searches, hearts and what is gone are counted, not kept', async () => {
    const { rows, ignored, refused } = await readFile(
      history(
        (title) => `Watched ${title}`,
        entry('Watched Buy this', 20, { details: [{ name: 'Von Google Anzeigen' }] }),
        entry('Searched for rice', 21, { titleUrl: 'https://www.youtube.com/results?search_query=rice' }),
        entry('Liked Solar', 22),
        entry('Visited YouTube Music', 23, { titleUrl: 'https://music.youtube.com/' }),
        { header: 'YouTube', title: 'Watched a video that has been removed', time: '2022-04-25T18:00:04Z', products: ['YouTube'] },
        { ...entry('Used Maps', 24, { titleUrl: 'https://maps.google.com' }), header: 'Maps', products: ['Maps'] },
        entry('Watched no time', 25, { time: 'yesterday' }),
      ),
    )
    assert.equal(rows.length, TITLES.length)
    assert.deepEqual(ignored, { ADVERTISEMENT: 1, SEARCH: 1, OTHER_ACTIVITY: 2, REMOVED_VIDEO: 1, NOT_YOUTUBE: 1 })
    assert.deepEqual(
      refused.map(({ message }) => message),
      ['time is not a date.'],
    )
  })

  it('rows without a channel are kept under what is known of them', async () => {
    const { rows } = await readFile(
      history(
        (title) => `Watched ${title}`,
        { ...entry(`Watched ${watch(30)}`, 30), subtitles: undefined },
        { ...entry('Watched X', 31, { header: 'YouTube Music' }), subtitles: undefined },
      ),
    )
    assert.deepEqual(
      rows.slice(-2).map((row) => [row.kind, row.artistName, row.title]),
      [
        ['video', '', watch(30)],
        ['music', '', 'X'],
      ],
    )
  })

  it('times have ms, or none', async () => {
    const { rows } = await readFile(JSON.stringify([entry('Watched A', 1), entry('Watched B', 2, { time: '2022-04-25T18:02:04Z' })]))
    assert.deepEqual(
      rows.map((row) => row.precision),
      ['ms', 's'],
    )
  })
})

const cell = (product: string, body: string, caption = '') =>
  `<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid"><div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">${product}<br></p></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">${body}</div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right"></div><div class="content-cell mdl-cell mdl-cell--12-col mdl-typography--caption"><b>Products:</b><br>&emsp;YouTube<br>${caption}<b>Why is this here?</b><br>&emsp;This activity was saved to your Google Account.</div></div></div>`
const page = (...cells: string[]) =>
  `<html><head><meta charset="UTF-8"><style>.mdl-grid{display:flex}</style></head><body><div class="mdl-grid">${cells.join('')}</div></body></html>`
const link = (href: string, text: string) => `<a href="${href}">${text}</a>`
const topic = link('https://www.youtube.com/channel/x', 'Sault - Topic')

describe('YouTube, HTML', () => {
  it('reads entries in chunks of any size, and their time in the zone they name', async () => {
    const html = page(
      cell('YouTube Music', `Watched&nbsp;${link(watch(1), 'Solar &amp; Co')}<br>${topic}<br>Apr 25, 2022, 8:00:04\u202fPM CEST<br>`),
      cell('YouTube', `Watched&nbsp;${link(watch(2), 'How to')}<br>${link('u', 'Cook')}<br>Apr 25, 2022, 1:30:04 PM GMT-05:00<br>`),
      cell(
        'YouTube',
        `Watched&nbsp;${link(watch(3), 'Buy')}<br>Apr 25, 2022, 1:30:04 PM UTC<br>`,
        '<b>Details:</b><br>&emsp;From Google Ads<br>',
      ),
      cell('YouTube', `Liked&nbsp;${link(watch(4), 'Liked')}<br>${topic}<br>Apr 25, 2022, 1:30:04 PM UTC<br>`),
      cell('YouTube', 'Watched a video that has been removed<br>Apr 25, 2022, 1:30:04 PM UTC<br>'),
      cell('YouTube', `Watched&nbsp;${link(watch(5), 'No date')}<br>${topic}<br>some day<br>`),
    )
    for (const chunkBytes of [17, 1000, 1 << 16]) {
      const { rows, ignored, refused } = await readFile(html, { chunkBytes })
      assert.deepEqual(
        rows.map((row) => [row.kind, row.artistName, row.title, new Date(row.startedAtMs).toISOString(), row.precision]),
        [
          ['music', 'Sault', 'Solar & Co', '2022-04-25T18:00:04.000Z', 's'],
          ['video', '', 'How to', '2022-04-25T18:30:04.000Z', 's'],
        ],
      )
      assert.deepEqual(ignored, { ADVERTISEMENT: 1, OTHER_ACTIVITY: 1, REMOVED_VIDEO: 1 })
      assert.match(refused[0].where, /^entry 6, byte \d+$/)
    }
  })

  it('in German, and in a zone that only the person knows', async () => {
    const german = page(
      cell('YouTube Music', `${link(watch(1), 'Solar')}&nbsp;angesehen<br>${topic}<br>25.04.2022, 20:00:04 MESZ<br>`),
      cell('YouTube Music', `${link(watch(2), 'Air')}&nbsp;angesehen<br>${topic}<br>25.04.2022, 20:01:04<br>`),
    )
    const { rows } = await readFile(german, { zone: 'Asia/Tokyo' })
    assert.deepEqual(
      rows.map((row) => [row.title, new Date(row.startedAtMs).toISOString()]),
      [
        ['Solar', '2022-04-25T18:00:04.000Z'],
        ['Air', '2022-04-25T11:01:04.000Z'],
      ],
    )
  })

  it('a page cut off, one without entries, and one with a tag of megabytes', async () => {
    const good = cell('YouTube Music', `Watched&nbsp;${link(watch(1), 'Solar')}<br>${topic}<br>Apr 25, 2022, 8:00:04 PM UTC<br>`)
    const whole = page(good, good)
    for (const [end, message] of [
      [whole.lastIndexOf('Apr'), /ends in the middle/],
      [whole.lastIndexOf('<div class="outer'), /ends before its page/],
    ] as const) {
      const cut = await readFile(whole.slice(0, end))
      assert.equal(cut.rows.length, 1)
      assert.deepEqual([cut.refused.length, message.test(cut.refused[0].message)], [1, true], cut.refused[0].message)
    }
    assert.match((await readFile(page())).refused[0].message, /no activity/)
    const huge = await readFile(page(good, cell('YouTube', `<a href="${'x'.repeat(3 << 20)}">x</a>`), good))
    assert.deepEqual(
      huge.rows.map((row) => row.title),
      ['Solar', 'Solar'],
    )
    assert.match(huge.refused[0].message, /larger than/)
  })
})

const iso = (text: string, zone = 'UTC', monthFirst = false) => {
  const ms = parseSpokenTime(text, zone, monthFirst)
  return ms === null ? null : new Date(ms).toISOString().slice(0, 19)
}

describe('dates in words', () => {
  it('of many languages', () => {
    for (const text of [
      'Oct 5, 2024, 10:11:12 PM UTC', 'Oct 5, 2024, 10:11:12\u202fPM UTC', '5 Oct 2024, 22:11:12 UTC', '05.10.2024, 22:11:12 UTC', '5 oct. 2024, 22:11:12 UTC',
      '5 de out. de 2024, 22:11:12 UTC', '5 ott 2024, 22:11:12 UTC', '5 okt 2024 22:11:12 UTC', '5 paź 2024, 22:11:12 UTC', '5. 10. 2024 22:11:12 UTC', '5 окт. 2024 г., 22:11:12 UTC',
      '5 Eki 2024 22:11:12 UTC', '5.10.2024 klo 22.11.12 UTC', '2024/10/05 22:11:12 UTC', '2024. 10. 5. 오후 10:11:12 UTC', '2024年10月5日 22:11:12 UTC', '2024年10月5日 下午10:11:12 [UTC]',
      '2024-10-05 22:11:12 UTC',
    ]) // biome-ignore format: a list
      assert.equal(iso(text), '2024-10-05T22:11:12', text)
  })
  it('in zones by offset, by letters, and, where letters leave it open, in the person’s', () => {
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM GMT+05:30'), '2024-10-05T16:41:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM GMT-3'), '2024-10-06T01:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM PDT'), '2024-10-06T05:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM CST', 'Asia/Shanghai'), '2024-10-05T14:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM CST', 'Europe/Berlin'), '2024-10-06T04:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM XYZ', 'Europe/Berlin'), '2024-10-05T20:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM', 'Europe/Berlin'), '2024-10-05T20:11:12')
  })
  it('noon and midnight, days before months or after', () => {
    assert.equal(iso('Oct 5, 2024, 12:00:01 AM UTC'), '2024-10-05T00:00:01')
    assert.equal(iso('Oct 5, 2024, 12:00:01 PM UTC'), '2024-10-05T12:00:01')
    assert.equal(iso('10/5/2024, 01:00:00 UTC'), '2024-05-10T01:00:00')
    assert.equal(iso('10/5/2024, 01:00:00 UTC', 'UTC', true), '2024-10-05T01:00:00')
    assert.equal(iso('10/25/2024, 01:00:00 UTC'), '2024-10-25T01:00:00')
    assert.deepEqual([namesMonthFirst(['1/2/2024', '10/25/2024']), namesMonthFirst(['25/10/2024', '1/2/2024'])], [true, false])
  })
  it('no date is none', () => {
    for (const text of [
      '',
      'Solar',
      '10:11:12',
      '31 Feb 2024 10:00:00',
      'Oct 5, 2024',
      '5 Foo 2024, 10:00:00',
      'Oct 5, 2024, 25:00:00',
      `${'9'.repeat(500)} 10:11:12`,
    ])
      assert.equal(iso(text), null, text)
  })
})
