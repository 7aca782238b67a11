// An event may overtake the answer that it makes stale.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { makeStale } from './stale.ts'

/** A question that is shown, whose answers are given one by one, by hand. */
function shown() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } })
  const waiting: ((answer: string) => void)[] = []
  const queryFn = () => new Promise<string>((answer) => waiting.push(answer))
  const observer = new QueryObserver(client, { queryKey: ['imports', 'all'], queryFn })
  const end = observer.subscribe(() => {})
  const answer = async (words: string) => {
    waiting.shift()!(words)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    client,
    waiting,
    answer,
    seen: () => observer.getCurrentResult().data,
    end() {
      end()
      client.clear()
    },
  }
}

describe('what an event makes stale', () => {
  it('is asked for again where it is shown', async () => {
    const { client, waiting, answer, seen, end } = shown()
    await answer('running')
    const done = makeStale(client, ['imports'])
    await answer('done')
    await done
    assert.equal(seen(), 'done')
    assert.equal(waiting.length, 0)
    end()
  })

  it('is asked for again where the first answer was still on its way', async () => {
    const { client, waiting, answer, seen, end } = shown()
    const done = makeStale(client, ['imports'])
    await answer('running, as it stood before the event')
    assert.equal(waiting.length, 1, 'the overtaken answer was taken as fresh')
    await answer('done')
    await done
    assert.equal(seen(), 'done')
    end()
  })

  it('is left alone where its key is another', async () => {
    const { client, waiting, answer, end } = shown()
    const done = makeStale(client, ['listens'])
    await answer('running')
    await done
    assert.equal(waiting.length, 0)
    end()
  })
})
