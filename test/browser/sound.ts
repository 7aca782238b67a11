// What the page's audio elements do. The player keeps them out of the document, so they are caught where they are made.

import type { BrowserContext, Page } from 'playwright-core'
import { until } from './until.ts'

/** Must run before the page does. */
export const catchSound = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(`{
    const made = (globalThis.__sounds = [])
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function () {
      if (!made.includes(this)) made.push(this)
      return play.call(this)
    }
  }`)

export interface Sound {
  readonly src: string
  readonly currentTimeS: number
  readonly durationS: number
}

/** The element that sounds now, or null. */
export const soundOf = (page: Page): Promise<Sound | null> =>
  page.evaluate(`(() => {
    const playing = (globalThis.__sounds ?? []).find((audio) => !audio.paused && !audio.ended)
    return playing ? { src: playing.currentSrc, currentTimeS: playing.currentTime, durationS: playing.duration } : null
  })()`)

/** Waits until the sound has advanced to at least so many seconds. */
export const soundAt = (page: Page, secondsMin: number): Promise<Sound> =>
  until(`the sound is at ${secondsMin} s`, async () => {
    const sound = await soundOf(page)
    return sound && sound.currentTimeS >= secondsMin ? sound : null
  }) as Promise<Sound>
