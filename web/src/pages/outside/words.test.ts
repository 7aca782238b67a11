// The words of the page of the world outside.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { EnrichmentKind, Outside, OutsideHost, SpotifyJobState } from '../../../../src/server/contract.ts'
import { formatComing, sayJob, sayKind, sayLast, sayOutside, sayPace } from './words.ts'

const NOON = new Date(2026, 10, 21, 12).getTime()
const host = (title: string, on: boolean, switchedWith: string | null = null) => ({ title, on, switchedWith }) as OutsideHost
const outside = (hosts: OutsideHost[], more: Partial<Outside> = {}): Outside => ({
  allowed: true,
  cutByEnvironment: false,
  contact: null,
  hosts,
  ...more,
})

describe('what the page of the world outside says', () => {
  it('says what may leave', () => {
    assert.match(sayOutside(outside([host('Deezer', false)])), /^Nothing leaves .* switched off/)
    assert.equal(sayOutside(outside([host('Deezer', true)])), 'Deepcut may call Deezer, and nobody else.')
    const three = [host('A', true), host('B', true), host('C', true), host('C log-in', true, 'c')]
    assert.equal(sayOutside(outside(three)), 'Deepcut may call A, B and C, and nobody else.')
    assert.match(sayOutside(outside([host('A', true)], { allowed: false })), /you cut every way out. The switches below are kept/)
    assert.match(sayOutside(outside([], { cutByEnvironment: true })), /DEEPCUT_OFFLINE/)
  })

  it('says when something goes on', () => {
    assert.equal(formatComing(NOON + 3_600_000, NOON), 'at 13:00')
    assert.equal(formatComing(NOON + 86_400_000, NOON), 'tomorrow at 12:00')
    assert.equal(formatComing(NOON + 3 * 86_400_000, NOON), 'on Tuesday, 24 November, at 12:00')
  })

  it('says a pace', () => {
    assert.equal(sayPace({ delayMs: 1000, perDayMax: null }), 'at most 1 call a second')
    assert.equal(sayPace({ delayMs: 125, perDayMax: null }), 'at most 8 calls a second')
    assert.equal(sayPace({ delayMs: 5000, perDayMax: 400 }), 'at most 1 call every 5 s and 400 a day')
  })

  const job = (set: Partial<SpotifyJobState>): SpotifyJobState => ({
    ...{
      job: 'liked',
      on: true,
      running: false,
      everyMs: 1,
      dueAtMs: NOON + 3_600_000,
      lastAtMs: null,
      lastResult: null,
      lastFailed: false,
    },
    ...{ heldWhy: null, done: 0, total: null },
    ...set,
  })
  it('says what a job is at, and when it goes on', () => {
    assert.equal(sayJob(job({ on: false, dueAtMs: null }), null, NOON), 'Off.')
    assert.equal(sayJob(job({}), null, NOON), 'Next at 13:00.')
    assert.equal(sayJob(job({}), 'switch', NOON), 'Waits until Spotify is switched on.')
    assert.equal(sayJob(job({}), 'log-in', NOON), 'Waits until you log in again.')
    assert.equal(sayJob(job({ running: true, done: 50, total: 2000 }), null, NOON), 'Asking now: 50 of 2,000.')
    assert.equal(
      sayJob(job({ heldWhy: 'Spotify asked for a pause.', done: 50, total: 2000 }), null, NOON),
      'Paused: Spotify asked for a pause. Goes on at 13:00. Stands at 50 of 2,000.',
    )
    assert.equal(sayLast(job({}), NOON), null)
    assert.equal(sayLast(job({ lastAtMs: NOON - 60_000, lastResult: '2 new plays' }), NOON), '11:59: 2 new plays.')
  })

  const kind = (set: Partial<EnrichmentKind>) =>
    ({ kind: 'deezer', on: true, open: true, waiting: 0, resumesAtMs: null, heldWhy: null, ...set }) as EnrichmentKind
  const HOST = { title: 'Deezer', delayMs: 1000 }
  it('says where a question stands', () => {
    assert.equal(sayKind(kind({}), HOST, 1, NOON), 'Nothing waits.')
    assert.equal(sayKind(kind({ waiting: 600 }), HOST, 1, NOON), "600 tracks wait: about 10 min at this host's pace.")
    assert.match(sayKind(kind({ waiting: 1, open: false }), HOST, 1, NOON), /^1 track waits; Deezer is switched off/)
    assert.equal(
      sayKind(kind({ waiting: 2, resumesAtMs: NOON + 60_000, heldWhy: 'It answered 503.' }), HOST, 1, NOON),
      '2 tracks wait. Goes on at 12:01: It answered 503.',
    )
  })
})
