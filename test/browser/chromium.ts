// The headless browser of the tests: the machine's own Chromium, driven by playwright-core.

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of a Chromium: $CHROMIUM, or one on PATH; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM']
  if (named) return existsSync(named) ? named : null
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return null
}

export const openChromium = (path: string): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
    ],
  })

export type Theme = 'dark' | 'light'

/** A page that remembers every error it met: console errors, uncaught ones, requests to other hosts, answers of 500 and more. */
export async function openPage(
  browser: Browser,
  options: { theme: Theme; width: number; height?: number; allowAxe?: boolean; storageState?: BrowserContextOptions['storageState'] },
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    colorScheme: options.theme,
    viewport: { width: options.width, height: options.height ?? (options.width < 600 ? 780 : 900) },
    // axe is injected as a script, which the page's own policy rightly refuses.
    bypassCSP: options.allowAxe ?? false,
    reducedMotion: 'reduce',
    hasTouch: options.width < 600,
    storageState: options.storageState,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') errors.push(`asked another host: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) errors.push(`${response.status()} from ${response.url()}`)
  })
  return { context, page, errors }
}
