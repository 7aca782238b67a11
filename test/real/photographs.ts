// Photographs every screen on real data, in both themes, wide and narrow, into test/out/ (not kept in git).

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { AlbumPage, ArtistPage, Recommendations } from '../../src/server/contract.ts'
import { chromiumPath, openChromium, openPage } from '../browser/chromium.ts'
import { ROOT } from './deepcut.ts'

export const OUT = join(ROOT, 'test', 'out')
const WIDTHS = [1440, 360]

/** Takes the photographs of one listener's pages: their number and the errors the pages met, or why there is no browser. */
export async function photograph(url: string, listenerName: string): Promise<{ taken: number; errors: string[] } | { missing: string }> {
  const path = chromiumPath()
  if (!path) return { missing: 'no Chromium on PATH or in $CHROMIUM: no photographs' }
  mkdirSync(OUT, { recursive: true })
  const browser = await openChromium(path)
  const found: string[] = []
  let taken = 0
  try {
    const screens = await screensOf(url, listenerName)
    for (const theme of ['dark', 'light'] as const) {
      for (const width of WIDTHS) {
        const { context, page, errors } = await openPage(browser, { theme, width })
        await context.addInitScript(`localStorage.setItem('deepcut.listener', ${JSON.stringify(listenerName)})`)
        await page.goto(url)
        await settled(page)
        // Something plays, so that the player is in the pictures; from then on pages change without a reload.
        await page.locator('[data-testid="card-play"]').first().click()
        for (const screen of screens) {
          await page.evaluate(`history.pushState({}, '', ${JSON.stringify(screen.path)}); dispatchEvent(new PopStateEvent('popstate'))`)
          await settled(page)
          await page.screenshot({ path: join(OUT, `${screen.name}-${theme}-${width}.png`) })
          taken++
        }
        found.push(...errors)
        await context.close()
      }
    }
  } finally {
    await browser.close()
  }
  return { taken, errors: found }
}

async function screensOf(url: string, listenerName: string): Promise<{ name: string; path: string }[]> {
  const ask = async <Answer>(path: string): Promise<Answer> => (await (await fetch(`${url}${path}`)).json()) as Answer
  const { items: picks } = await ask<Recommendations>(`/api/recommendations?user=${listenerName}&from=library&count=1`)
  const { items: albums } = await ask<AlbumPage>('/api/albums?count=500')
  const { items: artists } = await ask<ArtistPage>('/api/artists?count=500')
  const largest = albums.reduce((best, album) => (album.trackCount > best.trackCount ? album : best))
  const busiest = artists.reduce((best, artist) => (artist.trackCount > best.trackCount ? artist : best))
  return [
    { name: 'for-you', path: '/' },
    { name: 'library-albums', path: '/library' },
    { name: 'library-artists', path: '/library?tab=artists' },
    { name: 'library-tracks', path: '/library?tab=tracks' },
    { name: 'album', path: `/library/albums/${largest.id}` },
    { name: 'artist', path: `/library/artists/${busiest.id}` },
    { name: 'track', path: `/tracks/${picks[0].trackId}` },
    { name: 'history', path: '/history' },
    { name: 'insights', path: '/insights' },
    { name: 'insights-sound', path: '/insights#sound' },
    { name: 'import', path: '/import' },
    { name: 'settings', path: '/settings' },
  ]
}

/** Waits until pictures are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForTimeout(500)
  // As text, because this side of the test knows no DOM.
  await page.evaluate(`Promise.race([
    new Promise((done) => setTimeout(done, 5000)),
    Promise.all([document.fonts.ready, ...Array.from(document.images, (image) =>
      image.complete || image.loading === 'lazy' ? null : new Promise((done) => { image.addEventListener('load', done); image.addEventListener('error', done) }))]),
  ]).then(() => null)`)
  await page.waitForTimeout(400)
}
