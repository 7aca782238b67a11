// deepcut serve: the server, until it is stopped. Known folders are scanned again and watched.

import { openDoors } from './open-doors.ts'
import { printLine } from './print.ts'
import { refreshLibrary } from './refresh.ts'
import type { Verb } from './verbs.ts'

export const serve: Verb = async (hall, _words, options) => {
  const doors = await openDoors(hall, options)
  if (!options['json']) printLine(hall, `Deepcut is at ${doors.url}  (Ctrl+C stops it)`)
  void refreshLibrary(doors).catch((error) => doors.house.log.error({ err: error }, 'the library could not be refreshed'))
  await doors.untilStopped()
  return 0
}
