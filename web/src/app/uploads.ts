// Files on their way in: dropped anywhere or chosen, sent one after the other, followed by events until the report is there.

import type { ImportState } from '../../../src/server/contract.ts'
import { watchEvents } from '../api/events.ts'
import { ApiProblem, address } from '../api/fetch.ts'
import { listenerName } from '../api/listener.ts'
import { queryClient } from '../api/queries.ts'
import { makeStale } from '../api/stale.ts'
import { createStore } from '../kit/store.ts'

/** A file while it travels; afterwards the server's own ImportState tells. */
export interface Upload {
  readonly key: number
  readonly name: string
  readonly bytesTotal: number
  readonly bytesSent: number
  /** What went wrong on the way; null while it goes well. */
  readonly problem: string | null
}

export interface Progress {
  readonly bytesRead: number
  readonly bytesTotal: number
  readonly rowsRead: number
  readonly sinceMs: number
}

export const uploadStore = createStore<{ uploads: readonly Upload[]; progress: Readonly<Record<string, Progress>> }>({
  uploads: [],
  progress: {},
})

let keys = 0
const change = (key: number, to: Partial<Upload>) =>
  uploadStore.set({ uploads: uploadStore.get().uploads.map((upload) => (upload.key === key ? { ...upload, ...to } : upload)) })
const drop = (key: number) => uploadStore.set({ uploads: uploadStore.get().uploads.filter((upload) => upload.key !== key) })
export const dismissUpload = drop

/** XMLHttpRequest, because fetch cannot tell how much of a body has gone. */
function post(file: File, onSent: (bytes: number) => void): Promise<ImportState> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open(
      'POST',
      address('/api/imports', { user: listenerName(), name: file.name, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    )
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onerror = () =>
      fail(new ApiProblem({ code: 'UNREACHABLE', message: 'The server does not answer. Is Deepcut still running?' }, 0))
    request.onload = () => {
      const body = request.response as ImportState & { code?: string; message?: string }
      if (request.status < 300) done(body)
      else
        fail(
          new ApiProblem(
            { code: body?.code ?? 'UNKNOWN', message: body?.message ?? `The server answered ${request.status}.` },
            request.status,
          ),
        )
    }
    request.send(file)
  })
}

/** Sends files one after the other. */
export async function uploadFiles(files: readonly File[]): Promise<void> {
  const waiting = files.map((file) => ({ file, key: ++keys }))
  const uploads = waiting.map(({ file, key }) => ({ key, name: file.name, bytesTotal: file.size, bytesSent: 0, problem: null }))
  uploadStore.set({ uploads: [...uploadStore.get().uploads, ...uploads] })
  for (const { file, key } of waiting) {
    try {
      await post(file, (bytesSent) => change(key, { bytesSent }))
      await makeStale(queryClient, ['imports'])
      drop(key)
    } catch (error) {
      change(key, { problem: (error as Error).message })
    }
  }
}

watchEvents((event) => {
  if (event.name !== 'import.progress') return
  const { importId, bytesRead, bytesTotal, rowsRead } = event.data
  const { progress } = uploadStore.get()
  const sinceMs = progress[importId]?.sinceMs ?? Date.now()
  uploadStore.set({ progress: { ...progress, [importId]: { bytesRead, bytesTotal, rowsRead, sinceMs } } })
})
