// The insights page with an invented listener's answers: every chart photographed in both themes at three widths (test/out/insights-*.png), read by
// keyboard, looked at by axe, taken along as a picture, and silent where nothing was heard.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Download, Page } from 'playwright-core'
import { ROOT } from '../real/deepcut.ts'
import { chromiumPath, openChromium, openPage, type Theme } from './chromium.ts'
import { GALLERY, type Life, openGallery } from './gallery.ts'
import { noBrowser } from './no-browser.ts'

const OUT = join(ROOT, 'test', 'out')
const AXE = join(ROOT, 'node_modules', 'axe-core', 'axe.min.js')
const SECTIONS = ['when', 'what', 'how', 'new-and-old', 'sound', 'compare']
/** Charts of the page: 27 insights beside the totals, and the months. */
const CHARTS = 28
const skip = noBrowser()

describe('the insights page', { skip, timeout: 600_000 }, () => {
  let browser: Browser
  before(async () => {
    mkdirSync(OUT, { recursive: true })
    browser = await openChromium(chromiumPath()!)
  })
  after(() => browser?.close())

  /** The page with every chart asked for, and as high as it is. */
  async function opened(options: { theme: Theme; width: number; life?: Life; textPercent?: number; path?: string }) {
    const { context, page, errors } = await openPage(browser, { ...options, allowAxe: true })
    await openGallery(page, options.life)
    await page.goto(`${GALLERY}${options.path ?? '/insights'}`)
    await page.getByTestId('totals').waitFor()
    if (options.textPercent) await page.evaluate(`document.documentElement.style.fontSize = '${options.textPercent}%'`)
    await page.setViewportSize({ width: options.width, height: options.textPercent ? 40_000 : 16_000 })
    await page.waitForFunction(`document.querySelectorAll('.insight .chart-menu').length === ${CHARTS}`)
    await page.waitForTimeout(400)
    const unexpected = () => errors.filter((error) => !error.includes('404'))
    return { context, page, unexpected }
  }

  for (const theme of ['dark', 'light'] as const) {
    for (const width of [360, 768, 1440]) {
      it(`is photographed, ${theme}, ${width} px: nothing sticks out`, async () => {
        const { context, page, unexpected } = await opened({ theme, width })
        for (const section of SECTIONS)
          await page.locator(`#${section}`).screenshot({ path: join(OUT, `insights-${section}-${theme}-${width}.png`) })
        assert.equal(await sidewaysPx(page), 0)
        assert.deepEqual(unexpected(), [])
        await context.close()
      })
    }

    it(`has no finding of axe, with charts explained and as tables too, ${theme}`, async () => {
      const { context, page } = await opened({ theme, width: 1440 })
      const found = await axe(page)
      const buttons = await page.locator('.chart-menu-button').all()
      for (const button of buttons.filter((_, at) => at % 4 === 0)) {
        await button.click()
        await page.getByRole('button', { name: 'What is counted' }).click()
        await button.click()
        await page.getByRole('button', { name: 'As a table' }).click()
      }
      await page.getByTestId('period').click()
      await page.waitForTimeout(300)
      found.push(...(await axe(page)))
      await page.locator('#what').screenshot({ path: join(OUT, `insights-as-tables-${theme}-1440.png`) })
      await context.close()
      assert.deepEqual(found, [])
    })
  }

  it('can be touched: no target is too small on a phone', async () => {
    const { context, page } = await opened({ theme: 'dark', width: 360 })
    assert.deepEqual(await axe(page, `{ runOnly: ['target-size'] }`), [])
    await context.close()
  })

  it('can be read with text at 200 %', async () => {
    const { context, page } = await opened({ theme: 'light', width: 720, textPercent: 200 })
    assert.equal(await sidewaysPx(page), 0)
    for (const section of SECTIONS) await page.locator(`#${section}`).screenshot({ path: join(OUT, `insights-${section}-text-200.png`) })
    await context.close()
  })

  it('says so where there is not enough to tell, and draws nothing', async () => {
    const { context, page, unexpected } = await opened({ theme: 'dark', width: 768, life: 'silent' })
    assert.equal(await page.locator('.drawing').count(), 0)
    assert.equal(await page.locator('.chart-silence').count(), CHARTS)
    assert.equal(await page.getByText('There is not enough to tell.').count(), CHARTS)
    assert.deepEqual(unexpected(), [])
    await context.close()
  })

  it('tells single values by the arrow keys, and hides them again', async () => {
    const { context, page } = await opened({ theme: 'dark', width: 1440 })
    const week = page.getByTestId('insight-clock').locator('.plot-hold').nth(1)
    const told = week.getByRole('status')
    await week.focus()
    await page.keyboard.press('ArrowRight')
    assert.match((await told.textContent()) ?? '', /^Monday, 00:00 to 01:00: \d+ listens, /)
    for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    assert.match((await told.textContent()) ?? '', /^Tuesday, 01:00 to 02:00: /)
    await page.keyboard.press('Escape')
    assert.equal(await told.textContent(), '')
    await context.close()
  })

  it('gives its pictures along: an SVG that needs nothing else, a PNG for sharp screens', async () => {
    const { context, page } = await opened({ theme: 'light', width: 360 })
    const svg = (await taken(page, 'top-artists', 'SVG')).toString('utf8')
    for (const words of [
      'Which artists do you play most?',
      'Amber Harbor',
      'me · All time',
      '@font-face',
      'data:font/woff2;base64,',
      'data:image/svg+xml;base64,',
    ])
      assert.ok(svg.includes(words), `the picture lacks ${words}`)
    for (const bound of ['var(--', 'light-dark(', 'oklch(', 'href="/', 'class='])
      assert.ok(!svg.includes(bound), `the picture still needs ${bound}`)
    const png = await taken(page, 'clock', 'PNG')
    assert.deepEqual([png.toString('latin1', 1, 4), png.readUInt32BE(16)], ['PNG', 1920])
    await context.close()
  })

  it('keeps its period in the address, and offers the CSV of what is shown', async () => {
    const { context, page } = await opened({ theme: 'dark', width: 1440 })
    await page.getByTestId('period').click()
    await page.getByRole('button', { name: '2024' }).click()
    await page.waitForURL(/period=2024/)
    await page.reload()
    assert.equal(await page.getByTestId('period').textContent(), 'Period: 2024')
    await page.getByRole('button', { name: 'The one after' }).click()
    await page.waitForURL(/period=2025/)
    const chart = page.getByTestId('insight-top-artists')
    await chart.locator('.chart-menu-button').click()
    const csv = await page.getByRole('link', { name: 'Numbers as CSV' }).getAttribute('href')
    assert.match(csv ?? '', /^\/api\/insights\/top-artists\?from=2025&to=2025&zone=.*format=csv&table=top-artists$/)
    await context.close()
  })
})

/** Takes a chart's picture; its bytes. */
async function taken(page: Page, name: string, as: 'SVG' | 'PNG'): Promise<Buffer> {
  await page.getByTestId(`insight-${name}`).locator('.chart-menu-button').click()
  const [download] = await Promise.all([
    page.waitForEvent('download') as Promise<Download>,
    page.getByRole('button', { name: `Picture as ${as}` }).click(),
  ])
  return readFileSync(await download.path())
}

const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)') as Promise<number>

async function axe(page: Page, options = `{ resultTypes: ['violations'] }`): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary?: string }[] }[]
  }
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary ?? ''}`,
  )
}
