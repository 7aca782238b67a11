// Every page, as everybody must be able to use it: no serious finding of axe in either theme, no sideways scrolling on a phone, small on first
// paint; and the demo, which says that it is one and goes when asked.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import type { AlbumPage, ArtistPage, Playlists, Status, TrackPage } from '../../src/server/contract.ts'
import { extendedFiles, extendedHistory, writeZip } from '../history.ts'
import { deepcut, ROOT, type Serving, serve } from '../real/deepcut.ts'
import { chromiumPath, openChromium, openPage } from './chromium.ts'
import { noBrowser } from './no-browser.ts'
import { putDemo } from './small-demo.ts'
import { writeSmallLibrary } from './small-library.ts'

const FIRST_PAINT_BYTES_MAX = 200_000
const OWN_ROWS = 300
const DEMO_ARTIST = 'Circuit Row'
const AXE = join(ROOT, 'node_modules', 'axe-core', 'axe.min.js')
const skip = noBrowser()

interface Finding {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly html: string; readonly failureSummary?: string }[]
}

describe('every page', { skip, timeout: 300_000 }, () => {
  let folder: string
  let serving: Serving
  let browser: Browser
  let paths: Record<string, string>
  const ask = async <Answer>(path: string, init?: RequestInit): Promise<Answer> =>
    (await (await fetch(`${serving.url}${path}`, init)).json()) as Answer

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deepcut-pages-'))
    const home = join(folder, 'home')
    const pieces = writeSmallLibrary(join(folder, 'music'))
    const span = { fromMs: Date.now() - 300 * 86_400_000, toMs: Date.now() - 86_400_000 }
    const historyAbout = (artist: string, rows: number) =>
      writeZip(
        join(folder, `${artist}.zip`),
        extendedFiles(extendedHistory({ seed: artist, rows, tracks: pieces.filter((piece) => piece.artist === artist), ...span })),
      )
    mkdirSync(home)
    await putDemo(home, join(folder, 'music', DEMO_ARTIST), historyAbout(DEMO_ARTIST, 200))
    await deepcut(home, ['scan', join(folder, 'music', 'Lena Marsh'), join(folder, 'music', 'The Tin Sheds')])
    await deepcut(home, ['import', historyAbout('Lena Marsh', OWN_ROWS)])
    const item = ({ title, artist }: { title: string; artist: string }) => ({
      track: { trackName: title, artistName: artist, albumName: '' },
    })
    const episode = { track: null, episode: { episodeName: 'On quiet rooms', showName: 'Rooms' } }
    const playlist = {
      name: 'Evenings',
      description: 'Soft &amp; slow',
      items: [...pieces.slice(0, 3).map(item), episode, item({ title: 'Far', artist: 'Away' })],
    }
    writeFileSync(join(folder, 'Playlist1.json'), JSON.stringify({ playlists: [playlist] }))
    await deepcut(home, ['import', join(folder, 'Playlist1.json')])
    serving = await serve(home)
    browser = await openChromium(chromiumPath()!)
    const [track] = (await ask<TrackPage>('/api/tracks?count=1')).items
    const [album] = (await ask<AlbumPage>('/api/albums?count=1')).items
    const [artist] = (await ask<ArtistPage>('/api/artists?count=1')).items
    const [evenings] = (await ask<Playlists>('/api/playlists')).items
    paths = {
      'for you': '/',
      albums: '/library',
      artists: '/library?tab=artists',
      tracks: '/library?tab=tracks',
      playlists: '/library?tab=playlists',
      playlist: `/library/playlists/${evenings.id}`,
      album: `/library/albums/${album.id}`,
      artist: `/library/artists/${artist.id}`,
      track: `/tracks/${track.id}`,
      history: '/history',
      insights: '/insights',
      import: '/import',
      hearing: '/analysis',
      settings: '/settings',
      review: '/review',
      outside: '/outside',
      'not found': '/nowhere',
    }
  })

  after(async () => {
    await browser?.close()
    await serving?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('loads at most 200 kB gzip before the first paint', async () => {
    const { context, page } = await openPage(browser, { theme: 'dark', width: 1440 })
    const sizes: [string, number][] = []
    const reading: Promise<unknown>[] = []
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname
      if (!path.startsWith('/api/'))
        reading.push(response.body().then((body) => sizes.push([path, Math.min(body.length, gzipSync(body, { level: 9 }).length)])))
    })
    await page.goto(serving.url)
    await page.locator('[data-testid="card"]').first().waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    await Promise.all(reading)
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    console.log(`browser: first paint loads ${(total / 1000).toFixed(0)} kB gzip in ${sizes.length} files`)
    assert.ok(sizes.length >= 3, 'the page loads hardly anything: is it built?')
    assert.ok(total <= FIRST_PAINT_BYTES_MAX, sizes.map(([path, size]) => `${path} ${size}`).join(', '))
    await context.close()
  })

  it('is looked at by an axe that finds what is wrong', async () => {
    const { context, page } = await openPage(browser, { theme: 'dark', width: 360, allowAxe: true })
    await page.goto(serving.url)
    await settled(page)
    await page.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/mark.svg"><p style="color:#888;background:#999">grey</p><button style="width:9px;height:9px;padding:0" aria-label="a"></button><button style="width:9px;height:9px;padding:0" aria-label="b"></button>')`,
    )
    assert.deepEqual((await axe(page)).map((finding) => finding.id).sort(), ['color-contrast', 'image-alt'])
    assert.deepEqual(
      (await axe(page, `{ runOnly: ['target-size'] }`)).map((finding) => finding.id),
      ['target-size'],
    )
    await context.close()
  })

  for (const theme of ['dark', 'light'] as const) {
    it(`has no serious finding of axe, ${theme}`, async () => {
      const { context, page, errors } = await openPage(browser, { theme, width: 1440, allowAxe: true })
      const found: string[] = []
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${serving.url}${path}`)
        await settled(page)
        for (const finding of await axe(page)) found.push(`${name}: ${inWords(finding)}`)
      }
      await context.close()
      assert.deepEqual(found, [])
      assert.deepEqual(
        errors.filter((error) => !error.includes('404')),
        [],
      )
    })
  }

  it('fits a phone of 360 px: nothing scrolls sideways, and no button is too small to touch', async () => {
    const { context, page, errors } = await openPage(browser, { theme: 'dark', width: 360, allowAxe: true })
    const wrong: string[] = []
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${serving.url}${path}`)
      await settled(page)
      const wide = (await page.evaluate(WIDER_THAN_PAGE)) as string | null
      if (wide) wrong.push(`${name}: ${wide}`)
      // WCAG 2.2, 2.5.8: 24 px, or room around it.
      for (const finding of await axe(page, `{ runOnly: ['target-size'] }`)) wrong.push(`${name}: ${inWords(finding)}`)
    }
    await page.goto(serving.url)
    await page.locator('[data-testid="card-play"]').first().click()
    await page.locator('[data-testid="player-title"]').first().waitFor()
    const wide = (await page.evaluate(WIDER_THAN_PAGE)) as string | null
    if (wide) wrong.push(`for you with the player: ${wide}`)
    await context.close()
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      errors.filter((error) => !error.includes('404')),
      [],
    )
  })

  it('can be read with text at 200 %', async () => {
    const { context, page } = await openPage(browser, { theme: 'light', width: 720 })
    const wrong: string[] = []
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${serving.url}${path}`)
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
      await settled(page)
      const wide = (await page.evaluate(WIDER_THAN_PAGE)) as string | null
      if (wide) wrong.push(`${name}: ${wide}`)
    }
    await context.close()
    assert.deepEqual(wrong, [])
  })

  it('says that the demo is one, and removes it at one click, and nothing else', async () => {
    const { context, page, errors } = await openPage(browser, { theme: 'dark', width: 1440 })
    const before = await ask<Status>('/api/status')
    assert.equal(before.demo, true)
    assert.equal(before.counts.synthetic, 4)
    await page.goto(serving.url)
    await page.locator('[data-testid="demo-banner"]').waitFor()
    await page.locator('[data-testid="demo-remove"]').click()
    const sure = page.getByRole('dialog').getByRole('button', { name: /remove/i })
    if (await sure.isVisible().catch(() => false)) await sure.click()
    await page.locator('[data-testid="demo-banner"]').waitFor({ state: 'detached' })
    const later = await ask<Status>('/api/status')
    assert.deepEqual([later.demo, later.counts.synthetic, later.counts.playable], [false, 0, 8])
    assert.ok(
      later.counts.listens >= 290 && later.counts.listens <= 300,
      `${later.counts.listens} listens are left, and 300 rows were the person's own`,
    )
    await page.locator('[data-testid="card"]').first().waitFor()
    await context.close()
    assert.deepEqual(errors, [])
  })
})

/** Waits until the page shows what it has, not its skeleton, and unfolds what is folded. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main [data-testid]').first().waitFor()
  await page.waitForTimeout(400)
  await page.evaluate(`document.querySelectorAll('details').forEach((folded) => { folded.open = true })`)
}

async function axe(page: Page, options = `{ resultTypes: ['violations'] }`): Promise<Finding[]> {
  await page.addScriptTag({ path: AXE })
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as { violations: Finding[] }
  return violations.filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
}

function inWords({ impact, id, nodes }: Finding): string {
  const [node] = nodes
  return `${impact} ${id} (${nodes.length}): ${node.target.join(' ')} ${node.failureSummary ?? ''} ${node.html.slice(0, 160)}`
}

/** What sticks out of the page to the right, in words; null where nothing does. */
const WIDER_THAN_PAGE = `(() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) return null
  const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1)
  const [first] = wide
  return document.documentElement.scrollWidth + ' px of ' + width + (first ? ': <' + first.tagName.toLowerCase() + ' class="' + first.className + '">' : '')
})()`
