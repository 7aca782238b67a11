// Where histories are read: small ones here, large ones on a thread of their own, so that the store writes while the next rows are read and the
// reader's memory stays within bounds.

import { Worker } from 'node:worker_threads'
import type { Format, FormatContext } from './formats/format.ts'
import type { Input } from './input.ts'
import { brokenPart, type HistoryPart, readHistory } from './read-history.ts'

/** From this size on a thread is worth its start: 8 MiB. */
const THREAD_BYTES_MIN = 8 << 20
/** What the thread may hold, in MB. Readers stream; only what joins two files of an export needs more than a few. */
const THREAD_MB_MAX = 384
const THREAD_YOUNG_MB_MAX = 8
const CLOSE_MS_MAX = 2000

export interface Place {
  readonly path: string
  readonly label: string
}

/** A file within one of the paths of an import. */
export interface ReadRequest {
  /** The paths given, and what stands in for each in reports: files of one may be of use to those of another. */
  readonly places: readonly Place[]
  readonly input: Input
  readonly format: Format
  readonly context: FormatContext
}

export interface Reader {
  /** Reads one file. `next`, where it is known, is the file that is asked for when this one is done: a thread goes on with it meanwhile. */
  read(request: ReadRequest, next?: ReadRequest | null): AsyncIterable<HistoryPart>
  close(): Promise<void>
}

/** What goes to the thread: it finds the file and its siblings again by their paths. */
export interface ThreadRequest {
  readonly places: readonly Place[]
  readonly inputPath: string
  readonly formatName: string
  readonly context: Omit<FormatContext, 'siblings'>
}

/** What comes from the thread: the parts of each file until its `end`, some ahead of those asked for. */
export type ThreadAnswer = { readonly part: HistoryPart } | { readonly end: true } | { readonly problem: string }

/** Opens a reader for files of so many bytes together. */
export function openReader(bytesTotal: number): Reader {
  if (bytesTotal < THREAD_BYTES_MIN)
    return { read: ({ input, format, context }) => readHistory(input, format, context), close: async () => {} }
  let thread = startThread()
  /** The file that the thread was given before it was asked for. */
  let given: Input | null = null
  const give = ({ places, input, format, context: { siblings: _siblings, ...context } }: ReadRequest) => {
    thread.worker.postMessage({ places, inputPath: input.path, formatName: format.name, context } satisfies ThreadRequest)
  }
  return {
    async *read(request, next = null) {
      if (thread.isGone()) {
        thread = startThread()
        given = null
      }
      const { worker, answers } = thread
      worker.ref()
      try {
        if (given !== request.input) give(request)
        given = next?.input ?? null
        if (next) give(next)
        for (;;) {
          const answer = await answers.next()
          if ('end' in answer) return
          if ('problem' in answer) {
            // One file that is too much for its reader ends that file only.
            yield brokenPart(request.input.path, `The file could not be read to its end: ${answer.problem}. The rows before were kept.`)
            return
          }
          worker.postMessage('more')
          yield answer.part
        }
      } finally {
        worker.unref()
      }
    },
    // It lets go of its temporary files first.
    close: () =>
      new Promise<void>((resolve) => {
        const { worker, isGone } = thread
        if (isGone()) return resolve()
        const late = setTimeout(() => void worker.terminate(), CLOSE_MS_MAX)
        worker.ref()
        worker.once('exit', () => {
          clearTimeout(late)
          resolve()
        })
        worker.postMessage('close')
      }),
  }
}

interface Thread {
  readonly worker: Worker
  readonly answers: { next(): Promise<ThreadAnswer> }
  /** Whether it has ended: of itself, or because a file was too much for it. */
  isGone(): boolean
}

function startThread(): Thread {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB_MAX, maxYoungGenerationSizeMb: THREAD_YOUNG_MB_MAX },
  })
  let gone = false
  const end = () => {
    gone = true
  }
  worker.unref()
  worker.once('exit', end)
  worker.on('error', end)
  return { worker, answers: inbox(worker), isGone: () => gone }
}

/** The messages of a worker in order; its death is a message too. */
function inbox(worker: Worker): Thread['answers'] {
  const waiting: ThreadAnswer[] = []
  let wake: (() => void) | null = null
  const put = (answer: ThreadAnswer) => {
    waiting.push(answer)
    wake?.()
  }
  worker.on('message', put)
  worker.on('error', (error: Error) => put({ problem: `its reader stopped (${error.message})` }))
  return {
    async next() {
      while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return waiting.shift()!
    },
  }
}
