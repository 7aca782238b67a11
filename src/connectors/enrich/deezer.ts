// Deezer: how widely known the track of an ISRC is, how long it is, and its cover. It tells its faults with status 200 and an error in the body.

import { z } from 'zod'
import { Fault, SECOND_MS } from '#kernel'
import { foldName } from '#library'
import { Held } from '../turn.ts'
import { type AskDeps, type Enquiry, keepCover, settle } from './asking.ts'
import type { Answered, Found, Question } from './enquiry.ts'
import { popularityOfRank } from './popularity.ts'

const Track = z.object({
  id: z.number(),
  duration: z.coerce.number().nonnegative().nullish(),
  rank: z.coerce.number().nonnegative().nullish(),
  album: z.object({ id: z.number(), title: z.string().nullish() }).nullish(),
})
const DeezerFault = z.object({ error: z.object({ type: z.string().nullish(), message: z.string().nullish(), code: z.number().nullish() }) })

const NO_DATA = 800
/** "Quota limit exceeded" and "service busy": no answers to the question. */
const QUOTA = 4
const BUSY = 700
const QUOTA_PAUSE_MS = 10 * SECOND_MS

export const deezer: Enquiry = {
  batchMax: 1,
  async ask(deps, [question], signal) {
    const answer = await deps.egress.call('deezer', {
      path: `/track/isrc:${encodeURIComponent(question.key)}`,
      why: `what is known of ISRC ${question.key}`,
      signal,
    })
    const settled = await settle(deps, 'deezer', answer)
    if (settled) return [settled]
    const body = answer.json()
    const refused = faultIn(deps, body)
    if (refused) return [refused]
    const track = Track.safeParse(body)
    if (!track.success) return [{ outcome: 'failed', why: 'It answered in an unknown shape.' }]
    const { duration, rank, album } = track.data
    const cover = question.hasCover || !album ? {} : await coverOf(deps, album, question, signal)
    const found = {
      ...(rank ? { popularity: popularityOfRank(rank) } : {}),
      ...(duration ? { durationMs: duration * SECOND_MS } : {}),
      ...cover,
    }
    return [Object.keys(found).length > 0 ? { outcome: 'found', found } : { outcome: 'nothing' }]
  },
}

/** The fault in a body that came with status 200; null where there is none. */
function faultIn(deps: AskDeps, body: unknown): Answered | null {
  const parsed = DeezerFault.safeParse(body)
  if (!parsed.success) return null
  const { code, message, type } = parsed.data.error
  if (code === QUOTA) throw new Held('EGRESS_LATER', 'Deezer asked for a pause.', deps.clock.nowMs() + QUOTA_PAUSE_MS)
  if (code === BUSY) throw new Fault('unavailable', 'ENRICH_NO_ANSWER', 'Deezer is busy.')
  return code === NO_DATA
    ? { outcome: 'nothing' }
    : { outcome: 'failed', why: `It answered ${message || type || `code ${code}`}.`.slice(0, 200) }
}

/** The cover, where there is one; without it the rest of the answer is as good. */
async function coverOf(
  deps: AskDeps,
  album: { id: number; title?: string | null },
  question: Question,
  signal: AbortSignal,
): Promise<Pick<Found, 'coverId' | 'coverOfAlbum'>> {
  const answer = await deps.egress.call('deezer', {
    path: `/album/${album.id}/image`,
    query: { size: 'big' },
    headers: { accept: 'image/*' },
    why: `the cover of ISRC ${question.key}`,
    signal,
  })
  const same = question.albumTitle !== null && foldName(question.albumTitle) === foldName(album.title ?? '')
  const kept = answer.status === 200 ? await keepCover(deps, answer, same) : null
  return kept?.outcome === 'found' ? kept.found : {}
}
