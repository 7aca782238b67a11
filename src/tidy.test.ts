// The house rules, executed: the direction of imports, declared packages, no dead files, no drawers, sizes, names.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, join, relative, sep } from 'node:path'
import { describe, it } from 'node:test'
import { ROOMS } from './rooms.ts'

const SRC = import.meta.dirname
const ROOT = dirname(SRC)
const LINES_MAX = 400
/** Names of folders and files in which anything could lie. */
const DRAWERS = /^(utils?|helpers?|common|misc|shared|lib|stuff|manager|impl|base|constants|types|interfaces)$/

interface Source {
  /** Relative to src/, with forward slashes. */
  readonly path: string
  readonly room: string | null
  readonly text: string
  readonly lines: number
  /** Specifiers of static and dynamic imports and re-exports, and of `new URL('./x.ts', import.meta.url)`. */
  readonly imports: readonly string[]
}

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*${}\s,]+?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g

function read(path: string): Source {
  const text = readFileSync(join(SRC, path), 'utf8')
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3])
  const [first, ...rest] = path.split('/')
  return { path, room: rest.length > 0 ? first : null, text, lines: text.split('\n').length - 1, imports }
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => /\.ts$/.test(path) && !path.endsWith('.d.ts'))
  .map(read)
const roomNamed = new Map(ROOMS.map((room) => [room.name, room]))
const isTest = (path: string) => /\.(test|contract|fixture)\.ts$/.test(path)
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier)

/** The file in src/ that an import means, or null where it means a package or Node. */
function target(source: Source, specifier: string): string | null {
  if (specifier.startsWith('#')) return `${specifier.slice(1)}/index.ts`
  if (specifier.startsWith('.'))
    return relative(SRC, join(SRC, dirname(source.path), specifier))
      .split(sep)
      .join('/')
  return null
}

/** Every place where a source breaks the floor plan, as sentences. */
function breaches(source: Source): string[] {
  const room = source.room === null ? null : roomNamed.get(source.room)
  if (room === undefined) return [`${source.path}: its folder is not a room of rooms.ts`]
  if (room === null || isTest(source.path)) return []
  const found: string[] = []
  for (const specifier of source.imports) {
    const file = target(source, specifier)
    if (specifier.startsWith('#') && !room.imports.includes(specifier.slice(1))) {
      found.push(`${source.path}: ${room.name} may not import ${specifier}`)
    } else if (specifier.startsWith('.') && !file!.startsWith(`${room.name}/`)) {
      found.push(`${source.path}: reaches into another room by path: ${specifier}`)
    } else if (file === null && isNode(specifier) && !room.node) {
      found.push(`${source.path}: ${room.name} runs in the browser too and may not use ${specifier}`)
    } else if (file === null && !isNode(specifier) && !room.packages.includes(packageOf(specifier))) {
      found.push(`${source.path}: the package ${packageOf(specifier)} is not declared for ${room.name} in rooms.ts`)
    }
  }
  return found
}

describe('the house', () => {
  it('has the rooms of the floor plan, none empty, none hidden', () => {
    const folders = readdirSync(SRC, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    assert.deepEqual(folders.sort(), ROOMS.map((room) => room.name).sort())
    for (const room of ROOMS)
      assert.ok(
        sources.some((source) => source.room === room.name),
        `${room.name} is empty`,
      )
  })

  it('is drawn from the ground up: a room names only rooms above it in the list', () => {
    ROOMS.forEach((room, index) => {
      const above = ROOMS.slice(0, index).map((other) => other.name)
      assert.deepEqual(
        room.imports.filter((name) => !above.includes(name)),
        [],
        `${room.name} names rooms that are not above it`,
      )
    })
  })

  it('keeps the direction of imports and the declared packages', () => {
    assert.deepEqual(sources.flatMap(breaches), [])
  })

  it('finds a wrong import when there is one', () => {
    const wrong = (path: string, ...imports: string[]): Source => ({ path, room: path.split('/')[0], text: '', lines: 1, imports })
    assert.equal(breaches(wrong('kernel/x.ts', '#library')).length, 1)
    assert.equal(breaches(wrong('library/x.ts', '../listens/listen.ts')).length, 1)
    assert.equal(breaches(wrong('dsp/x.ts', 'node:fs')).length, 1)
    assert.equal(breaches(wrong('library/x.ts', 'left-pad')).length, 1)
    assert.equal(breaches(wrong('cellar/x.ts')).length, 1)
    assert.deepEqual(breaches(wrong('library/x.ts', '#kernel', './track.ts', 'node:fs', 'csv-parse/sync')), [])
  })

  it('declares no package that is not used', () => {
    const unused = ROOMS.flatMap((room) => {
      const used = new Set(sources.filter((source) => source.room === room.name).flatMap((source) => source.imports))
      const packages = new Set([...used].map(packageOf))
      return room.packages.filter((name) => !packages.has(name)).map((name) => `${room.name}: ${name}`)
    })
    assert.deepEqual(unused, [])
  })

  it('has every dependency of package.json in use, and none beside it', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), [...new Set(ROOMS.flatMap((room) => room.packages))].sort())
    for (const [name, version] of Object.entries(manifest.dependencies)) assert.match(version, /^\d/, `${name} is not pinned`)
  })

  it('has no dead file: each is reached from the hall or from a door', () => {
    const byPath = new Map(sources.map((source) => [source.path, source]))
    const alive = new Set<string>()
    const visit = (path: string) => {
      const source = byPath.get(path)
      if (!source || alive.has(path)) return
      alive.add(path)
      for (const specifier of source.imports) {
        const file = target(source, specifier)
        if (file) visit(file)
      }
    }
    visit('main.ts')
    visit('rooms.ts')
    const dead = sources.map((source) => source.path).filter((path) => !alive.has(path) && !isTest(path))
    assert.deepEqual(dead, [])
    const contracts = sources.filter((source) => source.path.endsWith('.contract.ts')).map((source) => source.path)
    const run = new Set(
      sources
        .filter((source) => source.path.endsWith('.test.ts'))
        .flatMap((source) => source.imports.map((specifier) => target(source, specifier))),
    )
    assert.deepEqual(
      contracts.filter((path) => !run.has(path)),
      [],
      'contract suites that no test runs',
    )
  })

  it('has no drawer, and names in kebab-case', () => {
    const wrong = sources.flatMap((source) => {
      const names = source.path.split('/').map((name) => basename(name).replace(/(\.(test|contract|fixture|job))?\.ts$/, ''))
      return names.filter((name) => DRAWERS.test(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)).map((name) => `${source.path}: ${name}`)
    })
    assert.deepEqual(wrong, [])
  })

  it('keeps files small and says at the top of each what it is for', () => {
    const long = sources
      .filter((source) => !isTest(source.path) && source.lines > LINES_MAX)
      .map((source) => `${source.path}: ${source.lines} lines`)
    assert.deepEqual(long, [])
    const mute = sources.filter((source) => !isTest(source.path) && !/^(#!.*\n)?\/[/*]/.test(source.text)).map((source) => source.path)
    assert.deepEqual(mute, [])
  })

  it('has doors that only re-export', () => {
    for (const room of ROOMS) {
      const door = sources.find((source) => source.path === `${room.name}/index.ts`)
      if (!door) continue
      const code = door.text.replace(/\/\/.*$/gm, '').replace(/export\s+(type\s+)?(\{[^}]*\}|\*)\s+from\s+'[^']+'/g, '')
      assert.equal(code.trim(), '', `${door.path} does more than re-export`)
    }
  })

  it('lets the page import nothing of the server but the types of its contract', () => {
    const web = join(ROOT, 'web', 'src')
    if (!existsSync(web)) return
    const wrong = readdirSync(web, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .flatMap((path) => {
        const text = readFileSync(join(web, path), 'utf8')
        return [...text.matchAll(/^(import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]*\/src\/[^'"]+)['"]/gm)]
          .filter((match) => !match[2] || !/src\/(server\/contract|events\/catalog)\.ts$/.test(match[3]))
          .map((match) => `${path}: ${match[3]}`)
      })
    assert.deepEqual(wrong, [])
  })
})
