// The main job in the browser, against the real server: a history is dropped in, a recommendation plays, a skip and a love move the list,
// and after a reload the plays stand in the history.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Imports, ListenRows, Stats, Status, TrackDetail } from '../../src/server/contract.ts'
import { extendedFiles, extendedHistory, type HistoryTrack } from '../history.ts'
import { deepcut, type Serving, serve } from '../real/deepcut.ts'
import { zipBytes } from '../zip-writer.ts'
import { chromiumPath, openChromium, openPage } from './chromium.ts'
import { dropFile } from './drop.ts'
import { noBrowser } from './no-browser.ts'
import { type SmallPiece, writeSmallLibrary } from './small-library.ts'
import { catchSound, soundAt, soundOf } from './sound.ts'
import { until } from './until.ts'

const ROWS = 400
const skip = noBrowser()

describe('the main job in a browser', { skip, timeout: 240_000 }, () => {
  let folder: string
  let pieces: SmallPiece[]
  let serving: Serving
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[]

  const at = (testId: string) => page.locator(`[data-testid="${testId}"]`)
  const cardIds = () =>
    at('card').evaluateAll((cards) => cards.map((card) => Number((card as unknown as { dataset: { trackId: string } }).dataset.trackId)))
  const card = (id: number) => page.locator(`[data-testid="card"][data-track-id="${id}"]`)
  const ask = async <Answer>(path: string): Promise<Answer> => (await (await fetch(`${serving.url}${path}`)).json()) as Answer

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deepcut-browser-'))
    pieces = writeSmallLibrary(join(folder, 'music'))
    await deepcut(join(folder, 'home'), ['scan', join(folder, 'music')])
    serving = await serve(join(folder, 'home'))
    browser = await openChromium(chromiumPath()!)
    ;({ context, page, errors } = await openPage(browser, { theme: 'dark', width: 1440 }))
    await catchSound(context)
  })

  after(async () => {
    await browser?.close()
    await serving?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows something to play before there is any history', async () => {
    await page.goto(serving.url)
    await at('card').first().waitFor()
    assert.equal((await cardIds()).length, 10)
  })

  let zip: Buffer
  it('takes a history that is dropped on the page, and reports every row', async () => {
    const liked = new Set(['Nine Relays', 'Clock Edge'])
    const tracks: HistoryTrack[] = pieces.slice(0, 10).map(({ title, artist, album, durationMs }) => ({ title, artist, album, durationMs }))
    const rows = extendedHistory({
      seed: 'browser',
      rows: ROWS,
      tracks,
      fromMs: Date.now() - 200 * 86_400_000,
      toMs: Date.now() - 2 * 86_400_000,
      persona: { weightOf: (track) => (liked.has(track.title) ? 6 : 0.3), skipChanceOf: (track) => (liked.has(track.title) ? 0.03 : 0.9) },
    })
    zip = zipBytes(extendedFiles(rows).map(({ path, text }) => ({ name: path, bytes: Buffer.from(text) })))
    await dropFile(page, 'main', { name: 'my_spotify_data.zip', type: 'application/zip', bytes: zip })
    await at('import-report').first().waitFor()
    assert.match(page.url(), /\/import$/)
    assert.match(await at('import-report').first().innerText(), new RegExp(`\\b${ROWS}\\b`))
    const stats = await ask<Stats>('/api/stats')
    assert.ok(stats.listens >= ROWS * 0.98, `${stats.listens} listens of ${ROWS} rows`)
  })

  it('takes the same file again through the file button, and adds nothing', async () => {
    const before = await ask<Stats>('/api/stats')
    await at('import-file').first().setInputFiles({ name: 'the_same_again.zip', mimeType: 'application/zip', buffer: zip })
    await until('a second report', async () => (await at('import-report').count()) >= 2)
    const { items } = await ask<Imports>('/api/imports')
    const again = items.find((item) => item.name === 'the_same_again.zip')!
    await until('the import is done', async () => (await ask<Imports>('/api/imports')).items.every((item) => item.state === 'done'))
    assert.ok(again)
    const report = (await ask<Imports>('/api/imports')).items.find((item) => item.id === again.id)!.report!
    assert.equal(
      report.sources.reduce((sum, source) => sum + source.imported, 0),
      0,
    )
    assert.equal((await ask<Stats>('/api/stats')).listens, before.listens)
  })

  it('recommends from that history, with reasons', async () => {
    await page.locator('nav').getByText('For you').click()
    await at('card').first().waitFor()
    const text = await at('card').first().innerText()
    assert.ok(
      text.split('\n').some((line) => line.length > 15),
      `no reason on the card: ${text}`,
    )
    assert.equal((await ask<Status>('/api/status')).demo, false)
    assert.equal(await at('demo-banner').count(), 0)
  })

  let playedId = 0
  it('plays a recommendation', async () => {
    ;[playedId] = await cardIds()
    await card(playedId).hover()
    await card(playedId).getByTestId('card-play').click()
    const early = await soundAt(page, 0.3)
    const later = await soundAt(page, early.currentTimeS + 1.5)
    assert.ok(early.src.endsWith(`/api/tracks/${playedId}/audio`), early.src)
    assert.ok(Math.abs(later.durationS - 36) < 0.1, `${later.durationS} s`)
    const detail = await ask<TrackDetail>(`/api/tracks/${playedId}`)
    assert.equal((await at('player-title').first().innerText()).trim(), detail.title)
  })

  it('is driven by the keyboard', async () => {
    await page.locator('body').press('Escape')
    await page.evaluate('document.activeElement?.blur()')
    await page.keyboard.press(' ')
    await until('space pauses', async () => (await soundOf(page)) === null)
    await page.keyboard.press(' ')
    const before = await soundAt(page, 0.1)
    await page.keyboard.press('ArrowRight')
    await soundAt(page, before.currentTimeS + 4)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('l')
    await until('l loves what plays', async () => (await ask<TrackDetail>(`/api/tracks/${playedId}`)).feedback === 'love')
    await page.keyboard.press('/')
    await at('search').waitFor()
    await until('the search has the focus', () => page.evaluate(`document.activeElement?.matches('[data-testid="search"]')`))
  })

  it('finds a track by search, and shows its page', async () => {
    await at('search').fill('ferrite')
    await page.getByRole('link', { name: 'Ferrite' }).first().click()
    await at('track-page').waitFor()
    await at('track-page').getByTestId('waveform').first().waitFor()
    assert.match(await at('track-page').innerText(), /Circuit Row/)
    assert.match(await at('track-page').innerText(), /BPM/)
    await at('sections').getByRole('listitem').first().waitFor()
    const energy = at('estimate-energy')
    await energy.locator('summary').press('Enter')
    await energy
      .getByText(/raises it|lowers it/)
      .first()
      .waitFor()
    assert.ok(await soundOf(page), 'the music stops when another page is shown')
  })

  it('counts a skip from the player, and goes on', async () => {
    const sounding = await soundOf(page)
    await at('player-next').first().click()
    await until('another track sounds', async () => (await soundOf(page))?.src.endsWith(`/api/tracks/${playedId}/audio`) === false)
    assert.ok(sounding)
    await until('the skip is told to the server', async () => (await ask<TrackDetail>(`/api/tracks/${playedId}`)).plays.skips > 0)
  })

  it('changes the list within a second of a skip, a love and a ban, without a reload', async () => {
    await page.evaluate('globalThis.__sameDocument = true')
    await page.locator('nav').getByText('For you').click()
    await at('card').first().waitFor()
    for (const act of ['card-skip', 'card-love', 'card-ban'] as const) {
      const ids = await cardIds()
      const id = ids[act === 'card-love' ? 2 : 1]
      await card(id).hover()
      const answered = page.waitForResponse((response) => response.url().includes('/api/recommendations?') && response.ok())
      const began = performance.now()
      await card(id).getByTestId(act).click()
      if (act !== 'card-love') await card(id).waitFor({ state: 'detached' })
      await answered
      const changedMs = performance.now() - began
      console.log(`browser: list anew ${Math.round(changedMs)} ms after ${act}`)
      assert.ok(changedMs < 1000, `${act}: ${changedMs} ms`)
      if (act === 'card-skip') assert.notDeepEqual(await cardIds(), ids)
      if (act === 'card-love')
        await until('the love is kept', async () => (await ask<TrackDetail>(`/api/tracks/${id}`)).feedback === 'love')
      if (act === 'card-ban') await until('the ban is kept', async () => (await ask<TrackDetail>(`/api/tracks/${id}`)).feedback === 'ban')
    }
    assert.equal(await page.evaluate('globalThis.__sameDocument'), true)
  })

  it('re-ranks when the radar is moved', async () => {
    const radar = page
      .locator(
        '[data-testid="radar"][type="range"], [data-testid="radar"] [type="range"], [data-testid="radar"] [role="slider"], [data-testid="radar"][role="slider"]',
      )
      .first()
    const asked = page.waitForResponse((response) => /\/api\/recommendations\?.*radar=1(&|$)/.test(response.url()))
    await radar.focus()
    await page.keyboard.press('End')
    assert.equal((await asked).status(), 200)
    assert.equal((await cardIds()).length > 0, true)
  })

  it('finds its listens after a reload, with their real durations and skips', async () => {
    await page.reload()
    await at('card').first().waitFor()
    await page.locator('nav').getByText('History').click()
    await at('history-row').first().waitFor()
    const { items } = await ask<ListenRows>('/api/listens?count=20')
    const own = items.find((item) => item.trackId === playedId)!
    assert.ok(own, 'the played recommendation is not in the history')
    assert.equal(own.skipped, true)
    // It sounded for some seconds; what was jumped over does not count.
    assert.ok(own.msPlayed! > 1500 && own.msPlayed! < 30_000, `${own.msPlayed!} ms`)
    const row = at('history-row').filter({ hasText: own.title }).first()
    assert.match(await row.innerText(), /skip/i)
  })

  it('meets no error on the way', () => {
    assert.deepEqual(errors, [])
  })
})
