// What the Spotify link fetches, how often, what came of it last, and when it goes on.

import type { SpotifyJobState, SpotifyState } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { Switch } from '../../kit/switch.tsx'
import { useSpotify } from './queries.ts'
import { sayJob, sayLast } from './words.ts'

const TITLES: Readonly<Record<SpotifyJobState['job'], { title: string; about: string }>> = {
  plays: {
    title: 'What you played last',
    about:
      'Spotify keeps the last 50 plays, without podcasts, and does not say how long each was heard. Exports say more, and take their place.',
  },
  liked: { title: 'Liked tracks', about: 'Each becomes a love, with its day. What you say here about a track stands above it.' },
  playlists: { title: 'Own playlists', about: 'Yours and those you work on with others; of all others Spotify gives only the names.' },
}
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const EVERY: Readonly<Record<SpotifyJobState['job'], readonly (readonly [ms: number, label: string])[]>> = {
  plays: [
    [15 * MINUTE, 'every 15 min'],
    [30 * MINUTE, 'every 30 min'],
    [HOUR, 'every hour'],
    [2 * HOUR, 'every 2 hours'],
  ],
  liked: [
    [6 * HOUR, 'every 6 hours'],
    [24 * HOUR, 'once a day'],
    [7 * 24 * HOUR, 'once a week'],
  ],
  playlists: [
    [6 * HOUR, 'every 6 hours'],
    [24 * HOUR, 'once a day'],
    [7 * 24 * HOUR, 'once a week'],
  ],
}

export const SpotifyJobs = ({ state }: { state: SpotifyState }) => (
  <ul className="kinds">
    {state.jobs.map((job) => (
      <JobRow key={job.job} job={job} waitsFor={state.account?.state === 'log-in-again' ? 'log-in' : state.open ? null : 'switch'} />
    ))}
  </ul>
)

function JobRow({ job, waitsFor }: { job: SpotifyJobState; waitsFor: 'switch' | 'log-in' | null }) {
  const change = useSpotify()
  const put = (body: object) => change.mutate({ method: 'PUT', path: `jobs/${job.job}`, body })
  const { title, about } = TITLES[job.job]
  const nowMs = Date.now()
  const last = sayLast(job, nowMs)
  return (
    <li className="kind">
      <div className="host-head">
        <h3>{title}</h3>
        <Switch label={title} on={job.on} hidden onChange={(on) => put({ on })} />
      </div>
      <p className="quiet">{about}</p>
      <p className={`small ${job.heldWhy ? 'host-parked' : ''}`}>{sayJob(job, waitsFor, nowMs)}</p>
      {last ? <p className={`small ${job.lastFailed ? 'outside-fault' : 'quiet'}`}>{last}</p> : null}
      {job.on ? (
        <div className="job-acts">
          <label>
            <span className="hidden">How often: {title}</span>
            <select className="field" value={job.everyMs} onChange={(event) => put({ everyMs: Number(event.currentTarget.value) })}>
              {EVERY[job.job].map(([ms, label]) => (
                <option key={ms} value={ms}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <Button disabled={waitsFor !== null || job.running} onClick={() => put({ now: true })}>
            Fetch now
          </Button>
        </div>
      ) : null}
    </li>
  )
}
