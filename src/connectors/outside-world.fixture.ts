// A small world outside for tests: a real server on loopback that answers as it is told and remembers what it was asked.

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, fixedClock } from '#kernel'
import { openStores } from '../storage/open.ts'
import { type Egress, openEgress } from './egress.ts'
import { HOSTS, type HostName } from './hosts.ts'

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface World {
  readonly url: string
  readonly asked: Asked[]
  /** Changes what it answers from now on. */
  answer(reply: (asked: Asked, response: ServerResponse) => void): void
  close(): Promise<void>
}

/** Opens a server that answers `{}` until told otherwise. */
export async function openWorld(): Promise<World> {
  const asked: Asked[] = []
  let reply = (_asked: Asked, response: ServerResponse): void => void response.setHeader('content-type', 'application/json').end('{}')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
    asked.push(one)
    reply(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next) => {
      reply = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Every host's address at the world, so that no test can reach further. */
const addressesIn = (world: World): Record<string, string> => Object.fromEntries(HOSTS.map((host) => [host.variable, world.url]))

/** A way out into the world with a clock that waiting moves on, the named hosts switched on. */
export async function openWayOut(
  world: World,
  on: readonly HostName[],
  kept: { stores?: ReturnType<typeof openStores>; clock?: ReturnType<typeof fixedClock>; env?: Record<string, string> } = {},
): Promise<{ egress: Egress; stores: ReturnType<typeof openStores>; clock: Clock & { advance(ms: number): void }; waitedMs: number[] }> {
  const clock = kept.clock ?? fixedClock(Date.UTC(2026, 10, 21, 12))
  const stores = kept.stores ?? openStores('sqlite::memory:', clock)
  const waitedMs: number[] = []
  const egress = openEgress({
    ...stores,
    fetch: globalThis.fetch,
    clock,
    env: { ...addressesIn(world), ...kept.env },
    version: '1.2.3',
    sleep: async (ms) => {
      waitedMs.push(ms)
      clock.advance(ms)
    },
  })
  for (const host of on) await egress.change(host, { on: true })
  return { egress, stores, clock, waitedMs }
}
