// What the server is busy with: reading folders and listening to files. The status tells where it stands, events tell from then on.

import type { Status } from '../../../../src/server/contract.ts'
import { watchEvents } from '../../api/events.ts'
import { countOf, formatCount, formatEta, formatSpan } from '../../kit/format.ts'
import { createStore } from '../../kit/store.ts'

export interface Work {
  readonly share: number | null
  readonly words: string
}

/** Undefined where no event has told yet; null where it has ended. `said` is how the latest one ended. */
export const workStore = createStore<{ scan: Work | null | undefined; analysis: Work | null | undefined; said: string | null }>({
  scan: undefined,
  analysis: undefined,
  said: null,
})

export const scanWork = ({ filesSeen, filesTotal, path }: { filesSeen: number; filesTotal: number | null; path: string }): Work => ({
  share: filesTotal ? filesSeen / filesTotal : null,
  words: `Reading tags, ${formatCount(filesSeen)}${filesTotal ? ` of ${countOf(filesTotal, 'file')}` : ' files so far'}: ${path.split(/[\\/]/).at(-1)}`,
})

const HEARING = { derive: 'Working out anew', quick: 'Hearing excerpts', full: 'Listening' } as const

export const analysisWork = ({
  tier = 'full',
  done,
  total,
  failed,
  etaS,
}: {
  tier?: keyof typeof HEARING
  done: number
  total: number
  failed: number
  etaS: number | null
}): Work => ({
  share: total > 0 ? done / total : null,
  words: [
    `${HEARING[tier]}, ${formatCount(done)} of ${countOf(total, 'file')}`,
    etaS === null ? null : `${formatEta(etaS)} left`,
    failed ? `${formatCount(failed)} could not be decoded` : null,
  ]
    .filter(Boolean)
    .join(' · '),
})

/** The work as the status tells it. */
export const statusWork = (status: Status): { scan: Work | null; analysis: Work | null } => ({
  scan: status.scan ? scanWork(status.scan) : null,
  analysis: status.analysis.running
    ? analysisWork({ ...status.analysis, total: status.analysis.done + status.analysis.pending + status.analysis.failed })
    : null,
})

watchEvents((event) => {
  if (event.name === 'scan.progress') workStore.set({ scan: scanWork(event.data) })
  if (event.name === 'scan.finished') {
    const { files, added, updated, removed, failed, seconds } = event.data
    const parts = [
      `${formatCount(added)} new`,
      updated ? `${formatCount(updated)} changed` : null,
      removed ? `${formatCount(removed)} gone` : null,
      failed ? `${formatCount(failed)} not readable` : null,
    ]
    workStore.set({
      scan: null,
      said: `${countOf(files, 'file')} looked at in ${formatSpan(seconds * 1000)}: ${parts.filter(Boolean).join(', ')}.`,
    })
  }
  if (event.name === 'analysis.progress') workStore.set({ analysis: analysisWork(event.data) })
  if (event.name === 'analysis.finished') workStore.set({ analysis: null })
})
