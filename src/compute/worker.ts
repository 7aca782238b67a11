// The inside of a worker thread: loads the job's module once, runs it on each input, answers with the output or the fault.
// It imports nothing but Node, so that a thread starts in milliseconds; a Fault is known by its name.

import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Job } from './port.ts'

// On Linux this lowers the calling thread only; what it starts, such as ffmpeg, follows it. It cannot be raised again: the pool begins a new thread.
if (process.platform === 'linux' && workerData.niceness > 0) setPriority(0, workerData.niceness)

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
