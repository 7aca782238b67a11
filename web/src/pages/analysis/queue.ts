// The queue as the server tells it: asked for when the page opens, and again when an event says that it moved.

import { queryOptions, useMutation } from '@tanstack/react-query'
import type { AnalysisQueue, BudgetBody } from '../../../../src/server/contract.ts'
import { watchEvents } from '../../api/events.ts'
import { ask, send } from '../../api/fetch.ts'
import { queryClient } from '../../api/queries.ts'
import { makeStale } from '../../api/stale.ts'
import { say } from '../../app/notice.ts'

/** Files finish several a second in the quick tier; the page keeps pace with the eye. */
const ASKED_EVERY_MS = 1000
const SHOWN = 8

export const queueQuery = queryOptions({
  queryKey: ['analysis'],
  queryFn: () => ask<AnalysisQueue>(`/api/analysis/queue?count=${SHOWN}`),
  staleTime: 0,
})

let asking = false
watchEvents(({ name }) => {
  if (asking || (name !== 'analysis.progress' && name !== 'analysis.finished' && name !== 'scan.finished')) return
  asking = true
  setTimeout(() => {
    asking = false
    void makeStale(queryClient, ['analysis'])
  }, ASKED_EVERY_MS)
})

type Act = 'pause' | 'resume' | 'retry' | BudgetBody

/** Pauses, goes on, tries again, or sets the budget; the answer is the queue as it is then. */
export const useAct = () =>
  useMutation({
    mutationFn: (act: Act) =>
      typeof act === 'string'
        ? send<AnalysisQueue>('POST', `/api/analysis/${act}`)
        : send<AnalysisQueue>('PUT', '/api/analysis/budget', act),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['analysis'] }),
    onError: (error) => say(`That did not arrive. ${error.message}`),
  })
