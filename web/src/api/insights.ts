// The questions of the insights page: what there is, one insight, its numbers as tables, and where its CSV lies.

import { queryOptions } from '@tanstack/react-query'
import type { InsightCatalogue, InsightName, InsightOf, InsightTables } from '../../../src/server/contract.ts'
import { address, ask } from './fetch.ts'

/** Whose listens, of which time, from which source; and what one insight takes besides. */
export interface InsightScope {
  readonly user: string | null
  readonly from?: string
  readonly to?: string
  readonly zone: string
  readonly source?: number
}
export type InsightWish = Readonly<Record<string, string | number | undefined>>

const MINUTES_5 = 300_000

export const insightsQuery = (user: string | null) =>
  queryOptions({ queryKey: ['insights', 'catalogue', user], queryFn: () => ask<InsightCatalogue>(address('/api/insights', { user })) })

export const insightQuery = <Name extends InsightName>(name: Name, scope: InsightScope, wish: InsightWish = {}) =>
  queryOptions({
    queryKey: ['insights', name, scope, wish],
    queryFn: ({ signal }) => ask<InsightOf<Name>>(address(`/api/insights/${name}`, { ...scope, ...wish }), { signal }),
    staleTime: MINUTES_5,
  })

export const insightTablesQuery = (name: InsightName, scope: InsightScope, wish: InsightWish) =>
  queryOptions({
    queryKey: ['insights', name, 'tables', scope, wish],
    queryFn: ({ signal }) => ask<InsightTables>(address(`/api/insights/${name}`, { ...scope, ...wish, format: 'tables' }), { signal }),
    staleTime: MINUTES_5,
  })

export const insightCsv = (name: InsightName, scope: InsightScope, wish: InsightWish, table: string): string =>
  address(`/api/insights/${name}`, { ...scope, ...wish, format: 'csv', table })
