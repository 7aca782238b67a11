// MusicBrainz: which recording a track is. By ISRC where there is one, else by a search that only believes the same artist, title and length.

import { z } from 'zod'
import { artistPart, durationsAgree, foldName, matchKey, titlesAgree } from '#library'
import { type Enquiry, settle } from './asking.ts'
import type { Answered, Question } from './enquiry.ts'

const Recording = z.object({
  id: z.string(),
  title: z.string(),
  length: z.number().nullish(),
  score: z.number().nullish(),
  isrcs: z.array(z.string()).nullish(),
  'artist-credit': z.array(z.object({ name: z.string(), joinphrase: z.string().nullish() })).nullish(),
  releases: z.array(z.object({ id: z.string(), title: z.string(), status: z.string().nullish(), date: z.string().nullish() })).nullish(),
})
type Recording = z.infer<typeof Recording>
const Recordings = z.object({ recordings: z.array(Recording) })

/** Below this the search itself is unsure. */
const SCORE_MIN = 85
const ISRC_KEY = /^isrc:([A-Z0-9]{12})$/

export const musicbrainz: Enquiry = {
  batchMax: 1,
  async ask(deps, [question], signal) {
    const isrc = ISRC_KEY.exec(question.key)?.[1]
    if (isrc) {
      const answer = await deps.egress.call('musicbrainz', {
        path: `/isrc/${isrc}`,
        query: { inc: 'artist-credits releases', fmt: 'json' },
        why: `finding the recording with ISRC ${isrc}`,
        signal,
      })
      const settled = await settle(deps, 'musicbrainz', answer)
      const byIsrc = settled ?? read(answer.json(), (recordings) => bestOfIsrc(question, recordings))
      if (byIsrc.outcome === 'found') return [byIsrc]
    }
    const answer = await deps.egress.call('musicbrainz', {
      path: '/recording',
      query: { query: `recording:${quoted(question.title)} AND artist:${quoted(question.artistName)}`, limit: 10, fmt: 'json' },
      why: `finding the recording of ${question.artistName} – ${question.title}`.slice(0, 200),
      signal,
    })
    const settled = await settle(deps, 'musicbrainz', answer)
    return [settled ?? read(answer.json(), (recordings) => bestOfSearch(question, recordings))]
  },
}

/** A phrase of Lucene's query language. */
const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ').slice(0, 200)}"`

function read(body: unknown, choose: (recordings: readonly Recording[]) => Answered | undefined): Answered {
  const parsed = Recordings.safeParse(body)
  if (!parsed.success) return { outcome: 'failed', why: 'It answered in an unknown shape.' }
  return choose(parsed.data.recordings) ?? { outcome: 'nothing' }
}

function found(question: Question, recording: Recording): Answered {
  const release = releaseOf(question, recording)
  return {
    outcome: 'found',
    found: {
      recordingMbid: recording.id,
      ...(recording.length ? { durationMs: recording.length } : {}),
      ...(release ? { releaseMbid: release } : {}),
      ...(recording.isrcs?.length ? { isrcs: recording.isrcs.slice(0, 3) } : {}),
    },
  }
}

const creditOf = (recording: Recording) =>
  (recording['artist-credit'] ?? []).map(({ name, joinphrase }) => `${name}${joinphrase ?? ''}`).join('')

/** An ISRC names one recording, but databases hold wrong ones: one of another title or length is not believed. */
function bestOfIsrc(question: Question, recordings: readonly Recording[]): Answered | undefined {
  const asked = matchKey(question.artistName, question.title)
  const fitting = recordings.filter(
    (recording) =>
      titlesAgree(asked, matchKey(question.artistName, recording.title)) && durationsAgree(question.durationMs, recording.length),
  )
  const best = fitting.sort((a, b) => gapMs(question, a) - gapMs(question, b))[0]
  return best && found(question, best)
}

function bestOfSearch(question: Question, recordings: readonly Recording[]): Answered | undefined {
  const asked = matchKey(question.artistName, question.title)
  const fitting = recordings.filter((recording) => {
    const names = [creditOf(recording), recording['artist-credit']?.[0]?.name ?? '']
    const same = names.some((name) => matchKey(name, recording.title) === asked && artistPart(asked) !== '')
    return same && (recording.score ?? 0) >= SCORE_MIN && durationsAgree(question.durationMs, recording.length)
  })
  // Of several the one whose length fits best; then the one that is on the album in question, or on any.
  const worth = (recording: Recording) =>
    Number(onAlbum(question, recording) !== undefined) * 2 + Number((recording.releases?.length ?? 0) > 0)
  const best = fitting.sort((a, b) => worth(b) - worth(a) || gapMs(question, a) - gapMs(question, b))[0]
  return best && found(question, best)
}

const gapMs = (question: Question, recording: Recording) =>
  question.durationMs && recording.length ? Math.abs(question.durationMs - recording.length) : 1e9

const onAlbum = (question: Question, recording: Recording) => {
  const album = question.albumTitle === null ? '' : foldName(question.albumTitle)
  return album === '' ? undefined : recording.releases?.find((release) => foldName(release.title) === album)
}

/** The release whose cover would fit: of the album in question, else the earliest official one. */
function releaseOf(question: Question, recording: Recording): string | undefined {
  const named = onAlbum(question, recording)
  if (named || question.albumTitle !== null) return named?.id
  const official = (recording.releases ?? []).filter((release) => release.status === 'Official')
  return official.sort((a, b) => (a.date || '9').localeCompare(b.date || '9'))[0]?.id
}
