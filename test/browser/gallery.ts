// The insights page without a server: the built page, and answers of an invented listener. What photographs every chart stands on it.

import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { ANSWERS, CATALOGUE } from '../../web/src/pages/insights/answers.fixture.ts'
import { ROOT } from '../real/deepcut.ts'

const DIST = join(ROOT, 'web', 'dist')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** Answered by nobody: the gallery stands on no port. */
export const GALLERY = 'http://127.0.0.1:9'

/** What the gallery's listener has heard: a life, a single listen, or nothing at all in the time looked at. */
export type Life = 'full' | 'silent'

const STATUS = {
  version: '0',
  listeners: [
    { id: 1, name: 'me' },
    { id: 2, name: 'Ada' },
  ],
  counts: { tracks: 0, playable: 0, catalogued: 0, albums: 0, artists: 0, synthetic: 0, listens: 0 },
  demo: false,
  scan: null,
  analysis: { running: false, done: 0, pending: 0, failed: 0, etaS: null },
  ffmpeg: false,
}

/** Serves the gallery to a page. */
export async function openGallery(page: Page, life: Life = 'full'): Promise<void> {
  await page.route(`${GALLERY}/**`, async (route) => {
    const url = new URL(route.request().url())
    const json = (body: unknown) => route.fulfill({ json: body })
    if (url.pathname === '/api/status') return json(STATUS)
    // A stream on which nothing happens: an answer that ends would be asked for again and again.
    if (url.pathname === '/api/events') return
    if (url.pathname === '/api/insights') return json(CATALOGUE)
    if (url.pathname.startsWith('/api/insights/')) return json(answerTo(url, life))
    // Every third cover is missing.
    const cover = /^\/api\/\w+\/(\d+)\/cover$/.exec(url.pathname)
    if (cover)
      return Number(cover[1]) % 3 === 0
        ? route.fulfill({ status: 404 })
        : route.fulfill({ contentType: 'image/svg+xml', body: drawnCover(Number(cover[1])) })
    const path = join(DIST, url.pathname)
    const file = extname(url.pathname) && existsSync(path) ? path : join(DIST, 'index.html')
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) })
  })
}

function answerTo(url: URL, life: Life): unknown {
  const name = url.pathname.split('/').pop()
  const answer = ANSWERS.find((one) => one.name === name)
  if (url.searchParams.get('format') === 'tables')
    return { tables: [{ name, title: 'Numbers', columns: [{ name: 'what', unit: null }, { name: 'counted listens', unit: null }, { name: 'time', unit: 'h' }], rows: [['Amber Harbor', 612, 36.4], ['Lena Marsh', 422, 25.1]] }] } // biome-ignore format: a table
  if (life === 'full' || !answer) return answer
  const { trust } = answer
  return {
    ...answer,
    summary: ['There is not enough to tell.'],
    trust: { ...trust, used: 0, ...(name === 'totals' ? {} : { counted: 0 }) },
  }
}

const drawnCover = (id: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="hsl(${(id * 67) % 360} 40% 40%)"/><circle cx="${30 + ((id * 13) % 40)}" cy="52" r="30" fill="hsl(${(id * 67 + 50) % 360} 55% 65%)"/></svg>`
