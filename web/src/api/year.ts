// The questions of "Your year": the story of a time, and the years there are to tell.

import { queryOptions } from '@tanstack/react-query'
import type { YearBody, YearsBody } from '../../../src/server/contract.ts'
import { address, ask } from './fetch.ts'

export interface YearWish {
  readonly user: string | null
  readonly from?: string
  readonly to?: string
  readonly zone: string
}

export const yearQuery = (wish: YearWish) =>
  queryOptions({
    queryKey: ['insights', 'year', wish],
    queryFn: ({ signal }) => ask<YearBody>(address('/api/year', { ...wish }), { signal }),
    staleTime: 300_000,
  })

export const yearsQuery = (wish: Pick<YearWish, 'user' | 'zone'>) =>
  queryOptions({
    queryKey: ['insights', 'years', wish],
    queryFn: ({ signal }) => ask<YearsBody>(address('/api/years', { ...wish }), { signal }),
    staleTime: 300_000,
  })
