// What tells of a listen, and a merge undone, as the page and the API speak of them.

import { z } from 'zod'

/** A row that tells of a listen, as its source worded it. */
export const TellingBody = z.object({
  id: z.number(),
  /** stands: the best of them; same: another row tells it better; continued: an error broke it off here, and it went on in the one that stands. */
  as: z.enum(['stands', 'same', 'continued']),
  source: z.object({ id: z.number(), label: z.string(), format: z.string() }),
  /** Further files that hold the very same row. */
  alsoIn: z.array(z.object({ id: z.number(), label: z.string(), format: z.string() })),
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  /** Which end its clock told, and how exactly. */
  timeTold: z.enum(['start', 'end']),
  precision: z.enum(['ms', 's', 'min', 'day']),
  msPlayed: z.number().nullable(),
  reasonStart: z.string().nullable(),
  reasonEnd: z.string().nullable(),
  platform: z.string().nullable(),
  /** What else the source said, without personal fields. */
  raw: z.string().nullable(),
})
export type TellingBody = z.infer<typeof TellingBody>

/** GET /api/listens/{id}?user · POST /api/listens/{id}/apart and /together answer with it, too. */
export const ToldByBody = z.object({
  id: z.number(),
  /** Of the whole listen, its parts added up; null where none says. */
  msPlayed: z.number().nullable(),
  tellings: z.array(TellingBody),
  /** Listens that a person said are not this one. */
  apartFrom: z.array(z.object({ id: z.number(), title: z.string(), artist: z.string(), endedAtMs: z.number() })),
})
export type ToldByBody = z.infer<typeof ToldByBody>
