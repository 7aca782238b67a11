// Jobs on worker threads of this process: a pool that starts workers when needed, replaces one that dies, and lets the process end.

import { Worker } from 'node:worker_threads'
import { Fault } from '#kernel'
import type { Compute, JobOptions } from './port.ts'

interface Pending {
  readonly job: string
  readonly input: unknown
  readonly timeoutMs: number | undefined
  readonly niceness: number
  readonly resolve: (output: never) => void
  readonly reject: (fault: Fault) => void
}

interface Answer {
  readonly ok: boolean
  readonly output?: unknown
  readonly fault?: { kind: 'invalid'; code: string; message: string }
}

/** Opens a pool of at most `workersMax` threads. A worker idle for `idleMs` is ended. */
export function threadCompute(workersMax: number, options: { idleMs?: number; memoryMbMax?: number } = {}): Compute {
  const idleMs = options.idleMs ?? 10_000
  const waiting: Pending[] = []
  const idle = new Map<Worker, NodeJS.Timeout>()
  /** Every worker, and how nice it is. */
  const all = new Map<Worker, number>()
  let closed = false

  const start = (niceness: number): Worker => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      workerData: { niceness },
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMbMax ?? 1024 },
    })
    all.set(worker, niceness)
    return worker
  }

  const rest = (worker: Worker) => {
    worker.unref()
    const timer = setTimeout(() => retire(worker), idleMs)
    timer.unref()
    idle.set(worker, timer)
  }

  const retire = (worker: Worker) => {
    clearTimeout(idle.get(worker))
    idle.delete(worker)
    all.delete(worker)
    void worker.terminate()
  }

  /** A worker of this niceness: one that rests, or a new one, for which one of another niceness may have to go. */
  const wake = (niceness: number): Worker | null => {
    for (const [rested, timer] of idle) {
      if (all.get(rested) !== niceness) continue
      clearTimeout(timer)
      idle.delete(rested)
      rested.ref()
      return rested
    }
    const [other] = idle.keys()
    if (all.size >= workersMax && other) retire(other)
    return all.size < workersMax ? start(niceness) : null
  }

  const pump = () => {
    while (waiting.length > 0 && !closed) {
      const worker = wake(waiting[0].niceness)
      if (!worker) return
      give(worker, waiting.shift()!)
    }
  }

  const give = (worker: Worker, pending: Pending) => {
    let timer: NodeJS.Timeout | undefined
    const finish = (alive: boolean) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      if (alive) rest(worker)
      else retire(worker)
      pump()
    }
    const fail = (code: string, message: string, cause?: unknown) => {
      // A worker that is ended because Deepcut stops says nothing about the job.
      if (closed) pending.reject(new Fault('unavailable', 'COMPUTE_CLOSED', 'Deepcut is stopping; the job was not finished.'))
      else pending.reject(new Fault('io', code, message, { cause }))
      finish(false)
    }
    const onMessage = (answer: Answer) => {
      if (answer.ok) pending.resolve(answer.output as never)
      else pending.reject(new Fault(answer.fault!.kind, answer.fault!.code, answer.fault!.message))
      finish(true)
    }
    const onError = (error: Error) => fail('JOB_CRASHED', `The job's worker died: ${error.message}`, error)
    const onExit = (code: number) => fail('JOB_CRASHED', `The job's worker ended with status ${code} before it answered.`)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    if (pending.timeoutMs !== undefined) {
      timer = setTimeout(
        () => fail('JOB_TIMEOUT', `The job took longer than ${Math.round(pending.timeoutMs! / 1000)} s.`),
        pending.timeoutMs,
      )
    }
    worker.postMessage({ job: pending.job, input: pending.input })
  }

  return {
    workersMax,
    run<Input, Output>(job: URL, input: Input, jobOptions: JobOptions = {}): Promise<Output> {
      if (closed) return Promise.reject(new Fault('unavailable', 'COMPUTE_CLOSED', 'Deepcut is stopping; the job was not started.'))
      return new Promise<Output>((resolve, reject) => {
        const { timeoutMs, niceness = 0 } = jobOptions
        waiting.push({ job: job.href, input, timeoutMs, niceness, resolve: resolve as (output: never) => void, reject })
        pump()
      })
    },
    async close() {
      closed = true
      for (const pending of waiting.splice(0))
        pending.reject(new Fault('unavailable', 'COMPUTE_CLOSED', 'Deepcut is stopping; the job was not started.'))
      await Promise.all([...all.keys()].map((worker) => worker.terminate()))
    },
  }
}
