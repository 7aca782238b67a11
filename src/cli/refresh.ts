// What a server does with its library when it starts: looks for changes, analyses what waits, and keeps watch.

import type { Doors } from './open-doors.ts'

/** Scans the known folders for changes, starts the pending analysis, and watches. Resolves when the scans are done. */
export async function refreshLibrary({ house, background }: Pick<Doors, 'house' | 'background'>): Promise<void> {
  const folders = await house.folders.list()
  const of = (synthetic: boolean) => folders.filter((folder) => folder.synthetic === synthetic).map((folder) => folder.path)
  void background.analyse()
  if (of(false).length > 0) await background.scan(of(false))
  if (of(true).length > 0) await background.scan(of(true), { synthetic: true })
  await background.watch()
}
