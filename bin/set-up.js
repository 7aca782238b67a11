// Set-up that a fresh clone needs, in plain CommonJS so that any Node from 18 up can run it: the pinned runtime, the packages, the built page.
// Each step does nothing where its result is already there.
'use strict'

const { spawn, spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const ROOT = path.join(__dirname, '..')
const RUNTIME_VERSION = '24.21.0'
const RUNTIME_MIN = [24, 15]

const say = (text) => process.stderr.write(`${text}\n`)

/** The folder of the runtime's `node`, fetched by npm into .tools where this process is too old. */
function ensureRuntime() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > RUNTIME_MIN[0] || (major === RUNTIME_MIN[0] && minor >= RUNTIME_MIN[1])) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `${platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${process.arch}`
  const node = path.join(ROOT, '.tools', 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node')
  if (!works(node)) {
    say(
      `Deepcut runs on Node ${RUNTIME_MIN.join('.')} or newer; this is ${process.versions.node}. Fetching Node ${RUNTIME_VERSION} into .tools (once) …`,
    )
    const tools = path.join(ROOT, '.tools')
    rmSync(tools, { recursive: true, force: true })
    mkdirSync(tools, { recursive: true })
    const wanted = [`${name}@${RUNTIME_VERSION}`, `${name}@24`]
    const got = wanted.some((spec) =>
      npm(
        ['install', '--prefix', tools, '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', spec],
        process.execPath,
      ),
    )
    if (!got || !works(node)) {
      fail(`Could not fetch ${name}. Install Node ${RUNTIME_MIN.join('.')} or newer by hand (https://nodejs.org), then run this again.`)
    }
  }
  return node
}

function works(node) {
  return existsSync(node) && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Installs what package-lock.json names, where it is not what was installed last. */
function ensurePackages(node) {
  const stamp = path.join(ROOT, 'node_modules', '.deepcut-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing packages (once) …')
  if (!npm(['ci', '--no-audit', '--no-fund', '--include=dev'], node))
    fail('npm ci failed: the lines above say why. Check the network, then run this again.')
  writeFileSync(stamp, wanted)
}

/** Builds the web page, where its sources are not what was built last. */
function ensurePage(node) {
  const stamp = path.join(ROOT, 'web', 'dist', '.built')
  const hash = createHash('sha256')
  for (const file of [
    ...filesBelow(path.join(ROOT, 'web')),
    path.join(ROOT, 'package-lock.json'),
    path.join(ROOT, 'src', 'server', 'contract.ts'),
  ]) {
    hash.update(path.relative(ROOT, file)).update(readFileSync(file))
  }
  const wanted = hash.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Building the web page (once) …')
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(node, [vite, 'build', 'web', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: withRuntime(node),
  })
  if (built.status !== 0) fail('The web page could not be built: the lines above say why.')
  writeFileSync(stamp, wanted)
}

function filesBelow(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name)
      return statSync(file).isDirectory() ? filesBelow(file) : [file]
    })
}

/** Runs npm under the given node, its output on stderr; true where it succeeded. */
function npm(args, node) {
  const cli = process.env.npm_execpath
  const viaCli = cli && /npm-cli\.c?js$/.test(cli)
  const done = viaCli
    ? spawnSync(node, [cli, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2], env: withRuntime(node) })
    : spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: withRuntime(node), shell: process.platform === 'win32' })
  return done.status === 0
}

/** This environment with the runtime first on PATH. */
function withRuntime(node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') || 'PATH'
  return { ...process.env, [key]: `${path.dirname(node)}${path.delimiter}${process.env[key] || ''}` }
}

function fail(message) {
  say(message)
  process.exit(1)
}

/** Runs node with the arguments, hands signals on, and resolves to its exit status. */
function runNode(node, args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { stdio: 'inherit', env: withRuntime(node) })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => fail(`Could not start ${node}: ${error.message}`))
    child.on('exit', (code, signal) => resolve(code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code))
  })
}

module.exports = { ROOT, ensurePackages, ensurePage, ensureRuntime, runNode }
