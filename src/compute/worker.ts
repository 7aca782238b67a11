// The inside of a worker thread: loads the job's module once, runs it on each input, answers with the output or the fault.

import { parentPort } from 'node:worker_threads'
import { Fault, messageOf } from '#kernel'
import type { Job } from './port.ts'

parentPort!.on('message', async ({ job, input }: { job: string; input: unknown }) => {
  try {
    const module = (await import(job)) as { default: Job<unknown, unknown> }
    parentPort!.postMessage({ ok: true, output: await module.default(input) })
  } catch (error) {
    const fault =
      error instanceof Fault
        ? { kind: error.kind, code: error.code, message: error.message }
        : { kind: 'io', code: 'JOB_FAILED', message: messageOf(error) }
    parentPort!.postMessage({ ok: false, fault })
  }
})
