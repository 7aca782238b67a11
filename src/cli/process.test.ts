// The command line as scripts meet it: real processes, exit statuses, one JSON document or nothing on stdout, servers that start and stop.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { extendedFiles, extendedHistory, type HistoryTrack, writeZip } from '../../test/history.ts'
import { writeChords } from '../../test/house.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'deepcut-process-'))
const home = join(folder, 'home')
const music = join(folder, 'music')
const history = join(folder, 'my_spotify_data.zip')
const running = new Set<ChildProcess>()

before(() => {
  mkdirSync(join(music, 'Ada', 'Colours'), { recursive: true })
  for (const [i, title] of ['First', 'Second', 'Third'].entries())
    writeChords(join(music, 'Ada', 'Colours', `0${i + 1} ${title}.wav`), { seconds: 4, rootHz: 200 + 40 * i })
  const tracks = ['Far', 'Farther', 'Farthest'].map((title): HistoryTrack => ({ title, artist: 'Bob', album: 'Away', durationMs: 200_000 }))
  const rows = extendedHistory({ seed: 1, rows: 60, tracks, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2025, 11, 1) })
  writeZip(history, extendedFiles(rows))
})
after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function deepcut(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, DEEPCUT_HOME: home, DEEPCUT_WORKERS: '1', ...env } })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.on('close', (status) => resolve({ status, out, err }))
  })
}

describe('a process', { concurrency: false }, () => {
  it('exits 2 for wrong usage and a wrong environment, with nothing on stdout', async () => {
    for (const [args, env] of [
      [['frobnicate'], {}],
      [['recommend', '--radar', '2', '--json'], {}],
      [['stats', '--json'], { STORAGE: 'mysql:x' }],
    ] as const) {
      const { status, out, err } = await deepcut(args, env)
      assert.deepEqual([status, out], [2, ''], err)
      assert.ok(err.length > 10)
    }
  })

  it('prints one document and nothing else with --json, and exits 0', async () => {
    for (const args of [['scan', music], ['import', history], ['recommend']]) {
      const { status, out, err } = await deepcut([...args, '--json'])
      assert.equal(status, 0, err)
      assert.equal(out.trimEnd().split('\n').length, 1)
      JSON.parse(out)
    }
  })

  it('exits 1 where it failed, with nothing on stdout', async () => {
    const { status, out, err } = await deepcut(['recommend', '--user', 'zoe', '--json'])
    assert.deepEqual([status, out], [1, ''])
    assert.match(err, /^There is no listener named zoe; there is me\..*\n$/)
  })

  it('says that a port is taken, and how to take another', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { status, err } = await deepcut(['serve', '--port', String(port)])
    other.close()
    assert.equal(status, 1)
    assert.match(err, new RegExp(`Port ${port} is in use.*--port ${port + 1}`))
  })
})

/** A server that runs until it is stopped; `line` resolves with the first line of stdout that fits. */
function serving(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args, '--port', '0'], {
    env: { ...process.env, DEEPCUT_HOME: home, DEEPCUT_WORKERS: '1', ...env },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  running.add(child)
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (status) => {
      running.delete(child)
      resolve(status)
    }),
  )
  return {
    said: () => ({ out, err }),
    async until(pattern: RegExp): Promise<RegExpMatchArray> {
      for (const begunMs = performance.now(); ; ) {
        const match = (out + err).match(pattern)
        if (match) return match
        if (child.exitCode !== null || performance.now() - begunMs > 60_000) throw new Error(`ended with ${child.exitCode}: ${out}${err}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

describe('the server', { concurrency: false }, () => {
  it('tells events as lines of JSON', async () => {
    const server = serving(['serve', '--json'])
    await server.until(/"scan.finished"/)
    assert.equal(await server.stop(), 0)
    const events = server
      .said()
      .out.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string })
    assert.equal(events[0].name, 'server.listening')
  })

  it('starts with what was given: scans, imports, shows a list with reasons, and serves until it is stopped', async () => {
    const server = serving(['start', '--music', music, '--history', history], { DEEPCUT_HOME: join(folder, 'fresh') })
    const [, url] = await server.until(/Open (http:\/\/127\.0\.0\.1:\d+) to play them/)
    const { ok } = (await (await fetch(`${url}/healthz`)).json()) as { ok: boolean }
    assert.equal(ok, true)
    const { out } = server.said()
    assert.match(out, /^Deepcut is at http/)
    assert.match(out, /read +60/)
    assert.match(out, /The first \d+ for me:[\s\S]*\n1 {2}\S.*\n {5}\S/)
    assert.equal(await server.stop('SIGINT'), 0)
  })

  it('starts again straight away on what is there', async () => {
    const server = serving(['start'], { DEEPCUT_HOME: join(folder, 'fresh') })
    await server.until(/The first \d+ for me:[\s\S]*Open http/)
    assert.doesNotMatch(server.said().err, /demo/)
    assert.equal(await server.stop(), 0)
  })

  it('makes nothing up where that is not wanted', async () => {
    const server = serving(['start', '--no-demo'], { DEEPCUT_HOME: join(folder, 'empty') })
    await server.until(/There is no data yet/)
    await server.until(/Open http/)
    assert.equal(await server.stop(), 0)
  })
})
