import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOutbox, type Parcel } from './outbox.ts'

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

const parcel = (playId: string): Parcel => ({
  user: null,
  body: { trackId: 1, startedAtMs: 1000, msPlayed: 31_000, reasonEnd: 'trackdone', reasonStart: 'clickrow', playId },
})

function server(answers: number[]) {
  const got: string[] = []
  return {
    got,
    post: async ({ body }: Parcel) => {
      got.push(body.playId)
      const status = answers.shift() ?? 200
      if (status === -1) throw new TypeError('offline')
      return status
    },
  }
}

test('a listen that arrives is forgotten here', async () => {
  const { got, post } = server([])
  const outbox = openOutbox({ storage: memory(), post })
  await outbox.put(parcel('play-0001'))
  assert.deepEqual(got, ['play-0001'])
  assert.equal(outbox.waiting, 0)
})

test('offline, it waits, and goes with the next one', async () => {
  const { got, post } = server([-1])
  const outbox = openOutbox({ storage: memory(), post })
  await outbox.put(parcel('play-0001'))
  assert.equal(outbox.waiting, 1)
  await outbox.put(parcel('play-0002'))
  assert.deepEqual(got, ['play-0001', 'play-0001', 'play-0002'])
  assert.equal(outbox.waiting, 0)
})

test('it outlives the page', async () => {
  const storage = memory()
  await openOutbox({ storage, post: server([503]).post }).put(parcel('play-0001'))
  const later = server([])
  const outbox = openOutbox({ storage, post: later.post })
  assert.equal(outbox.waiting, 1)
  await outbox.flush()
  assert.deepEqual(later.got, ['play-0001'])
  assert.equal(outbox.waiting, 0)
})

test('one that the server will never take is not sent for ever', async () => {
  const outbox = openOutbox({ storage: memory(), post: server([404]).post })
  await outbox.put(parcel('play-0001'))
  assert.equal(outbox.waiting, 0)
})

test('the same playback is kept once', async () => {
  const outbox = openOutbox({ storage: memory(), post: server([0, 0]).post })
  await outbox.put(parcel('play-0001'))
  await outbox.put(parcel('play-0001'))
  assert.equal(outbox.waiting, 1)
})

test('spoilt storage is an empty outbox, not a broken player', async () => {
  const storage = memory()
  for (const spoilt of ['{', '{"a":1}', '[null, 7, {"body":null}]']) {
    storage.setItem('deepcut.outbox', spoilt)
    const outbox = openOutbox({ storage, post: server([]).post })
    assert.equal(outbox.waiting, 0)
    await outbox.put(parcel('play-0001'))
    assert.equal(outbox.waiting, 0)
  }
})

test('full storage does not stop the sound', async () => {
  const { got, post } = server([])
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('quota')
    },
  }
  await assert.doesNotReject(openOutbox({ storage: full, post }).put(parcel('play-0001')))
  assert.deepEqual(got, ['play-0001'])
})
