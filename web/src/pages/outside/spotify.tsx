// The Spotify link: own app, log-in, and how it stands.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Outside, SpotifyLogIn, SpotifyState } from '../../../../src/server/contract.ts'
import { address, send } from '../../api/fetch.ts'
import { listenerName, useListener } from '../../api/listener.ts'
import { queryClient } from '../../api/queries.ts'
import { say } from '../../app/notice.ts'
import { Button } from '../../kit/button.tsx'
import { formatDate } from '../../kit/format.ts'
import { spotifyQuery, useSpotify } from './queries.ts'
import { SpotifyJobs } from './spotify-jobs.tsx'

export function Spotify({ outside }: { outside: Outside }) {
  const user = useListener()
  const { data } = useQuery(spotifyQuery(user))
  const section = useRef<HTMLElement>(null)
  const arrived = data !== undefined
  // The hint above every page leads here; what is above it came after.
  useEffect(() => {
    if (arrived && location.hash === '#spotify') section.current?.scrollIntoView()
  }, [arrived])
  if (!data) return null
  const isOn = outside.hosts.some((host) => host.name === 'spotify' && host.on)
  return (
    <section id="spotify" ref={section} aria-labelledby="outside-spotify" className="spotify" data-testid="spotify">
      <h2 id="outside-spotify">Is your Spotify account linked?</h2>
      <Standing state={data} isOn={isOn} />
      {data.account ? <SpotifyJobs state={data} /> : null}
      {data.app.clientId === null ? (
        <AppForm state={data} />
      ) : (
        <>
          <LogIn state={data} isOn={isOn} />
          <details className="host-more">
            <summary>Your app at Spotify</summary>
            <AppForm state={data} />
          </details>
        </>
      )}
    </section>
  )
}

function Standing({ state: { account, app }, isOn }: { state: SpotifyState; isOn: boolean }) {
  const nowMs = Date.now()
  if (account === null)
    return (
      <p className="quiet outside-lead">
        {`Not linked, and it need not be: an export holds more than Spotify's own interface gives. A link brings what you play from now on, liked tracks and your own playlists. ${app.clientId === null ? 'It takes an app of your own, since Spotify allows no shared ones.' : ''}`}
      </p>
    )
  if (account.state !== 'linked') return <p className="host-parked">{account.stateWhy}</p>
  const ends = `The log-in ends on ${formatDate(account.endsAtMs, nowMs)}, six months after it was given.`
  return (
    <p className={account.endingSoon ? 'host-parked' : 'quiet'}>
      {`Linked${isOn ? '' : ', but switched off above'}. ${ends}${account.endingSoon ? ' Log in again before, and nothing is missed.' : ''}`}
    </p>
  )
}

function AppForm({ state: { app, batchSize } }: { state: SpotifyState }) {
  const change = useSpotify()
  const [clientId, setClientId] = useState(app.clientId ?? '')
  const [secret, setSecret] = useState('')
  const [batch, setBatch] = useState(String(batchSize))
  return (
    <>
      <ol className="steps small quiet">
        <li>
          Open{' '}
          <a href="https://developer.spotify.com/dashboard" target="_blank" rel="noreferrer">
            developer.spotify.com/dashboard
          </a>{' '}
          and create an app. Its owner needs Premium; who logs in does not.
        </li>
        <li>
          As redirect URI give <code>http://127.0.0.1/spotify/callback</code>, without a port, or with https your own address and the same
          path.
        </li>
        <li>Copy the client id to here. The secret is only needed to read public data, such as ISRCs.</li>
      </ol>
      {app.fromEnvironment ? (
        <p className="small quiet">The client id comes from SPOTIFY_CLIENT_ID.</p>
      ) : (
        <form
          className="outside-form"
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault()
            change.mutate(
              { method: 'PUT', path: 'app', body: { clientId, ...(secret && { clientSecret: secret }) } },
              { onSuccess: () => setSecret('') },
            )
          }}
        >
          <label>
            <span>Client id</span>
            <input
              className="field"
              value={clientId}
              required
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setClientId(event.currentTarget.value)}
            />
          </label>
          <label>
            <span>Client secret</span>
            <input
              className="field"
              type="password"
              value={secret}
              placeholder={app.hasSecret ? 'kept' : 'not needed for the log-in'}
              autoComplete="off"
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" filled={app.clientId === null}>
            Keep
          </Button>
        </form>
      )}
      {app.clientId === null ? null : (
        <form
          className="outside-form"
          onSubmit={(event) => {
            event.preventDefault()
            change.mutate({ method: 'PUT', path: 'settings', body: { batchSize: Number(batch) } })
          }}
        >
          <label>
            <span>Entries in one call, 1 to 50</span>
            <input
              className="field"
              value={batch}
              inputMode="numeric"
              pattern="\d+"
              required
              onChange={(event) => setBatch(event.currentTarget.value)}
            />
          </label>
          <Button type="submit">Keep</Button>
        </form>
      )}
    </>
  )
}

function LogIn({ state: { account }, isOn }: { state: SpotifyState; isOn: boolean }) {
  const change = useSpotify()
  const begin = useMutation({
    mutationFn: () => send<SpotifyLogIn>('POST', address('/api/spotify/log-in', { user: listenerName() }), { origin: location.origin }),
    onSuccess: ({ authorizeUrl, paste }) => {
      if (!paste) location.assign(authorizeUrl)
    },
    onError: (error) => say(error.message),
  })
  const again = account !== null
  const needed = account === null || account.state !== 'linked' || account.endingSoon
  return (
    <div className="log-in">
      {isOn ? null : <p className="quiet">Switch Spotify on above to log in.</p>}
      <div className="log-in-acts">
        <Button filled={needed} disabled={!isOn || begin.isPending} onClick={() => begin.mutate()}>
          {again ? 'Log in again' : 'Log in at Spotify'}
        </Button>
        {again ? <Button onClick={() => change.mutate({ method: 'DELETE', path: 'account' })}>Unlink</Button> : null}
      </div>
      {begin.data?.paste ? <Paste begun={begin.data} /> : null}
    </div>
  )
}

/** Where Deepcut is not on the machine of the browser, Spotify leads to an address where nothing answers: the person brings it back. */
function Paste({ begun }: { begun: SpotifyLogIn }) {
  const [text, setText] = useState('')
  const finish = useMutation({
    mutationFn: () => send('POST', '/api/spotify/callback', { address: text }),
    onSuccess: () => {
      say('Spotify is linked.')
      void queryClient.invalidateQueries({ queryKey: ['outside'] })
    },
  })
  if (finish.isSuccess) return null
  return (
    <form
      className="outside-form paste"
      onSubmit={(event) => {
        event.preventDefault()
        finish.mutate()
      }}
    >
      <ol className="steps small quiet">
        <li>
          <a href={begun.authorizeUrl} target="_blank" rel="noreferrer">
            Open Spotify's log-in
          </a>{' '}
          and agree.
        </li>
        <li>
          The browser then cannot reach <code>{begun.redirectUri}</code>, since Deepcut runs on another machine. That is as it should be.
        </li>
        <li>Copy the whole address it stands at, and paste it here within 15 minutes.</li>
      </ol>
      <label>
        <span>The address the browser ended at</span>
        <input
          className="field"
          value={text}
          required
          autoComplete="off"
          spellCheck={false}
          placeholder={`${begun.redirectUri}?code=…`}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" filled disabled={finish.isPending}>
        Link
      </Button>
      {finish.error ? (
        <p className="outside-fault small" role="alert">
          {finish.error.message}
        </p>
      ) : null}
    </form>
  )
}
