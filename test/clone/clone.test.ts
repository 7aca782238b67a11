// The two commands of the README, on a fresh clone, under whatever Node the machine has (from 20 up), with no data and an empty home.

import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, describe, it } from 'node:test'

const ROOT = join(import.meta.dirname, '..', '..')
const PORT = 4793

/** The environment of a machine that has only its own Node: the pinned runtime of this checkout is taken off PATH. */
function bareEnvironment(home: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, DEEPCUT_HOME: home }
  for (const name of Object.keys(env)) if (/^(npm_|NODE_)/.test(name)) delete env[name]
  env['PATH'] = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('.tools') && !folder.includes('node_modules'))
    .join(delimiter)
  return env
}

/** What a process has printed so far, and a wait for a pattern in it. */
function follow(child: ChildProcess) {
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  return {
    text: () => text,
    async until(pattern: RegExp, timeoutMs: number) {
      const endMs = Date.now() + timeoutMs
      while (!pattern.test(text)) {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before printing ${pattern}:\n${text}`)
        if (Date.now() > endMs) throw new Error(`it did not print ${pattern} within ${timeoutMs / 1000} s:\n${text}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  }
}

/** Runs `npm start` as a terminal does, in a process group of its own. */
const start = (clone: string, env: NodeJS.ProcessEnv) =>
  spawn('npm', ['start', '--', '--port', String(PORT)], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })

/** Ctrl+C: the whole group gets the signal; waits until the server is really gone. */
async function stop(child: ChildProcess) {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid!, 'SIGINT')
  await ended
  while (await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null)) await new Promise((resolve) => setTimeout(resolve, 100))
}

describe('a fresh clone', { skip: existsSync(join(ROOT, '.git')) ? false : 'this is not a git checkout' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-clone-'))
  const clone = join(folder, 'deepcut')
  const home = join(folder, 'home')
  const env = bareEnvironment(home)
  let server: ChildProcess
  let output: ReturnType<typeof follow>

  before(() => {
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone])
    console.log(`cloned; the machine's own Node is ${execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim()}`)
  })
  after(async () => {
    if (server && server.exitCode === null && server.signalCode === null) await stop(server)
    rmSync(folder, { recursive: true, force: true })
  })

  it('starts with `npm start`: sets itself up, says that the demo is synthetic, serves the page', async () => {
    server = start(clone, env)
    output = follow(server)
    await output.until(new RegExp(`http://127\\.0\\.0\\.1:${PORT}`), 240_000)
    const page = await fetch(`http://127.0.0.1:${PORT}/`)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<div id="root"|<script type="module"/)
    await output.until(/composes a small demo library/, 60_000)
  })

  it('prints ten recommendations with reasons once the demo is there, and serves the same', async () => {
    await output.until(/^\s*10[.\s]/m, 300_000)
    const answer = await fetch(`http://127.0.0.1:${PORT}/api/recommendations?count=10`)
    const { items } = (await answer.json()) as { items: { title: string; reasons: { text: string; weight: number }[] }[] }
    assert.equal(items.length, 10)
    for (const item of items) {
      assert.ok(item.reasons.length > 0 && item.reasons.every((reason) => reason.text.length > 0), `${item.title} has no reason`)
      assert.ok(output.text().includes(item.title), `${item.title} was not printed`)
    }
  })

  it('answers on the command line from the same data while the server runs', () => {
    const printed = execFileSync(join(clone, 'bin', 'deepcut'), ['recommend', '--count', '3', '--json'], { env, encoding: 'utf8' })
    assert.equal((JSON.parse(printed) as unknown[]).length, 3)
  })

  it('starts again at once from what is there', async () => {
    await stop(server)
    server = start(clone, env)
    output = follow(server)
    await output.until(/^\s*10[.\s]/m, 60_000)
    assert.doesNotMatch(output.text(), /Installing packages|Building the web page|Composing/)
    await stop(server)
  })

  it('passes `npm test`', () => {
    execFileSync('npm', ['test'], { cwd: clone, env: { ...env, CI: '' }, stdio: ['ignore', 'ignore', 'inherit'] })
  })
})
