// Writes THIRD_PARTY.md: every package that the product ships or builds its page from, with version and licence.
// `--check` fails instead where the page is out of date or a licence is not one that an MIT product may ship.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'OFL-1.1',
  'Python-2.0',
])
/** Libraries under the LGPL that are used unchanged, as separate packages that anyone may replace in node_modules. */
const REPLACEABLE = new Set(['codec-parser'])
/** What the page is built from: development packages that end up in web/dist. */
const PAGE_PACKAGES = [
  '@fontsource-variable/figtree',
  '@tanstack/react-query',
  '@tanstack/react-router',
  '@tanstack/react-virtual',

  'react',
  'react-dom',
]
/** What packages carry without saying so in their manifest. */
const CARRIED: Readonly<Record<string, string>> = {
  'mpg123-decoder': 'The decoder in it is built from mpg123 (LGPL-2.1), shipped as this separate, replaceable package.',
  '@wasm-audio-decoders/flac': 'The decoder in it is built from libFLAC and libogg (BSD-3-Clause, Xiph.Org Foundation).',
  '@wasm-audio-decoders/ogg-vorbis': 'The decoder in it is built from libvorbis and libogg (BSD-3-Clause, Xiph.Org Foundation).',
  '@audio/decode-opus': 'The decoder in it is built from libopus and libogg (BSD-3-Clause, Xiph.Org Foundation).',
  'taglib-wasm': 'The library in it is built from TagLib (LGPL-2.1 or MPL-1.1), shipped as this separate, replaceable package.',
  'codec-parser': 'LGPL, used unchanged as this separate, replaceable package.',
  '@echogarden/pffft-wasm': 'Built from PFFFT (BSD-like, Julien Pommier; FFTPACK, UCAR).',
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string | { type: string }
  readonly dependencies?: Record<string, string>
  readonly homepage?: string
}

const manifestOf = (name: string): Manifest | null => {
  const path = join(ROOT, 'node_modules', name, 'package.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : null
}

/** Every package reached from the given names by `dependencies`, sorted by name. */
function closure(names: readonly string[]): Manifest[] {
  const found = new Map<string, Manifest>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const manifest = found.has(name) ? null : manifestOf(name)
    if (!manifest) continue
    found.set(name, manifest)
    queue.push(...Object.keys(manifest.dependencies ?? {}))
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const licenceOf = (manifest: Manifest) => (typeof manifest.license === 'object' ? manifest.license.type : (manifest.license ?? 'none'))

const isPermissive = (licence: string) =>
  licence
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((part) => PERMISSIVE.has(part.trim())))

function table(manifests: readonly Manifest[]): string {
  const rows = manifests.map(
    (manifest) => `| ${manifest.name} | ${manifest.version} | ${licenceOf(manifest)} | ${CARRIED[manifest.name] ?? ''} |`,
  )
  return ['| package | version | licence | carries |', '|---|---|---|---|', ...rows].join('\n')
}

const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest
const server = closure(Object.keys(own.dependencies ?? {}))
const page = closure(PAGE_PACKAGES)
const text = `# Third-party software

Deepcut is MIT. It ships none of the code below in its repository; \`npm ci\` installs it. Each package's own licence file lies in its folder
below \`node_modules\`. This page is written by \`node scripts/third-party.ts\`.

## The server and the command line

${table(server)}

## The page

${table(page)}
`

const wrong = [...server, ...page].filter((manifest) => !isPermissive(licenceOf(manifest)) && !REPLACEABLE.has(manifest.name))
if (wrong.length > 0) {
  console.error(`Not permissive: ${wrong.map((manifest) => `${manifest.name} (${licenceOf(manifest)})`).join(', ')}`)
  process.exit(1)
}
const path = join(ROOT, 'THIRD_PARTY.md')
if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
  console.error('THIRD_PARTY.md is out of date: run `node scripts/third-party.ts`.')
  process.exit(1)
}
