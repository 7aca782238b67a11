// What every enquiry shares: whom it may ask, and what an answer's status means for the question.

import type { ArtifactStore } from '#artifacts'
import { type Clock, Fault } from '#kernel'
import { pictureType } from '#library'
import type { Egress } from '../egress.ts'
import type { HostName } from '../hosts.ts'
import type { Answer } from '../send.ts'
import type { SpotifyLink } from '../spotify/link.ts'
import { Held } from '../turn.ts'
import type { Answered, Question } from './enquiry.ts'

export interface AskDeps {
  readonly egress: Egress
  readonly clock: Clock
  readonly artifacts: ArtifactStore
  readonly spotify: Pick<SpotifyLink, 'tokens'>
}

/** Asks about some tracks at once, at most `batchMax`; one answer a question, in order. Throws where there is no answer now. */
export interface Enquiry {
  readonly batchMax: number
  ask(deps: AskDeps, questions: readonly Question[], signal: AbortSignal): Promise<readonly Answered[]>
}

/** What the host says of the question itself. */
const ABOUT_THE_QUESTION = new Set([400, 404, 406, 410, 414, 422])

/** Null where the answer is to be read; an outcome where the host knows nothing or refuses the question; thrown where it is no answer at all. */
export async function settle(deps: Pick<AskDeps, 'egress'>, host: HostName, answer: Answer): Promise<Answered | null> {
  const { status } = answer
  if (status === 200) return null
  if (status === 404 || status === 410) return { outcome: 'nothing' }
  if (ABOUT_THE_QUESTION.has(status)) return { outcome: 'failed', why: `It answered ${status}.` }
  if (status === 429 || status === 503)
    throw new Held('EGRESS_LATER', `It answered ${status} and is left in peace.`, await deps.egress.resumesAtMs(host))
  if (status === 401 || status === 403) throw new Fault('forbidden', 'ENRICH_REFUSED', `It answered ${status}: it refuses to be asked.`)
  throw new Fault('unavailable', 'ENRICH_NO_ANSWER', `It answered ${status}.`)
}

/** Keeps a fetched picture as a cover; a failure where it is none. */
export async function keepCover(deps: Pick<AskDeps, 'artifacts'>, answer: Answer, coverOfAlbum: boolean): Promise<Answered> {
  const mediaType = pictureType(answer.body)
  if (mediaType === null) return { outcome: 'failed', why: 'It answered with something that is no picture.' }
  return { outcome: 'found', found: { coverId: await deps.artifacts.put({ bytes: answer.body, mediaType }), coverOfAlbum } }
}
