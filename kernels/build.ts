// Compiles assembly/ and writes src/dsp/kernels-wasm.ts. Run: npm ci && npm run build (here). With --print the text goes to standard output
// and nothing is written: test/real/kernels.test.ts compares it with what is committed.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OPTIONS = '--optimizeLevel 3 --shrinkLevel 0 --enable simd --runtime stub --importMemory --noExportMemory --noAssert'
const SOURCES = join(import.meta.dirname, 'assembly')

const { main } = await import('assemblyscript/asc')
const files = new Map<string, Uint8Array>()
const { error, stderr } = await main(
  ['assembly/index.ts', '--outFile', 'kernels.wasm', '--baseDir', import.meta.dirname, ...OPTIONS.split(' ')],
  {
    writeFile: (name: string, contents: Uint8Array) => files.set(name, contents),
  },
)
if (error) throw new Error(`${error.message}\n${stderr.toString()}`)

const hash = createHash('sha256')
for (const name of readdirSync(SOURCES).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(join(SOURCES, name)))
const text = `// The kernels, compiled from kernels/assembly by \`npm run build\` in kernels/. Not edited by hand.

/** SHA-256 of the sources, in the order of their names. */
export const KERNELS_SOURCE = '${hash.digest('hex')}'

/** The WebAssembly module. */
export const KERNELS_BASE64 =
  '${Buffer.from(files.get('kernels.wasm')!).toString('base64')}'
`
if (process.argv.includes('--print')) process.stdout.write(text)
else writeFileSync(join(import.meta.dirname, '..', 'src', 'dsp', 'kernels-wasm.ts'), text)
