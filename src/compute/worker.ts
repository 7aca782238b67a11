// The inside of a worker thread: loads the job's module once, runs it on each input, answers with the output or the fault.
// It imports nothing but Node, so that a thread starts in milliseconds; a Fault is known by its name.

import { parentPort } from 'node:worker_threads'
import type { Job } from './port.ts'

parentPort!.on('message', async ({ job, input }: { job: string; input: unknown }) => {
  try {
    const module = (await import(job)) as { default: Job<unknown, unknown> }
    parentPort!.postMessage({ ok: true, output: await module.default(input) })
  } catch (error) {
    parentPort!.postMessage({ ok: false, fault: toFault(error) })
  }
})

function toFault(error: unknown): { kind: string; code: string; message: string } {
  if (!(error instanceof Error)) return { kind: 'io', code: 'JOB_FAILED', message: String(error) }
  const { name, kind, code, message } = error as Error & { kind?: string; code?: string }
  return name === 'Fault' && kind && code ? { kind, code, message } : { kind: 'io', code: 'JOB_FAILED', message }
}
