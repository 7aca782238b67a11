// Covers: the picture in the file, else the one that lies in its folder; each stored once.

import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ArtifactStore } from '#artifacts'
import { discOfFolder } from './path-names.ts'
import { pictureType } from './sniff.ts'
import { PICTURE_BYTES_MAX } from './tags.ts'

export interface Covers {
  /** The artifact of an embedded picture; `key` is its content's hash. */
  embedded(key: string, picture: { readonly bytes: Uint8Array; readonly mediaType: string }): Promise<string>
  /** The artifact of the picture in a folder (or, for "CD1", in the one above), and whether one was there that is not kept. */
  ofFolder(folder: string): Promise<{ readonly coverId: string | null; readonly refused: boolean }>
}

const NAMES = ['cover', 'folder', 'front', 'albumart', 'album', 'albumartlarge']
const PICTURE = /^(.+)\.(?:jpe?g|png|webp|gif|avif|svg)$/i

/** Remembers what it stored for as long as one scan. */
export function readCovers(artifacts: ArtifactStore): Covers {
  const stored = new Map<string, Promise<string>>()
  const folders = new Map<string, Promise<{ coverId: string | null; refused: boolean }>>()

  const ofFolder = async (folder: string): Promise<{ coverId: string | null; refused: boolean }> => {
    const entries = await readdir(folder).catch(() => [])
    const pictures = entries.filter((name) => PICTURE.test(name))
    const rank = (name: string) => NAMES.indexOf(PICTURE.exec(name)![1].toLowerCase())
    const named = pictures.filter((name) => rank(name) >= 0).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    for (const name of named) {
      const bytes = await readPicture(join(folder, name))
      const mediaType = bytes && pictureType(bytes)
      if (bytes && mediaType) return { coverId: await artifacts.put({ bytes, mediaType }), refused: false }
    }
    if (named.length === 0 && discOfFolder(basename(folder)) !== null) return cachedFolder(dirname(folder))
    return { coverId: null, refused: named.length > 0 }
  }
  const cachedFolder = (folder: string) => {
    let found = folders.get(folder)
    if (!found) {
      found = ofFolder(folder)
      folders.set(folder, found)
    }
    return found
  }
  return {
    embedded(key, picture) {
      let id = stored.get(key)
      if (!id) {
        id = artifacts.put({ bytes: picture.bytes, mediaType: picture.mediaType })
        stored.set(key, id)
      }
      return id
    },
    ofFolder: cachedFolder,
  }
}

async function readPicture(path: string): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(path)
    return size > 0 && size <= PICTURE_BYTES_MAX ? await readFile(path) : null
  } catch {
    return null
  }
}
