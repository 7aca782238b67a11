// The unit tier: npm test. Files are tested in groups, one process each, because loading the code costs a file more than its tests do; neighbours
// share what they load. Paths name the files wanted; what begins with a dash goes to node's runner.

import { spawn } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PATTERNS = ['src/**/*.test.ts', 'web/src/**/*.test.ts']
/** So few that the code is seldom loaded, so many that all cores have work to the end and a crash takes few tests with it. */
const GROUPS = 8
/** A test that takes longer has failed. */
const TEST_MS_MAX = 120_000
/** A group that takes longer is ended. */
const GROUP_MS_MAX = 600_000

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('-'))
const files = globSync(wanted.length > 0 ? wanted : PATTERNS, { cwd: ROOT })
  .map((file) => resolve(ROOT, file))
  .sort()
if (files.length === 0) throw new Error(`No test files match ${wanted.join(' ')}.`)
const folder = mkdtempSync(join(tmpdir(), 'deepcut-unit-'))
const entries = groupsOf(files).map((group, index) => {
  const entry = join(folder, `group-${index + 1}.cjs`)
  writeFileSync(entry, sourceOf(group))
  return entry
})
// Compiled code is kept between processes, and between runs.
const cache = join(ROOT, 'node_modules', '.cache', 'compiled')
mkdirSync(cache, { recursive: true })
const options = [
  '--test',
  `--test-concurrency=${Math.max(2, availableParallelism())}`,
  `--test-timeout=${TEST_MS_MAX}`,
  '--test-force-exit',
]
const runner = spawn(process.execPath, [...options, ...args.filter((arg) => arg.startsWith('-')), ...entries], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: cache },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => runner.kill(signal))
runner.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = code ?? 1
})

/** Neighbours together. */
function groupsOf(all: readonly string[]): string[][] {
  const size = Math.ceil(all.length / GROUPS)
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}

/** A suite for each file, so that its hooks are its own, and a file that cannot be loaded fails alone. */
function sourceOf(group: readonly string[]): string {
  const names = group.map((file) => relative(ROOT, file))
  const late = `The tests from ${names[0]} to ${names.at(-1)} did not end within ${GROUP_MS_MAX / 1000} s.\\n`
  return `const { describe } = require('node:test')
const { Worker } = require('node:worker_threads')
new Worker(${JSON.stringify(`setTimeout(() => { require('node:fs').writeSync(2, ${JSON.stringify(late)}); process.kill(process.pid, 'SIGKILL') }, ${GROUP_MS_MAX})`)}, { eval: true }).unref()
${group.map((file, index) => `describe(${JSON.stringify(names[index])}, () => void require(${JSON.stringify(file)}))`).join('\n')}
`
}
