// Long lists, a slice at a time: only the slices in view are fetched, so that ten thousand rows cost what fifty do.

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { type Slice, slices } from '../../api/queries.ts'
import { SLICE, slicesFor } from './slices-for.ts'

type Kind = keyof typeof slices
type Item<K extends Kind> = Awaited<ReturnType<(typeof slices)[K]>>['items'][number]

export interface Slices<Row> {
  /** How many there are in all; null until known. */
  readonly total: number | null
  readonly error: unknown
  readonly retry: () => void
  /** The row, where its slice has come. */
  readonly at: (index: number) => Row | undefined
}

/** Rows of the library; `range` is what is in view. */
export function useSlices<K extends Kind>(
  kind: K,
  wish: Pick<Slice, 'text' | 'sort' | 'user' | 'playable'>,
  range: readonly [number, number],
): Slices<Item<K>> {
  const query = (offset: number) => ({
    queryKey: ['library', kind, wish, offset] as const,
    queryFn: () => slices[kind]({ ...wish, offset, count: SLICE }) as Promise<{ items: Item<K>[]; total: number }>,
    staleTime: 120_000,
  })
  const head = useQuery({ ...query(0), placeholderData: keepPreviousData })
  const total = head.data?.total ?? null
  const offsets = slicesFor(range[0], range[1], total ?? 0).filter((offset) => offset > 0)
  const rest = useQueries({ queries: offsets.map(query) })
  return {
    total,
    error: head.error ?? rest.find((part) => part.error)?.error ?? null,
    retry: () => void head.refetch(),
    at(index) {
      const offset = Math.floor(index / SLICE) * SLICE
      const part = offset === 0 ? head.data : rest[offsets.indexOf(offset)]?.data
      return part?.items[index - offset]
    },
  }
}
