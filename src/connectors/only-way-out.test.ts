// Nothing in the house reaches outside but through egress.ts: the sources are read for every way that Node offers.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, it } from 'node:test'

const SRC = join(import.meta.dirname, '..')
const HALL = 'main.ts'
/** The one file that is given `fetch`, and the one below it that calls it. */
const WAY_OUT = ['connectors/egress.ts', 'connectors/send.ts']

const WAYS =
  /\bfetch\s*\(|\bglobalThis\s*\.\s*fetch|\bnew\s+(?:WebSocket|EventSource|XMLHttpRequest)\b|(?:from|import\()\s*['"](?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)(?:\/promises)?['"]/

/** The ways out that a text takes; types alone are none, comments are not code. */
function waysIn(text: string): string[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, '').replace(/^import type .*$|^import \{ type [^,}]+ \} .*$/gm, '')
  return code
    .split('\n')
    .filter((line) => WAYS.test(line))
    .map((line) => line.trim())
}

describe('the only way out', () => {
  it('is egress.ts: nothing else in the house fetches or opens a socket', () => {
    const found = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .map((path) => path.split(sep).join('/'))
      .filter((path) => /\.ts$/.test(path) && !/\.(test|contract|fixture|d)\.ts$/.test(path) && !WAY_OUT.includes(path) && path !== HALL)
      .flatMap((path) => waysIn(readFileSync(join(SRC, path), 'utf8')).map((line) => `${path}: ${line}`))
    assert.deepEqual(found, [])
  })

  it('is opened in the hall, which hands `fetch` to it and calls nothing itself', () => {
    assert.deepEqual(waysIn(readFileSync(join(SRC, HALL), 'utf8')).length, 1)
  })

  it('would see one who went another way', () => {
    for (const line of [
      "await fetch('https://x')",
      'const f = globalThis.fetch',
      "import { request } from 'node:https'",
      "import net from 'net'",
      "await import('node:http2')",
      'new WebSocket(url)',
    ])
      assert.equal(waysIn(line).length, 1, line)
    for (const line of ["import type { Server } from 'node:http'", '// fetch(x)', 'prefetch(x)', 'deps.fetchAll(x)'])
      assert.equal(waysIn(line).length, 0, line)
  })
})
