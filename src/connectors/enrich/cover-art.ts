// The Cover Art Archive: the front of a release, 500 pixels wide, which lies at the Internet Archive.

import { type Enquiry, keepCover, settle } from './asking.ts'

export const coverArt: Enquiry = {
  batchMax: 1,
  async ask(deps, [question], signal) {
    const answer = await deps.egress.call('coverart', {
      path: `/release/${encodeURIComponent(question.key)}/front-500`,
      headers: { accept: 'image/*' },
      why: `the cover of ${question.artistName} – ${question.albumTitle ?? question.title}`.slice(0, 200),
      timeoutMs: 60_000,
      signal,
    })
    return [(await settle(deps, 'coverart', answer)) ?? (await keepCover(deps, answer, question.albumTitle !== null))]
  },
}
