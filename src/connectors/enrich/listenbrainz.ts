// ListenBrainz: how many people have played a recording, fifty recordings a question.

import { z } from 'zod'
import { type Enquiry, settle } from './asking.ts'
import type { Answered } from './enquiry.ts'
import { popularityOfUsers } from './popularity.ts'

const Popularity = z.array(
  z.object({ recording_mbid: z.string(), total_listen_count: z.number().nullish(), total_user_count: z.number().nullish() }),
)

export const listenbrainz: Enquiry = {
  batchMax: 50,
  async ask(deps, questions, signal) {
    const answer = await deps.egress.call('listenbrainz', {
      method: 'POST',
      path: '/1/popularity/recording',
      json: { recording_mbids: questions.map((question) => question.key) },
      why: `how many people play ${questions.length === 1 ? 'a recording' : `${questions.length} recordings`}`,
      signal,
    })
    const settled = await settle(deps, 'listenbrainz', answer)
    if (settled) return questions.map(() => settled)
    const parsed = Popularity.safeParse(answer.json())
    if (!parsed.success) return questions.map((): Answered => ({ outcome: 'failed', why: 'It answered in an unknown shape.' }))
    const byMbid = new Map(parsed.data.map((each) => [each.recording_mbid, each.total_user_count]))
    return questions.map((question): Answered => {
      const users = byMbid.get(question.key)
      return users == null ? { outcome: 'nothing' } : { outcome: 'found', found: { popularity: popularityOfUsers(users) } }
    })
  },
}
