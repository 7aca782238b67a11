// The folders of the library: which they are, one more, all again; and the demo's end.

import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { Fault, messageOf } from '#kernel'
import type { App } from '../app.ts'
import type { Background } from '../background.ts'
import { Done, FolderBody, Folders } from '../contract.ts'
import { removeDemo } from '../demo.ts'
import type { House } from '../deps.ts'
import { faults } from '../query.ts'

export async function folderRoutes(app: App, house: House, background: Background): Promise<void> {
  const list = async () => ({ items: (await house.folders.list()).map(({ path, synthetic }) => ({ path, synthetic })) })
  const scanLater = (folders: readonly string[], synthetic = false) => {
    background.scan(folders, { synthetic }).catch((error) => house.log.error({ err: error }, `a scan failed: ${messageOf(error)}`))
  }

  app.get(
    '/api/folders',
    { schema: { tags: ['library'], summary: 'The folders of the library', response: { 200: Folders, ...faults } } },
    list,
  )

  const add = { tags: ['library'], summary: 'Adds a folder and scans it', body: FolderBody, response: { 200: Folders, ...faults } }
  app.post('/api/folders', { schema: add }, async ({ body }) => {
    if (!isAbsolute(body.path))
      throw new Fault('invalid', 'FOLDER_RELATIVE', `Give the whole path of the folder, from its root; "${body.path}" is not one.`)
    const path = resolve(body.path)
    const found = await stat(path).catch(() => null)
    if (!found?.isDirectory())
      throw new Fault('not-found', 'FOLDER_UNKNOWN', `There is no folder at ${path} on the machine that runs Deepcut.`)
    await house.folders.add(path, { synthetic: false })
    scanLater([path])
    return list()
  })

  app.post(
    '/api/scan',
    { schema: { tags: ['library'], summary: 'Scans every folder again', response: { 200: Done, ...faults } } },
    async () => {
      const folders = await house.folders.list()
      const own = folders.filter((folder) => !folder.synthetic).map((folder) => folder.path)
      const demo = folders.filter((folder) => folder.synthetic).map((folder) => folder.path)
      if (own.length > 0) scanLater(own)
      if (demo.length > 0) scanLater(demo, true)
      if (folders.length === 0) void background.analyse()
      return { ok: true as const }
    },
  )

  const remove = { tags: ['server'], summary: "Removes the demo's music and history", response: { 200: Done, ...faults } }
  app.delete('/api/demo', { schema: remove }, async () => {
    await removeDemo(house, background)
    return { ok: true as const }
  })
}
