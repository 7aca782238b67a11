// Artifacts as files below one folder, two levels deep; written beside and renamed, so that none is ever half there.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '#kernel'
import type { Artifact, ArtifactStore } from './port.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
}
const MEDIA_TYPES = new Map(Object.entries(ENDINGS).map(([mediaType, ending]) => [ending, mediaType]))
const ID = /^[0-9a-f]{32}\.([a-z]{3,4})$/

/** Opens the store below `folder`. */
export function fileArtifacts(folder: string): ArtifactStore {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id)
  return {
    async put({ bytes, mediaType }: Artifact) {
      const ending = Object.hasOwn(ENDINGS, mediaType) ? ENDINGS[mediaType] : undefined
      if (!ending)
        throw new Fault(
          'unsupported',
          'ARTIFACT_TYPE',
          `Artifacts of type ${mediaType} are not kept; use one of ${Object.keys(ENDINGS).join(', ')}.`,
        )
      const id = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${ending}`
      const path = pathOf(id)
      // The name is the content: what is there already is the same.
      if (await isWhole(path, bytes.length)) return id
      const beside = `${path}.${randomUUID()}`
      await mkdir(dirname(path), { recursive: true })
      await writeFile(beside, bytes)
      await rename(beside, path)
      return id
    },
    async get(id) {
      const mediaType = MEDIA_TYPES.get(ID.exec(id)?.[1] ?? '')
      if (!mediaType) return null
      const bytes = await readFile(pathOf(id)).catch(() => null)
      return bytes && { bytes, mediaType }
    },
    async delete(id) {
      if (ID.test(id)) await rm(pathOf(id), { force: true })
    },
  }
}

async function isWhole(path: string, sizeBytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true && found.size === sizeBytes
}
