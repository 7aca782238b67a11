// Photographs every screen on real data, in both themes, wide and narrow, into test/out/ (not kept in git).

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromiumPath, openChromium, openPage } from '../browser/chromium.ts'
import { ROOT } from './deepcut.ts'

export const OUT = join(ROOT, 'test', 'out')

/** Takes the photographs of one listener's pages; returns the reason where there is no browser, else null. */
export async function photograph(url: string, listenerName: string): Promise<string | null> {
  const path = chromiumPath()
  if (!path) return 'no Chromium on PATH or in $CHROMIUM: no photographs'
  mkdirSync(OUT, { recursive: true })
  const browser = await openChromium(path)
  try {
    for (const theme of ['dark', 'light'] as const) {
      for (const width of [1440, 360]) {
        const { context, page } = await openPage(browser, { theme, width })
        for (const screen of await screensOf(url, listenerName)) {
          await page.goto(`${url}${screen.path}`)
          await settled(page)
          await page.screenshot({ path: join(OUT, `${screen.name}-${theme}-${width}.png`) })
        }
        await context.close()
      }
    }
  } finally {
    await browser.close()
  }
  return null
}

/** Waits until pictures are there and nothing is asked for any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  // As text, because this side of the test knows no DOM.
  await page.evaluate(`Promise.all([document.fonts.ready, ...Array.from(document.images, (image) =>
    image.complete ? null : new Promise((done) => { image.onload = image.onerror = done }))]).then(() => null)`)
  await page.waitForTimeout(600)
}

async function screensOf(_url: string, _listenerName: string): Promise<{ name: string; path: string }[]> {
  return [{ name: 'for-you', path: '/' }]
}
