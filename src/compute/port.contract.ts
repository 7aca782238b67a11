// What every place where jobs run must do. The jobs are made of text, so that a test needs no file of its own.

import assert from 'node:assert/strict'
import { after, it } from 'node:test'
import type { Compute } from './port.ts'

/** A module whose default export is the function in `source`. */
export const jobOf = (source: string): URL => new URL(`data:text/javascript,${encodeURIComponent(`export default ${source}`)}`)

export function computeContract(open: (workersMax: number) => Compute): void {
  const compute = open(2)
  after(() => compute.close())

  it('runs a job on its input and gives its output', async () => {
    assert.equal(await compute.run(jobOf('(n) => n * 2'), 21), 42)
    assert.deepEqual(
      await compute.run(jobOf('async (x) => ({ ...x, map: new Map([[1, x.bytes.length]]) })'), { bytes: new Uint8Array(3) }),
      {
        bytes: new Uint8Array(3),
        map: new Map([[1, 3]]),
      },
    )
  })

  it('runs more jobs than it has workers, each once', async () => {
    const outputs = await Promise.all(Array.from({ length: 50 }, (_, i) => compute.run<number, number>(jobOf('(n) => n + 1'), i)))
    assert.deepEqual(
      outputs,
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
  })

  it('runs at most so many at once', async () => {
    const spans = await Promise.all(
      Array.from({ length: 6 }, () =>
        compute.run<null, [number, number]>(
          jobOf('async () => { const from = Date.now(); await new Promise((r) => setTimeout(r, 60)); return [from, Date.now()] }'),
          null,
        ),
      ),
    )
    const together = spans.map(([from]) => spans.filter(([a, b]) => a <= from && from < b).length)
    assert.ok(Math.max(...together) <= compute.workersMax, `${Math.max(...together)} at once`)
  })

  it('says what a job threw, and goes on', async () => {
    await assert.rejects(compute.run(jobOf('() => { throw new Error("not today") }'), null), { code: 'JOB_FAILED', message: 'not today' })
    const fault = `() => { throw Object.assign(new Error('Bad input.'), { name: 'Fault', kind: 'invalid', code: 'OWN_CODE' }) }`
    await assert.rejects(compute.run(jobOf(fault), null), { name: 'Fault', kind: 'invalid', code: 'OWN_CODE', message: 'Bad input.' })
    await assert.rejects(compute.run(new URL('data:text/javascript,syntax error here'), null), { code: 'JOB_FAILED' })
    assert.equal(await compute.run(jobOf('() => 1'), null), 1)
  })

  it('outlives a job that ends its worker or never ends itself', async () => {
    await assert.rejects(compute.run(jobOf('() => process.exit(3)'), null), { code: 'JOB_CRASHED' })
    await assert.rejects(compute.run(jobOf('() => { for (;;); }'), null, { timeoutMs: 200 }), { code: 'JOB_TIMEOUT' })
    await assert.rejects(compute.run(jobOf('() => new Promise(() => {})'), null, { timeoutMs: 100 }), { code: 'JOB_TIMEOUT' })
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => compute.run(jobOf('(n) => n'), n))), [1, 2, 3])
  })

  it('rejects what waits when it closes, and what comes after', async () => {
    const closing = open(1)
    const running = closing.run(jobOf('() => new Promise(() => {})'), null)
    const waiting = closing.run(jobOf('() => 1'), null)
    const outcomes = Promise.allSettled([running, waiting])
    await closing.close()
    const codes = (await outcomes).map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'done'))
    assert.deepEqual(codes[1], 'COMPUTE_CLOSED')
    assert.ok(['COMPUTE_CLOSED', 'JOB_CRASHED'].includes(codes[0]))
    await assert.rejects(closing.run(jobOf('() => 1'), null), { code: 'COMPUTE_CLOSED' })
  })

  it('rejects an input or output that cannot travel', async () => {
    await assert.rejects(compute.run(jobOf('() => () => 1'), null))
    await assert.rejects(compute.run(jobOf('(x) => x'), () => 1))
    assert.equal(await compute.run(jobOf('() => 7'), null), 7)
  })
}
