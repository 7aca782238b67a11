// Server-sent events over a real socket: to every page, in order, and again to one that comes back.

import assert from 'node:assert/strict'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import { openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App
let port: number

before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})

interface Reader {
  readonly response: IncomingMessage
  text: string
  until(pattern: RegExp): Promise<string>
  leave(): void
}

function read(headers: Record<string, string> = {}): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/api/events', headers }, (response) => {
      const reader: Reader = {
        response,
        text: '',
        async until(pattern) {
          while (!pattern.test(reader.text)) await new Promise((next) => response.once('data', next))
          return reader.text
        },
        leave: () => asked.destroy(),
      }
      response.setEncoding('utf8').on('data', (chunk: string) => {
        reader.text += chunk
      })
      response.on('error', () => {})
      resolve(reader)
    })
    asked.on('error', reject).end()
  })
}

it('sends every event by name, in order, to every reader', async () => {
  const readers = await Promise.all(Array.from({ length: 20 }, () => read()))
  assert.equal(readers[0].response.headers['content-type'], 'text/event-stream')
  await Promise.all(readers.map((reader) => reader.until(/retry: \d+/)))
  house.events.publish('library.changed', {})
  house.events.publish('listen.recorded', { listenerId: 1, trackId: 2, skipped: true })
  for (const reader of readers) {
    const text = await reader.until(/skipped/)
    assert.match(
      text,
      /event: library\.changed\ndata: \{\}\n\n[\s\S]*event: listen\.recorded\ndata: \{"listenerId":1,"trackId":2,"skipped":true\}/,
    )
    reader.leave()
  }
})

it('gives a reader that comes back what it missed, once', async () => {
  const reader = await read()
  await reader.until(/retry/)
  house.events.publish('feedback.changed', { listenerId: 1, trackId: 10, feedback: 'love' })
  const id = (await reader.until(/"trackId":10/)).match(/id: (\S+)\nevent: feedback/)![1]
  reader.leave()
  house.events.publish('feedback.changed', { listenerId: 1, trackId: 11, feedback: 'ban' })
  const again = await read({ 'last-event-id': id })
  const text = await again.until(/"trackId":11/)
  assert.doesNotMatch(text, /"trackId":10/)
  again.leave()
  const stranger = await read({ 'last-event-id': 'another-1' })
  assert.doesNotMatch(await stranger.until(/retry/), /trackId/)
  stranger.leave()
})

it('ends with the server, though readers are there', async () => {
  const reader = await read()
  await reader.until(/retry/)
  const ended = new Promise((resolve) => reader.response.once('close', resolve))
  const startedMs = performance.now()
  await app.close()
  await ended
  assert.ok(performance.now() - startedMs < 2000)
})
