// A second opinion before a file is replaced: TagLib, which had no part in the change, reads both copies. What it read before must still be there,
// what was changed must read as meant.

import { createHash } from 'node:crypto'
import { Fault } from '#kernel'
import type { TagChange } from './plan-tags.ts'
import { TAG_FIELDS } from './tag-place.ts'

/** Everything TagLib reads of a file, as texts by name; Deepcut's own fields under their own names. */
type Reading = ReadonlyMap<string, string>

const plainName = (name: string) => name.replaceAll('_', '').toUpperCase()
const OWN = new Map<string, string>(TAG_FIELDS.map((field) => [plainName(field), field]))

let opened: Promise<(path: string) => Promise<Reading>> | null = null

async function openReader() {
  const { TagLib } = await import('taglib-wasm')
  const taglib = await TagLib.initialize()
  return async (path: string): Promise<Reading> => {
    const file = await taglib.open(path)
    try {
      const texts = Object.entries(file.properties()).map(
        ([name, values]) => [OWN.get(plainName(name)) ?? name, (values ?? []).join('\0')] as const,
      )
      const pictures = file.getPictures().map(({ mimeType, data }) => `${mimeType} ${createHash('sha256').update(data).digest('hex')}`)
      return new Map([...texts, ['pictures', pictures.join('\0')]])
    } finally {
      file.dispose()
    }
  }
}

/** Throws a fault where the copy says anything else than the file, but for the changes. */
export async function mustReadAlike(path: string, copy: string, changes: readonly TagChange[]): Promise<void> {
  opened ??= openReader()
  const read = await opened
  let before: Reading
  let after: Reading
  try {
    ;[before, after] = [await read(path), await read(copy)]
  } catch (error) {
    throw doubt('a second reader of tags cannot read it', error)
  }
  const changed = new Map<string, string>(changes.map(({ field, to }) => [field, to]))
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const meant = changed.get(name)
    const now = after.get(name) ?? ''
    if (meant === undefined ? now !== (before.get(name) ?? '') : !saysTheSame(name, now, meant))
      throw doubt(`a second reader of tags would find ${name} changed`)
  }
}

/** This reader counts whole beats. */
const saysTheSame = (name: string, now: string, meant: string) =>
  now === meant || Math.abs(Number.parseFloat(now) - Number.parseFloat(meant)) < (name === 'BPM' ? 1 : 1e-9)

const doubt = (why: string, cause?: unknown) =>
  new Fault('unsupported', 'TAG_DOUBT', `It was left as it is: ${why}. Its tags may be unusual; a tag editor can put them in order.`, {
    cause,
  })
