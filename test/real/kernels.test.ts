// The committed kernels are compiled from the committed sources. Needs AssemblyScript: npm ci in kernels/.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')
const skip = existsSync(join(ROOT, 'kernels/node_modules/assemblyscript')) ? false : 'AssemblyScript is not installed (npm ci in kernels/)'

it('the kernels are compiled from what kernels/ holds', { skip }, () => {
  const compiled = execFileSync(process.execPath, [join(ROOT, 'kernels/build.ts'), '--print'], { encoding: 'utf8' })
  assert.equal(compiled, readFileSync(join(ROOT, 'src/dsp/kernels-wasm.ts'), 'utf8'))
})
