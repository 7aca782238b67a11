// deepcut backup FILE: a copy of the database, made while it stays in use.

import { existsSync } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Fault, messageOf } from '#kernel'
import { printJson, printLine } from './print.ts'
import type { Verb } from './verbs.ts'

export const backup: Verb = async (hall, [given], options) => {
  const path = resolve(given as string)
  if (existsSync(path))
    throw new Fault('conflict', 'BACKUP_EXISTS', `There is a file at ${path} already. Give another name, or move it away first.`)
  const house = await hall.open()
  try {
    await mkdir(dirname(path), { recursive: true })
    await house.backup(path)
  } catch (error) {
    await rm(path, { force: true }).catch(() => {})
    throw new Fault(
      'io',
      'BACKUP_FAILED',
      `Could not write ${path}: ${messageOf(error)}. Check that the folder can be written and has room.`,
      { cause: error },
    )
  }
  const { size: bytes } = await stat(path)
  if (options['json']) printJson(hall, { path, bytes })
  else
    printLine(hall, `Copied the database to ${path} (${(bytes / 2 ** 20).toFixed(1)} MB). To use it: STORAGE=sqlite:${path} deepcut serve`)
  return 0
}
