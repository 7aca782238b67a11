// The server on its address: opened for `serve` and `start`, closed when asked to stop.

import type { AddressInfo } from 'node:net'
import { Fault, messageOf } from '#kernel'
import { type Background, createServer, type House, isLoopback, openBackground } from '#server'
import type { Hall } from './hall.ts'
import { portOption, textOption } from './options.ts'

export interface Doors {
  readonly house: House
  readonly background: Background
  /** Such as http://127.0.0.1:4747 */
  readonly url: string
  /** Resolves when the person asks to stop, after everything is closed. */
  untilStopped(): Promise<void>
  close(): Promise<void>
}

/** Listens on --host and --port. With --json, every event is a line on stdout. */
export async function openDoors(hall: Hall, options: Readonly<Record<string, unknown>>): Promise<Doors> {
  const port = portOption(options)
  const host = textOption(options, 'host') ?? '127.0.0.1'
  const house = await hall.open()
  const background = openBackground(house)
  const server = await createServer({ ...house, background }, { loopbackOnly: isLoopback(host), pagePath: hall.pagePath })
  const unsubscribe = options['json'] ? house.events.subscribe((event) => hall.stdout.write(`${JSON.stringify(event)}\n`)) : () => {}
  const close = async () => {
    unsubscribe()
    await server.close()
    await background.close()
  }
  try {
    await server.listen({ host, port })
  } catch (error) {
    await close()
    throw listenFault(error, host, port)
  }
  if (!isLoopback(host)) hall.stderr.write('Everybody who can reach this machine can reach Deepcut: there is no password yet.\n')
  const address = server.server.address() as AddressInfo
  const url = `http://${nameOf(host)}:${address.port}`
  if (options['json']) hall.stdout.write(`${JSON.stringify({ name: 'server.listening', data: { url } })}\n`)
  return {
    house,
    background,
    url,
    close,
    async untilStopped() {
      if (!hall.stop.aborted) await new Promise((resolve) => hall.stop.addEventListener('abort', resolve, { once: true }))
      await close()
    },
  }
}

const nameOf = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host)

function listenFault(error: unknown, host: string, port: number): Fault {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 4748
    return new Fault(
      'conflict',
      'PORT_TAKEN',
      `Port ${port} is in use, perhaps by another Deepcut. Stop that one, or choose another port: --port ${other}`,
      { cause: error },
    )
  }
  if (code === 'EACCES')
    return new Fault(
      'forbidden',
      'PORT_FORBIDDEN',
      `Port ${port} needs rights that this user has not. Choose one above 1023: --port 4747`,
      { cause: error },
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Fault(
      'not-found',
      'HOST_UNKNOWN',
      `${host} is no address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 for all of them.`,
      { cause: error },
    )
  return new Fault('io', 'LISTEN_FAILED', `Cannot listen on ${host}, port ${port}: ${messageOf(error)}`, { cause: error })
}
