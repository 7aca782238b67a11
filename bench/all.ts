// Runs every benchmark in its own process and prints the bars with what was reached. `--quick` runs them on smaller data, to show that they run.
// These machines are shared: read ratios and counts, and absolute times only as an order of magnitude.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Bar } from './bar.ts'

const FOLDER = import.meta.dirname
/** Not benchmarks, or one that needs a folder of music. */
const NOT_BENCHES = new Set(['all.ts', 'bar.ts', 'pace.ts'])
const quick = process.argv.includes('--quick')
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !NOT_BENCHES.has(name))

const bars: Bar[] = []
let broken = 0
for (const name of names) {
  console.log(`\n== bench/${name}`)
  const run = spawnSync(process.execPath, [join(FOLDER, name), ...(quick ? ['--quick'] : [])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for (const line of run.stdout.split('\n')) {
    if (line.startsWith('BAR ')) bars.push(JSON.parse(line.slice(4)) as Bar)
    else if (line.trim() !== '') console.log(line)
  }
  if (run.status !== 0) {
    broken++
    console.log(`bench/${name} ended with status ${run.status}`)
  }
}

console.log('\n| what | reached | bar | met |\n|---|---:|---:|---|')
for (const bar of bars) console.log(`| ${bar.what} | ${bar.reached} ${bar.unit} | ${bar.bar} | ${bar.met ? 'yes' : 'no'} |`)
process.exitCode = broken > 0 ? 1 : 0
