// Secrets at rest: sealed with AES-256-GCM under a key that lies in a file of its own, which only this user may read. A copy of the database alone,
// such as a backup that is passed on, opens nothing.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault, messageOf } from '#kernel'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface Seal {
  /** `purpose` is bound in: what was sealed for one purpose does not open for another. */
  close(purpose: string, secret: string): Promise<Uint8Array>
  /** The secret, or null where it was sealed under another key or was changed. */
  open(purpose: string, sealed: Uint8Array): Promise<string | null>
}

/** A seal under the key at `keyPath`, made when something is first sealed. */
export function fileSeal(keyPath: string): Seal {
  let reading: Promise<Buffer> | null = null
  const key = () => {
    reading ??= readKey(keyPath).catch((error: unknown) => {
      reading = null
      throw error
    })
    return reading
  }
  return {
    async close(purpose, secret) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', await key(), nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    async open(purpose, sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
      const decipher = createDecipheriv('aes-256-gcm', await key(), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

/** Reads the key, or makes it: written beside and linked, so that of two that start at once one wins and none reads half a key. */
async function readKey(path: string): Promise<Buffer> {
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Fault('io', 'KEY_UNREADABLE', `The key at ${path} cannot be read: ${messageOf(error)}.`, { cause: error })
  })
  if (found !== null) {
    if (found.length !== KEY_BYTES) throw new Fault('io', 'KEY_DAMAGED', `The key at ${path} is damaged. Move it away, then log in again.`)
    return found
  }
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(beside, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' })
  await chmod(beside, 0o600)
  await link(beside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(beside, { force: true })
  return readFile(path)
}
