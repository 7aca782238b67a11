// Fuzzing as a task: npm run test:fuzz -- --count 5000 [--seed 1] [--first 0] [--folder DIR]
// [--what audio|histories]; bad files stay in the folder.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz, isKind } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    what: { type: 'string', default: 'audio' },
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    folder: { type: 'string', default: join(tmpdir(), 'deepcut-fuzz') },
  },
})
const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.first)]
const { what, folder } = values
if (!isKind(what)) throw new Error(`--what is audio or histories, not ${what}.`)
const onProgress = (done: number) => {
  if (done % 100 === 0) process.stderr.write(`${done} of ${count}\n`)
}
const report = await fuzz({ what, count, seed, first, folder, onProgress })
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.exitCode = report.bad.length > 0 ? 1 : 0
