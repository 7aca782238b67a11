// Answers that an event has overtaken are asked for again, also those that are on their way for the first time: they may have been given before
// the event, and the query client would take them as fresh.

import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Makes every answer whose key starts with `key` stale, all of them without one; what is shown is asked for again. */
export async function makeStale(client: QueryClient, key?: QueryKey): Promise<void> {
  const onTheirWay = client.getQueryCache().findAll({ queryKey: key, fetchStatus: 'fetching' })
  const firstAnswers = onTheirWay.filter((query) => query.state.data === undefined)
  await Promise.all([
    client.invalidateQueries({ queryKey: key }),
    ...firstAnswers.map(async (query) => {
      await query.promise?.catch(() => {})
      await client.invalidateQueries({ queryKey: query.queryKey, exact: true })
    }),
  ])
}
