// "Your year" with an invented story: every card photographed in both themes on a phone and a desk (test/out/year-*.png), gone through by keys and
// clicks, looked at by axe, its picture taken along, and read as a list.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { STORY } from '../../web/src/pages/year/story.fixture.ts'
import { ROOT } from '../real/deepcut.ts'
import { chromiumPath, openChromium, openPage, type Theme } from './chromium.ts'
import { GALLERY, openGallery } from './gallery.ts'
import { noBrowser } from './no-browser.ts'

const OUT = join(ROOT, 'test', 'out')
const AXE = join(ROOT, 'node_modules', 'axe-core', 'axe.min.js')
const skip = noBrowser()
/** As text, because this side of the test knows no DOM. */
const SIDEWAYS_PX = `(() => { const stage = document.querySelector('.story-stage'); return stage.scrollWidth - stage.clientWidth })()`

describe('your year', { skip, timeout: 300_000 }, () => {
  let browser: Browser
  before(async () => {
    mkdirSync(OUT, { recursive: true })
    browser = await openChromium(chromiumPath()!)
  })
  after(() => browser?.close())

  async function opened(options: { theme: Theme; width: number; height: number }, search = '') {
    const { context, page, errors } = await openPage(browser, { ...options, allowAxe: true })
    await openGallery(page)
    await page.route(`${GALLERY}/api/year?**`, (route) => route.fulfill({ json: STORY }))
    await page.route(`${GALLERY}/api/years?**`, (route) => route.fulfill({ json: { listener: 'me', years: [], byDefault: 2025 } }))
    await page.goto(`${GALLERY}/year${search}`)
    await page.locator(search.includes('list') ? '.year-list' : '.story-card').waitFor()
    return { context, page, unexpected: () => errors.filter((error) => !error.includes('404')) }
  }

  for (const theme of ['dark', 'light'] as const) {
    for (const [width, height] of [
      [360, 640],
      [1440, 900],
    ] as const) {
      // biome-ignore format: pairs
      it(`is photographed card by card, ${theme}, ${width} px: nothing sticks out, axe finds nothing`, async () => {
        const { context, page, unexpected } = await opened({ theme, width, height })
        for (let at = 0; at <= STORY.cards.length; at++) {
          await page.waitForTimeout(150)
          await page.screenshot({ path: join(OUT, `year-${String(at).padStart(2, '0')}-${theme}-${width}.png`) })
          assert.equal(await page.evaluate(SIDEWAYS_PX), 0, `card ${at}`)
          if (at % 4 === 0) assert.deepEqual(await axe(page), [], `card ${at}`)
          await page.keyboard.press('ArrowRight')
        }
        assert.deepEqual(unexpected(), [])
        await context.close()
      })
    }

    it(`is a list to read, ${theme}`, async () => {
      const { context, page, unexpected } = await opened({ theme, width: 1440, height: 900 }, '?as=list')
      for (const { kind, headline } of STORY.cards) assert.ok((await page.getByTestId(`year-${kind}`).textContent())?.includes(headline))
      assert.deepEqual(await axe(page), [])
      await page.screenshot({ path: join(OUT, `year-list-${theme}-1440.png`), fullPage: true })
      assert.deepEqual(unexpected(), [])
      await context.close()
    })
  }

  it('goes by keys and clicks, tells each card aloud, and closes to the list', async () => {
    const { context, page } = await opened({ theme: 'dark', width: 1440, height: 900 })
    const words = async () => (await page.getByTestId('story-words').textContent()) ?? ''
    await page.keyboard.press('ArrowRight')
    assert.match(await words(), /^Card 1 of 14, Your time\. /)
    await page.getByTestId('story-stage').click({ position: { x: 1000, y: 30 } })
    assert.match(await words(), /^Card 2 of 14, The artist\. /)
    await page.getByTestId('story-stage').click({ position: { x: 60, y: 30 } })
    await page.keyboard.press('End')
    assert.match(await words(), /^Card 14 of 14, All of it\. /)
    assert.match(page.url(), /card=14/)
    await page.keyboard.press('Escape')
    await page.waitForURL(/as=list/)
    assert.equal(await page.locator('dialog[open]').count(), 0)
    await context.close()
  })

  it('gives its picture along in both shapes, needing nothing else', async () => {
    const { context, page } = await opened({ theme: 'light', width: 1440, height: 900 }, '?card=14')
    const stage = page.getByTestId('story-stage')
    for (const [shape, height] of [
      ['Tall', 1920],
      ['Square', 1080],
    ] as const) {
      // biome-ignore format: pairs
      await stage.getByText(shape, { exact: true }).click()
      const [png] = await Promise.all([page.waitForEvent('download'), stage.getByTestId('save-png').click()])
      const bytes = readFileSync(await png.path())
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1080, height])
      const [file] = await Promise.all([page.waitForEvent('download'), stage.getByTestId('save-svg').click()])
      const svg = readFileSync(await file.path(), 'utf8')
      for (const words of ['My year in music', 'Artist 1', 'data:font/woff2;base64,', 'data:image/svg+xml;base64,'])
        assert.ok(svg.includes(words), words)
      for (const bound of ['var(--', 'light-dark(', 'oklch(', 'href="/', 'class=']) assert.ok(!svg.includes(bound), `needs ${bound}`)
    }
    await context.close()
  })
})

async function axe(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  const { violations } = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`)
}
