// The thread that reads histories: finds the file it is asked for, reads it, and hands over part after part, a few ahead of what was asked for.

import { parentPort } from 'node:worker_threads'
import { messageOf } from '#kernel'
import { FORMATS } from './formats/formats.ts'
import type { Inputs } from './input.ts'
import { inputsOf } from './inputs.ts'
import { buffersOf } from './packed-rows.ts'
import { readHistory } from './read-history.ts'
import type { ThreadAnswer, ThreadRequest } from './reading.ts'

const port = parentPort!
/** The files of a path are found once for all that are read from it. */
const found = new Map<string, Promise<Inputs>>()
/** Parts that may be made before more are asked for. */
let ahead = 2
let goOn: (() => void) | null = null
/** Files are read one after the other, in the order asked for. */
let reading: Promise<void> = Promise.resolve()

port.on('message', (message: ThreadRequest | 'more' | 'close') => {
  if (message === 'close') void close()
  else if (message === 'more') {
    ahead++
    goOn?.()
  } else reading = reading.then(() => read(message))
})

async function read({ places, inputPath, formatName, context }: ThreadRequest): Promise<void> {
  try {
    for (const { path, label } of places) if (!found.has(path)) found.set(path, inputsOf(path, label))
    const inputs = (await Promise.all(found.values())).flatMap((one) => one.inputs)
    const input = inputs.find((one) => one.path === inputPath)
    const format = FORMATS.find((one) => one.name === formatName)
    if (!input || !format) throw new Error('it is not there any more')
    for await (const part of readHistory(input, format, { ...context, siblings: inputs })) {
      while (ahead <= 0) await new Promise<void>((resolve) => (goOn = resolve))
      ahead--
      port.postMessage({ part } satisfies ThreadAnswer, buffersOf(part.packed))
    }
    port.postMessage({ end: true } satisfies ThreadAnswer)
  } catch (error) {
    port.postMessage({ problem: messageOf(error) } satisfies ThreadAnswer)
  }
}

async function close(): Promise<void> {
  for (const { close: letGo } of await Promise.all(found.values())) await letGo()
  port.close()
}
