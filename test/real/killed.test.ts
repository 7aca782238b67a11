// kill -9 at a hundred points: in imports, which the next run completes, and while players scrobble, where what was answered is kept. Nothing is
// lost and nothing doubled. The points are seeded; what the process does at them is what the machine makes of it.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../../src/kernel/index.ts'
import { writtenLife } from '../life/check-subset.ts'
import { differences, expectedOf, standingIn } from '../life/expected.ts'
import { listenerOf, openLife } from '../life/open-life.ts'
import { deepcut, serve, startDeepcut } from './deepcut.ts'

const IMPORTS = 10
const KILLS_OF_EACH = 6
const SERVER_KILLS = 40
const home = mkdtempSync(join(tmpdir(), 'deepcut-killed-'))
after(() => rmSync(home, { recursive: true, force: true }))
const databaseOf = (place: string) => join(place, 'deepcut.db')

/** SQLite's own word on the file, and how many rows there are. */
function inspect(place: string): { integrity: string; rows: number } {
  const database = new DatabaseSync(databaseOf(place), { readOnly: true })
  try {
    const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() as { integrity_check: string }
    return { integrity, rows: (database.prepare('SELECT count(*) AS n FROM listens').get() as { n: number }).n }
  } finally {
    database.close()
  }
}

describe('a process that is killed', () => {
  it('in the middle of imports: the next one completes them, nothing is lost or doubled', { timeout: 1_200_000 }, async () => {
    let killed = 0
    for (let no = 0; no < IMPORTS; no++) {
      const random = seededRandom(`killed import ${no}`)
      const written = writtenLife(`killed ${no}`, 300)
      const tellers = written.tellers.filter((teller) => teller.files.length > 0)
      const paths = tellers.map((teller) => written.pathOf(teller))
      try {
        const whole = join(home, `whole-${no}`)
        const { ran } = await deepcut(whole, ['import', ...paths])
        const place = join(home, `killed-${no}`)
        for (let i = 0; i < KILLS_OF_EACH; i++) {
          const running = startDeepcut(place, ['import', ...random.shuffle(paths)])
          // The first third is the program's start: some points lie there, most where it writes.
          const delayMs = ran.seconds * 1000 * (0.25 + 0.75 * random.next())
          const timer = setTimeout(() => running.process.kill('SIGKILL'), delayMs)
          if ((await running.done).signal === 'SIGKILL') killed++
          clearTimeout(timer)
        }
        await deepcut(place, ['import', ...paths])
        assert.deepEqual(inspect(place), { ...inspect(whole), integrity: 'ok' })
        const house = openLife(`sqlite:${databaseOf(place)}`)
        const [first] = await house.listeners.list()
        const found = differences(expectedOf(written.life, tellers), await standingIn(house, first.id))
        house.close()
        assert.deepEqual(found, [])
      } finally {
        written.remove()
      }
    }
    console.log(`real: ${IMPORTS} imports killed at ${killed} points: every row is there once, every listen stands once`)
    assert.ok(killed >= (IMPORTS * KILLS_OF_EACH) / 2, `only ${killed} were killed before they ended`)
  })

  it('leaves rows that are looked at when the store is opened next, without another import', { timeout: 60_000 }, async () => {
    const place = join(home, 'left')
    const house = openLife(`sqlite:${databaseOf(place)}`)
    const listenerId = await listenerOf(house)
    const sourceOf = (format: string) => house.sources.ensure({ listenerId, label: format, format, synthetic: false, atMs: 0 })
    const row = { listenerId, kind: 'music', trackId: null, title: 'T', artistName: 'A', albumTitle: null, startedAtMs: 1.7e12, endedAtMs: 1.7e12 + 180_000, precision: 's', timeTold: 'end', msPlayed: 180_000, reasonStart: null, reasonEnd: null, skipped: null, shuffle: null, offline: null, incognito: null, platform: null, country: null, sourceUri: null } as const // biome-ignore format: a row
    const rows = [
      { ...row, rowKey: 1n, sourceId: await sourceOf('spotify-extended') },
      { ...row, rowKey: 2n, sourceId: await sourceOf('spotify-account'), precision: 'min' as const },
    ]
    // As an import leaves them that is killed before its end.
    await house.listens.append(rows, { reconcile: false })
    assert.equal(await house.listens.count(listenerId), 2)
    house.close()
    const next = openLife(`sqlite:${databaseOf(place)}`)
    assert.equal(await next.listens.count(listenerId), 1)
    next.close()
  })

  it('while players scrobble: what was answered is there, once, and what was sent again is not doubled', {
    timeout: 1_200_000,
  }, async () => {
    const random = seededRandom('killed server')
    const place = join(home, 'served')
    const startS = Math.floor(Date.UTC(2025, 0, 1) / 1000)
    let sent = 0
    let [answered, kills] = [0, 0]
    let token: string | null = null
    const waiting: number[] = []
    const listenOf = (n: number) => ({ listened_at: startS + n * 200, track_metadata: { track_name: `Track ${n % 23}`, artist_name: 'A' } })
    for (let i = 0; i <= SERVER_KILLS; i++) {
      const serving = await serve(place)
      const post = async (path: string, body: object) =>
        await fetch(`${serving.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Token ${token}` }) },
          body: JSON.stringify(body),
        })
      token ??= ((await (await post('/api/devices', { name: 'Phone' })).json()) as { token: string }).token
      let over = false
      const player = async () => {
        while (!over || (i === SERVER_KILLS && waiting.length > 0)) {
          const n = waiting.shift() ?? sent++
          const kept = await post('/1/submit-listens', { listen_type: 'single', payload: [listenOf(n)] }).then(
            (response) => response.status === 200,
            () => false,
          )
          // A player that was not answered sends it again later.
          if (kept) answered++
          else waiting.push(n)
          if (!kept && over && i < SERVER_KILLS) return
        }
      }
      const players = Array.from({ length: 4 }, player)
      const until = answered + 1 + random.below(40)
      for (let waitedMs = 0; answered < until && waitedMs < 5000; waitedMs += 2) await wait(2)
      await wait(random.below(10))
      // While requests are on their way.
      const gone = i < SERVER_KILLS ? serving.kill() : null
      over = true
      if (gone !== null) kills++
      await gone
      await Promise.all(players)
      if (i === SERVER_KILLS) await serving.stop()
    }
    assert.equal(answered, sent)
    const house = openLife(`sqlite:${databaseOf(place)}`)
    const [first] = await house.listeners.list()
    const starts = (await house.listens.recent({ listenerId: first.id, countMax: 1_000_000 })).map(({ startedAtMs }) => startedAtMs)
    house.close()
    assert.deepEqual(starts.sort((a, b) => a - b), Array.from({ length: sent }, (_, n) => (startS + n * 200) * 1000)) // biome-ignore format: one line
    assert.equal(inspect(place).integrity, 'ok')
    console.log(
      `real: a server killed at ${kills} points while 4 players sent ${sent} listens: all ${answered} answered ones are there, once`,
    )
  })
})
