// Drives the real command line and the real server as a person would: as processes, with a home of their own.

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')
const MAIN = join(ROOT, 'src', 'main.ts')

export interface Ran {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
  /** Highest resident memory seen; 0 where the system does not say. */
  readonly peakBytes: number
}

export interface Running {
  readonly process: ChildProcess
  readonly done: Promise<Ran>
}

/** Starts `deepcut ARGS` on `home`. */
export function startDeepcut(home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: { ...process.env, DEEPCUT_HOME: home, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let peakBytes = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, residentPeak(child.pid))), 250)
  const done = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearInterval(watch)
      resolve({ status, signal, stdout, stderr, seconds: (performance.now() - began) / 1000, peakBytes })
    })
  })
  return { process: child, done }
}

function residentPeak(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Runs `deepcut ARGS --json` to its end and reads its document; throws with what it said where it does not end with `status`. */
export async function deepcut<Document>(home: string, args: readonly string[], status = 0): Promise<{ document: Document; ran: Ran }> {
  const ran = await startDeepcut(home, [...args, '--json']).done
  if (ran.status !== status)
    throw new Error(
      `deepcut ${args.join(' ')} ended with ${ran.status ?? ran.signal}, not ${status}:\n${ran.stderr}\n${ran.stdout.slice(0, 2000)}`,
    )
  try {
    return { document: JSON.parse(ran.stdout) as Document, ran }
  } catch {
    throw new Error(`deepcut ${args.join(' ')} --json printed no single JSON document:\n${ran.stdout.slice(0, 2000)}`)
  }
}

export interface Serving {
  readonly url: string
  readonly secondsToAnswer: number
  stop(): Promise<Ran>
  /** As kill -9 does: nothing is put in order. */
  kill(): Promise<Ran>
}

/** Starts `deepcut serve` on a free port and waits until it answers. */
export async function serve(home: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const port = await freePort()
  const began = performance.now()
  const running = startDeepcut(home, ['serve', '--port', String(port), ...args], env)
  let ended: Ran | null = null
  running.done.then((ran) => (ended = ran))
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    const answered = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) break
    const over = ended as Ran | null
    if (over) throw new Error(`deepcut serve ended with ${over.status}:\n${over.stderr}`)
    if (performance.now() - began > 60_000) {
      running.process.kill('SIGKILL')
      throw new Error(`deepcut serve did not answer within 60 s:\n${(await running.done).stderr}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const secondsToAnswer = (performance.now() - began) / 1000
  return {
    url,
    secondsToAnswer,
    async stop() {
      running.process.kill('SIGTERM')
      const late = setTimeout(() => running.process.kill('SIGKILL'), 10_000)
      const ran = await running.done
      clearTimeout(late)
      return ran
    },
    async kill() {
      running.process.kill('SIGKILL')
      return await running.done
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
