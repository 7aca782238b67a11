// Fuzzing as a task: npm run test:fuzz -- --count 5000 [--seed 1] [--first 0] [--folder DIR]; bad files stay in the folder.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    folder: { type: 'string', default: join(tmpdir(), 'deepcut-fuzz') },
  },
})
const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.first)]
const onProgress = (done: number) => {
  if (done % 100 === 0) process.stderr.write(`${done} of ${count}\n`)
}
const report = await fuzz({ count, seed, first, folder: values.folder, onProgress })
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.exitCode = report.bad.length > 0 ? 1 : 0
