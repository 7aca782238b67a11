// Music of an answer as a row of a list: its picture, its name, and where that leads.

import type { NamedThing } from '../../../../../src/server/contract.ts'
import type { ThingRow } from '../../../charts/things.tsx'

const PAGES = { artist: '/library/artists/$id', album: '/library/albums/$id', track: '/tracks/$id' } as const
const COVERS = { artist: 'artists', album: 'albums', track: 'tracks' } as const

/** The head of a row; its numbers come from the insight. */
export function thingRow(thing: NamedThing, numbers: Omit<ThingRow, 'key' | 'name' | 'cover' | 'round' | 'to'>): ThingRow {
  const { kind, id, name, by } = thing
  const note = [by, numbers.note].filter((part) => part).join(' · ')
  return {
    ...numbers,
    key: `${kind} ${id} ${name} ${numbers.rank ?? ''}${numbers.saidNote ?? ''}`,
    name,
    note,
    cover: kind === 'genre' ? null : `/api/${COVERS[kind]}/${id}/cover`,
    round: kind === 'artist',
    ...(kind === 'genre' ? {} : { to: { page: PAGES[kind], id } }),
  }
}
