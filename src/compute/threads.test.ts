// Jobs on worker threads: the contract, and that idle threads go and let the process end.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { getPriority } from 'node:os'
import { describe, it } from 'node:test'
import { computeContract, jobOf } from './port.contract.ts'
import { threadCompute } from './threads.ts'

describe('worker threads', () => {
  computeContract((workersMax) => threadCompute(workersMax))

  it('keep a module loaded between jobs, and start anew after a rest', async () => {
    const compute = threadCompute(1, { idleMs: 50 })
    const counter = new URL('data:text/javascript,let n = 0; export default () => ++n')
    assert.equal(await compute.run(counter, null), 1)
    assert.equal(await compute.run(counter, null), 2)
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.equal(await compute.run(counter, null), 1)
    await compute.close()
  })

  it('reject a job that wants too much memory, and live on', async () => {
    const compute = threadCompute(1, { memoryMbMax: 24 })
    await assert.rejects(compute.run(jobOf('() => { const all = []; for (;;) all.push(new Array(1e5).fill({})) }'), null), {
      code: 'JOB_CRASHED',
    })
    assert.equal(await compute.run(jobOf('() => 1'), null), 1)
    await compute.close()
  })

  it('stand behind other work where they are told to, and the rest of the process does not', async (t) => {
    if (process.platform !== 'linux') return t.skip('single threads can only be lowered on Linux')
    const compute = threadCompute(1)
    const niceness = jobOf(
      `async () => Number((await import('node:fs')).readFileSync('/proc/thread-self/stat', 'utf8').split(') ')[1].split(' ')[16])`,
    )
    const own = getPriority()
    assert.equal(await compute.run(niceness, null, { niceness: Math.min(19, own + 7) }), Math.min(19, own + 7))
    assert.equal(await compute.run(niceness, null), own, 'a job that is not told so gets a thread of its own')
    assert.equal(getPriority(), own)
    await compute.close()
  })

  it('let the process end when nothing runs', () => {
    const script = `import { threadCompute } from ${JSON.stringify(new URL('./threads.ts', import.meta.url).href)}
      console.log(await threadCompute(2).run(new URL('data:text/javascript,export default () => 5'), null))`
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 8000 })
    assert.deepEqual([stdout.trim(), status], ['5', 0])
  })
})
